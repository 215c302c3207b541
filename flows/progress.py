"""How a flow tells whoever started it how far it is: a listener in the context, nobody by default."""

from collections.abc import Callable
from contextvars import ContextVar

# listener(documents done, documents in all, what is being done)
Listener = Callable[[int, int, str], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def listen(listener: Listener) -> None:
    """Have `listener` called for the rest of this context."""
    _listener.set(listener)


def report(done: int, total: int, doing: str) -> None:
    """Tell the listener, if there is one."""
    listener = _listener.get()
    if listener is not None:
        listener(done, total, doing)
