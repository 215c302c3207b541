"""Let a run end between two batches when the process is told to end, in place of in the midst of one."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Ending:
    """Whether the process was told to end.

    Attributes:
        signal: what told it; None as long as nothing did.
    """

    def __init__(self) -> None:
        self.signal: int | None = None
        self._before: dict[int, Any] = {}

    def __bool__(self) -> bool:
        return self.signal is not None

    def listen(self) -> None:
        """Hear the signals in the place of those who heard them before."""
        self._before = {number: signal.signal(number, self._hear) for number in _SIGNALS}

    def obey(self) -> None:
        """Pass the signal on to those who heard it before: the process ends as if it had come only now."""
        if self.signal is not None:
            signal.raise_signal(self.signal)

    def close(self) -> None:
        """Give the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        self.signal = number
        self.close()  # who says it twice does not want to wait


@contextmanager
def ending() -> Iterator[Ending]:
    """Put SIGTERM and Ctrl-C off: who holds the context looks between batches, and obeys after it.

    So Prefect hears of it too, and says in the run's state whether it was cancelled or crashed. A second signal acts at
    once. Where a flow does not run in its process's main thread, signals are not its business.
    """
    heard = Ending()
    try:
        heard.listen()
    except ValueError:
        yield heard
        return
    try:
        yield heard
    finally:
        heard.close()
