"""A stream over a file of records that goes on behind what is broken: plain, or gzipped in members."""

import zlib
from typing import BinaryIO

from tasks.model.errors import RejectDocument
from tasks.readers.files import check_ratio

_PIECE = 1 << 16  # bytes
_GZIP = b"\x1f\x8b\x08"


class Members:
    """Bytes in their order. A broken member raises once, then reading goes on at the next.

    Attributes:
        start: where the member that was read last begins in the file; of a plain file, where the next byte lies.
    """

    def __init__(self, raw: BinaryIO) -> None:
        """Begin where the file stands; it has to be able to seek."""
        self._raw = raw
        self._at = raw.tell()  # of the next byte to be unpacked
        self._packed = raw.read(_PIECE)
        self._ready = bytearray()
        self._member: zlib._Decompress | None = None
        self._given = 0
        self.start = self._at
        self.is_gzip = self._packed.startswith(_GZIP[:2])

    def read(self, size: int) -> bytes:
        """As many bytes, or those that there are.

        Raises:
            RejectDocument: `unreadable` where a member is broken, `bomb` where little unpacks to very much.
        """
        while len(self._ready) < size and self._more():
            pass
        return self._take(min(size, len(self._ready)))

    def readline(self, limit: int) -> bytes:
        """A line with its end, or its first `limit` bytes; nothing at the end. Raises as `read`."""
        seen = 0
        while (end := self._ready.find(b"\n", seen)) == -1:
            seen = len(self._ready)
            if seen >= limit or not self._more():
                end = seen - 1
                break
        return self._take(min(end + 1, limit))

    def skip(self, size: int) -> int:
        """Pass over this many bytes; how many there were. Raises as `read`."""
        left = size
        while left and (piece := self.read(min(left, _PIECE))):
            left -= len(piece)
        return size - left

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay to be read. Raises as `read`."""
        while len(self._ready) < size and self._more():
            pass
        return bytes(self._ready[:size])

    def _take(self, size: int) -> bytes:
        piece = bytes(self._ready[:size])
        del self._ready[:size]
        if not self.is_gzip:
            self.start += size
        return piece

    def _more(self) -> bool:
        """Make more bytes ready; False at the end."""
        if not self._packed:
            self._packed = self._raw.read(_PIECE)
        if not self._packed:
            if self._member is not None:
                self._member = None
                self._fail("unreadable", "the file ends inside it")
            return False
        if not self.is_gzip:
            self._at += len(self._packed)
            self._ready += self._packed
            self._packed = b""
            return True
        self._unpack()
        return True

    def _unpack(self) -> None:
        if self._member is None and not self._begin():
            return
        member = self._member
        assert member is not None
        before = len(self._packed)
        try:
            piece = member.decompress(self._packed, _PIECE)
        except zlib.error as error:
            self._lost(f"its gzip is broken: {error}")
        self._packed = member.unused_data if member.eof else member.unconsumed_tail
        self._at += before - len(self._packed)
        self._given += len(piece)
        self._ready += piece
        try:
            check_ratio(self._given, self._at - self.start)
        except RejectDocument as error:
            self._lost(error.detail, error.reason)
        if member.eof:
            self._member = None

    def _begin(self) -> bool:
        """Begin a member; False where there is only padding."""
        bare = self._packed.lstrip(b"\0")
        self._at += len(self._packed) - len(bare)
        self._packed = bare
        if len(bare) < len(_GZIP):
            self._packed += self._raw.read(_PIECE)
        if not self._packed:
            return False
        self.start, self._given = self._at, 0
        if not self._packed.startswith(_GZIP[: len(self._packed)]):
            self._lost("what follows is no gzip")
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        return True

    def _lost(self, why: str, reason: str = "unreadable") -> None:
        """Give the member up and stand before the next: the nearest place behind its beginning where one begins."""
        at = self.start + 1
        self._raw.seek(at)
        window = b""
        while (found := window.find(_GZIP)) == -1:
            at += max(len(window) - 2, 0)
            window = window[-2:] + (piece := self._raw.read(_PIECE))
            if not piece:
                found = len(window)
                break
        self._at, self._packed, self._member = at + found, window[found:], None
        self._fail(reason, why)

    def _fail(self, reason: str, why: str) -> None:
        self._ready.clear()
        raise RejectDocument(reason, why)
