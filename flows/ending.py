"""Let what must not be cut in two be done before the process ends that was told to."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Put SIGTERM and Ctrl-C off to the end of the context, where who heard them before hears them.

    So Prefect hears of it too, and says in the run's state whether it was cancelled or crashed. A second signal acts at
    once. Where a flow does not run in its process's main thread, signals are not its business.
    """
    before: dict[int, Any] = {}
    heard: list[int] = []

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def hear(number: int, _frame: FrameType | None) -> None:
        heard.append(number)
        restore()

    try:
        before.update({number: signal.signal(number, hear) for number in _SIGNALS})
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        restore()
    if heard:
        signal.raise_signal(heard[0])
