"""Open files without being fooled: regular files below their root only, decompressed up to a limit."""

import gzip
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from tasks.model.errors import RejectDocument

# Text compresses 4 to 20 times; what gives more than 200 times its size is made to fill the disk.
MOST_RATIO = 200
_RATIO_FROM = 10_000_000  # bytes decompressed; below that a run of spaces may be innocent


def check_regular(path: Path, root: Path) -> None:
    """Raise RejectDocument (`unreadable`) unless the path is a regular file that lies, links followed, below `root`."""
    try:
        real = path.resolve(strict=True)
        kind = real.stat().st_mode
    except (OSError, RuntimeError) as error:
        raise RejectDocument("unreadable", _said(error)) from None
    if not real.is_relative_to(root.resolve()):
        raise RejectDocument("unreadable", "it is a link that leads out of the folder")
    if not stat.S_ISREG(kind):
        raise RejectDocument("unreadable", "it is no regular file")


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes as a stream, decompressed where its name ends in .gz.

    Raises:
        RejectDocument: `unreadable` where opening or reading fails, `bomb` where little unpacks to very much.
    """
    try:
        with path.open("rb") as raw:
            packed = path.suffix.lower() == ".gz"
            yield cast("BinaryIO", Unpacked(raw)) if packed else raw
    except (OSError, EOFError, zlib.error) as error:
        raise RejectDocument("unreadable", _said(error)) from None


def read_all(path: Path, limit: int) -> bytes:
    """The whole file, decompressed.

    Raises:
        RejectDocument: `too_large` above `limit` bytes; else as `opened`.
    """
    with opened(path) as stream:
        body = stream.read(limit + 1)
    if len(body) > limit:
        raise RejectDocument("too_large", f"more than {limit} bytes")
    return body


def check_ratio(given: int, taken: int) -> None:
    """Raise RejectDocument (`bomb`) where so many bytes came out of so few that somebody made them to fill the disk."""
    if given > _RATIO_FROM and given > MOST_RATIO * max(taken, 1):
        raise RejectDocument("bomb", f"it unpacks to more than {MOST_RATIO} times its size")


class Unpacked(gzip.GzipFile):
    """A gzip stream that stops when it has given 200 times what it took."""

    def __init__(self, raw: BinaryIO) -> None:
        super().__init__(fileobj=raw, mode="rb")
        self._raw = raw
        self._given = 0

    def read(self, size: int | None = -1) -> bytes:
        """Bytes, decompressed."""
        return self._counted(super().read(size))

    def readline(self, size: int | None = -1) -> bytes:
        """A line, decompressed, or its first `size` bytes."""
        return self._counted(super().readline(size))

    def _counted(self, piece: bytes) -> bytes:
        self._given += len(piece)
        check_ratio(self._given, self._raw.tell())
        return piece


def _said(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
