"""Locks in a place: a file's on a disk, a lease in an object store.

A file's lock ends with its process, whatever killed it. Nothing tells an object store that a process is dead: so who
holds a lease writes it anew every few seconds, and whoever has watched one stand still for long enough takes it over.
No two machines' clocks are compared for that. A lease keeps out of each other's way those who write; what makes a
commit right is the number of its ledger entry, which only one can take.
"""

import json
import random
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from uuid import uuid4

from filelock import FileLock, Timeout

from tasks.model.errors import StoreUnavailable
from tasks.places.objects import ObjectFolder, Taken
from tasks.places.place import Place

# A lease that has not been renewed for so long is nobody's; it is renewed four times as often.
LEASE_SECONDS = 20.0
# The same, for who does not wait. Stores refuse requests whose clock is more than a quarter of an hour off theirs.
DEAD_SECONDS = 16 * 60.0
_LONGEST_PAUSE = 1.0


class Lease:
    """A lock in an object store; use it as a `FileLock`, once."""

    def __init__(self, address: ObjectFolder, timeout: float = -1) -> None:
        """Nothing is asked of the store yet.

        Args:
            address: of the object.
            timeout: how long to wait where `acquire` is told nothing else, seconds; below 0: for ever.
        """
        self._address, self._timeout = address, timeout
        self._token, self._writes = uuid4().hex, 0
        self._tag: str | None = None
        self._over = threading.Event()
        self._renewing = threading.Thread(target=self._renew, daemon=True)

    @property
    def is_lost(self) -> bool:
        """Whether it is another's by now: this process stood still for too long."""
        return self._tag is None

    def acquire(self, timeout: float | None = None) -> "Lease":
        """Wait until it is ours, and keep it until it is released.

        Raises:
            Timeout: it is another's all the time.
        """
        given = self._timeout if timeout is None else timeout
        until = None if given < 0 else time.monotonic() + given
        seen, since, pause = "", 0.0, 0.05
        while self._tag is None:
            tag, is_free = self._look()
            if tag != seen:
                seen, since = tag or "", time.monotonic()
            if is_free or time.monotonic() - since > LEASE_SECONDS:
                with suppress(Taken):
                    self._tag = self._put(tag)
                    break
            if until is not None and time.monotonic() >= until:
                raise Timeout(self._address)
            time.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(pause * 2, _LONGEST_PAUSE)
        self._renewing.start()
        return self

    def release(self) -> None:
        """Let others have it; nothing, where it is another's."""
        self._over.set()
        self._renewing.join()
        if self._tag is not None:
            with suppress(Taken, StoreUnavailable):  # what cannot be released is taken over
                self._put(self._tag, is_free=True)
            self._tag = None

    def _look(self) -> tuple[str | None, bool]:
        """The tag of what is there, None where nothing is; and whether it is nobody's."""
        try:
            content, tag, written = self._address.read_tagged()
        except FileNotFoundError:
            return None, True
        age = (datetime.now(UTC) - written).total_seconds()
        return tag, bool(json.loads(content)["free"]) or age > DEAD_SECONDS

    def _put(self, tag: str | None, is_free: bool = False) -> str:
        self._writes += 1  # no two contents are the same: the tag is their hash
        told = {"holder": self._token, "writes": self._writes, "free": is_free}
        return self._address.put(json.dumps(told).encode(), tag)

    def _renew(self) -> None:
        while not self._over.wait(LEASE_SECONDS / 4):
            with suppress(StoreUnavailable):  # it may answer the next time, before the lease has run out
                try:
                    self._tag = self._put(self._tag) if self._tag is not None else None
                except Taken:
                    self._tag = None
            if self._tag is None:
                return

    def __enter__(self) -> "Lease":
        return self.acquire()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def lock_at(where: Place, timeout: float = -1) -> FileLock | Lease:
    """The lock of this name, not held yet: as a context manager, or with `acquire` and `release`.

    Args:
        where: the file or object.
        timeout: how long to wait, seconds; below 0: for ever. After it a `filelock.Timeout` is raised.
    """
    return Lease(where, timeout) if isinstance(where, ObjectFolder) else FileLock(where, timeout=timeout)
