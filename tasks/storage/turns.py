"""Turns: of all who change a warehouse, runs and maintenance, one at a time.

Runs read, clean and extract side by side. What they publish builds on what is published, so from resolving to
publishing each is alone. The locks end with their process, whatever killed it: nothing has to be cleaned up.

In an object store they are leases, which a process that stood still for long may have lost without knowing. So a turn
knows the ledger's last entry: where that is another one than it was, the turn is over, and nothing is published.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from tasks.model.errors import WarehouseBusy
from tasks.places.locks import Lease, lock_at
from tasks.places.place import Place

# A turn takes seconds, a month's compaction in a large warehouse minutes, and several may wait.
TURN_SECONDS = 600.0
_mine = threading.local()


@contextmanager
def alone(warehouse: Place) -> Iterator[None]:
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
    _held()[warehouse] = None
    try:
        yield
    finally:
        del _held()[warehouse]
        lock.release()


def note(warehouse: Place, number: int) -> None:
    """Say what the ledger's last entry is after a commit of this turn."""
    _held()[warehouse] = number


def check(warehouse: Place, number: int) -> None:
    """Look whether the ledger's last entry is the one that this turn knows; the first look tells it.

    Raises:
        WarehouseBusy: another writer has taken the turn.
    """
    known = _held()[warehouse]
    if known is not None and known != number:
        raise WarehouseBusy(
            f"Another writer has taken the turn on {warehouse}, for this one stood still: run again, what was "
            "published stands."
        )
    _held()[warehouse] = number


def _held() -> dict[Place, int | None]:
    """The warehouses whose turn this thread has, and the ledger's last entry that each turn knows."""
    held: dict[Place, int | None] = _mine.__dict__.setdefault("held", {})
    return held


def _acquired(warehouse: Place, seconds: float) -> FileLock | Lease:
    until, lock = time.monotonic() + seconds, lock_at(warehouse / ".lock")
    try:
        with lock_at(warehouse / ".queue.lock", timeout=seconds):
            lock.acquire(timeout=max(until - time.monotonic(), 0.0))
    except Timeout:
        raise WarehouseBusy(
            f"Others have been writing to {warehouse} for {seconds:.0f} seconds: run again later, or end what hangs."
        ) from None
    return lock
