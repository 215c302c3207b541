"""WACZ (https://specs.webrecorder.net/wacz/1.1.1/): a zip with WARC files in its folder `archive/`."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from tasks.model.errors import RejectDocument
from tasks.readers.files import check_ratio

_MOST_MEMBERS = 10_000
Opener = Callable[[], AbstractContextManager[BinaryIO]]


def archives(path: Path) -> Iterator[tuple[str, Opener | RejectDocument]]:
    """The WARC files in a WACZ: name and what opens each, or why it is not opened.

    Nothing is unpacked to the disk; a name that leads out of the archive is refused all the same, for whoever wrote it
    meant no good.

    Raises:
        RejectDocument: `unreadable` where it is no zip; `too_large` beyond 10,000 members.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RejectDocument("unreadable", f"it is no WACZ: {error}") from None
    if len(members) > _MOST_MEMBERS:
        raise RejectDocument("too_large", f"more than {_MOST_MEMBERS} files in it")
    for member in members:
        if leads_out(member.filename):
            yield member.filename[:200], RejectDocument("unreadable", "its name leads out of the archive")
        elif member.filename.lower().endswith((".warc", ".warc.gz")):
            yield member.filename, _fault(member) or partial(_opened, path, member.filename)


def leads_out(name: str) -> bool:
    """Whether a member's name is an absolute path, or has `..`, a backslash or NUL in it."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or ":" in name[:3]


def _fault(member: zipfile.ZipInfo) -> RejectDocument | None:
    if member.flag_bits & 1:
        return RejectDocument("unreadable", "it is encrypted")
    try:
        check_ratio(member.file_size, member.compress_size)
    except RejectDocument as error:
        return error
    return None


@contextmanager
def _opened(path: Path, name: str) -> Iterator[BinaryIO]:
    """A member as a stream; zipfile gives no more than the size that `_fault` has looked at."""
    try:
        with zipfile.ZipFile(path) as packed, packed.open(name) as stream:
            yield cast("BinaryIO", stream)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise RejectDocument("unreadable", str(error) or type(error).__name__) from None
