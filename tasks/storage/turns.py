"""Turns: of all who change a warehouse, runs and maintenance, one at a time.

Runs read, clean and extract side by side. What they publish builds on what is published, so from resolving to
publishing each is alone. The locks end with their process, whatever killed it: nothing has to be cleaned up.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tasks.model.errors import WarehouseBusy

# A turn takes seconds, a month's compaction in a large warehouse minutes, and several may wait.
TURN_SECONDS = 600.0
_mine = threading.local()


@contextmanager
def alone(warehouse: Path) -> Iterator[None]:
    """Wait until nobody else changes the warehouse, and keep others from it; within one's own turn, go on.

    Who waits comes before whoever has just had a turn: only one waits for the warehouse itself, the others for its
    place, and so does who comes again. Without that a run whose next batch is ready would always be the quickest.

    Args:
        warehouse: the folder; it exists.

    Raises:
        WarehouseBusy: that took longer than `TURN_SECONDS`.
    """
    if warehouse in _held():
        yield
        return
    lock = _acquired(warehouse, TURN_SECONDS)
    _held().add(warehouse)
    try:
        yield
    finally:
        _held().discard(warehouse)
        lock.release()


def _held() -> set[Path]:
    """The warehouses whose turn this thread has."""
    held: set[Path] = _mine.__dict__.setdefault("held", set())
    return held


def _acquired(warehouse: Path, seconds: float) -> FileLock:
    until, lock = time.monotonic() + seconds, FileLock(warehouse / ".lock")
    try:
        with FileLock(warehouse / ".queue.lock", timeout=seconds):
            lock.acquire(timeout=max(until - time.monotonic(), 0.0))
    except Timeout:
        raise WarehouseBusy(
            f"Others have been writing to {warehouse} for {seconds:.0f} seconds: run again later, or end what hangs."
        ) from None
    return lock
