"""Who is at work: an owner is a locked file, so that a killed process owns nothing any more.

Claims in the state name their owner. Times would not do: a claim that lapses after a minute makes the run after a
kill wait that minute, and one that lapses early is worked on twice.
"""

import fcntl
import os
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from uuid import uuid4
from weakref import WeakSet

# A file is there a moment before it is locked.
_SURELY_LOCKED = 60.0  # seconds
_OWNERS: "WeakSet[Owner]" = WeakSet()


class Owner:
    """The process that makes it, as long as that lives or until `close`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.token = uuid4().hex
        self._path = folder / self.token
        self._descriptor: int | None = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        _OWNERS.add(self)
        _forget_in_children()

    def close(self) -> None:
        """Own nothing any more."""
        self._path.unlink(missing_ok=True)
        self._let_go()

    def _let_go(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


@cache
def _forget_in_children() -> None:
    """A lock is shared with forked children: a worker that outlives its killed parent must not own what that did."""
    os.register_at_fork(after_in_child=_let_all_go)


def _let_all_go() -> None:
    for owner in tuple(_OWNERS):
        owner._let_go()


def is_alive(folder: Path, token: str) -> bool:
    """Whether the owner of this token is still at work."""
    try:
        descriptor = os.open(folder / token, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def remove_dead(folder: Path) -> None:
    """Remove the files of owners that live no more."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - _SURELY_LOCKED and not is_alive(folder, path.name):
                path.unlink()
