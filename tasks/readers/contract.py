"""What a reader is: a pure generator from a place to what lies there, and what all readers share."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from tasks.model.errors import SourceUnavailable
from tasks.model.ids import identify
from tasks.model.records import Capture, Reject
from tasks.model.settings import Settings

Read = Callable[[Path, Settings, datetime], Iterator[Capture | Reject]]
"""`read(path, settings, now)`: every document at `path` as a capture, or as a reject where it cannot be had.

`now` (UTC) is `captured_at` of what does not say itself when it was taken. Raises SourceUnavailable where there is
nothing at `path`. One bad document costs that document.
"""


def present(path: Path) -> Path:
    """The path made absolute; a link counts, wherever it leads.

    Raises:
        SourceUnavailable: there is nothing at it.
    """
    path = path.absolute()
    if not path.exists() and not path.is_symlink():
        raise SourceUnavailable(f"There is nothing at {path}.")
    return path


def locator(root: Path, path: Path) -> str:
    """Where a file lies: the source folder's name and the path below it, equal on any machine.

    Letters are composed (NFC: macOS decomposes them); bytes of a name that are no UTF-8 are written `\\xff`.
    """
    name = f"{root.name}/{path.relative_to(root).as_posix()}"
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", readable)


def capture_id(where: str, body: bytes) -> str:
    """The id of these bytes at this place."""
    return identify("capture", where, sha256(body).hexdigest())


def unreadable(where: str, detail: str, reason: str = "unreadable") -> Reject:
    """The reject of something whose bytes were not had.

    Its capture_id stands for the fault at this place, so that a run knows a fault that it has met before.
    """
    return Reject("ingest", reason, detail, where, identify("capture", where, reason, detail))
