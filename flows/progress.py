"""How a flow tells whoever started it how far it is: listeners in the context, nobody by default."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# listener(so many done, of so many in all, what is being done): batches, or stored documents
Listener = Callable[[int, int, str], None]

# A run of so few is over before anybody looks.
LONG = 4

_listeners: ContextVar[tuple[Listener, ...]] = ContextVar("listeners", default=())


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have `listener` called meanwhile, besides those that are."""
    token = _listeners.set((*_listeners.get(), listener))
    try:
        yield
    finally:
        _listeners.reset(token)


def report(done: int, total: int, doing: str) -> None:
    """Tell the listeners."""
    for listener in _listeners.get():
        listener(done, total, doing)
