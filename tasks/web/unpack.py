"""Undo a body's Content-Encoding piece by piece, and stop where little unpacks to very much.

A gzip of 10 MB can hold 10 GB. So no more is ever unpacked than the limit, and not even that where the ratio tells.
"""

import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Protocol

import brotli
import zstandard

from tasks.model.errors import RejectDocument

MOST_LAYERS = 2
# Text packs 4 to 20 times; a page above 100 is made to fill memory. Below the floor a run of spaces may be innocent.
MOST_RATIO = 100
RATIO_FROM = 1_000_000  # bytes unpacked
_STEP = 65_536  # bytes unpacked at once
_MAGIC = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b", "zstd": b"\x28\xb5"}
_NONE = frozenset({"", "identity", "none", "utf-8", "utf8", "chunked", "binary"})


class _Broken(Exception):
    """The packed bytes make no sense from here on."""


class _Layer(Protocol):
    """One encoding undone."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What the bytes unpack to, in pieces of bounded size. Raises _Broken."""

    def is_whole(self) -> bool:
        """Whether the packed stream has come to its end."""


class Unpacker:
    """Takes a body as it arrives and keeps what it unpacks to.

    Attributes:
        body: what has been unpacked so far.
        truncated: it is only the beginning: the packing broke off or was broken, or the limit cut. Known after `end`.
        is_cut: the limit cut.
    """

    def __init__(self, encoding: str | None, limit: int, cut: bool = False) -> None:
        """Begin.

        Args:
            encoding: the Content-Encoding, as written.
            limit: the most bytes to unpack.
            cut: whether more is cut off at the limit; else it is refused.

        Raises:
            RejectDocument: `bad_http` where there are more than two encodings or one that is not known.
        """
        self.body = bytearray()
        self.truncated = False
        self.is_cut = False
        self._limit = limit
        self._cut = cut
        self._taken = 0
        self._layers = _layers(encoding)

    def feed(self, data: bytes) -> None:
        """Take the next bytes of the body.

        Raises:
            RejectDocument: `bomb` or, where the ratio is a usual one, `too_large`.
        """
        if self.truncated:
            return
        self._taken += len(data)
        try:
            for piece in _through(self._layers, data):
                self._keep(piece)
                if self.truncated:
                    return
        except _Broken:
            self.truncated = True

    def end(self) -> None:
        """There is no more."""
        if self._taken and not self.truncated and not all(layer.is_whole() for layer in self._layers):
            self.truncated = True

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to undo."""
        return not self._layers

    def _keep(self, piece: bytes) -> None:
        size = len(self.body) + len(piece)
        if size > RATIO_FROM and size > MOST_RATIO * self._taken:
            raise RejectDocument("bomb", f"it unpacks to more than {MOST_RATIO} times its size")
        if size > self._limit and not self._cut:
            raise RejectDocument("too_large", f"more than {self._limit} bytes")
        self.body += piece[: self._limit - len(self.body)]
        self.truncated = self.is_cut = size > self._limit


def unpack(raw: bytes, encoding: str | None, limit: int, cut: bool = False) -> tuple[bytes, bool]:
    """A whole body unpacked, and whether that is only its beginning; raises as `Unpacker`."""
    unpacker = Unpacker(encoding, limit, cut)
    unpacker.feed(raw)
    unpacker.end()
    return bytes(unpacker.body), unpacker.truncated


def _layers(encoding: str | None) -> tuple[_Layer, ...]:
    """Outermost first. Encodings are listed in the order in which they were applied."""
    names = [name.strip().lower() for name in (encoding or "").split(",")]
    names = [name for name in reversed(names) if name not in _NONE]
    if len(names) > MOST_LAYERS:
        raise RejectDocument("bad_http", f"{len(names)} layers of Content-Encoding")
    unknown = [name for name in names if name not in _LAYERS]
    if unknown:
        raise RejectDocument("bad_http", f"Content-Encoding {unknown[0][:40]!r}")
    return tuple(_Sniffed(name) for name in names)


def _through(layers: tuple[_Layer, ...], data: bytes) -> Iterator[bytes]:
    if not layers:
        yield data
        return
    for piece in layers[0].feed(data):
        yield from _through(layers[1:], piece)


class _Sniffed:
    """An encoding where the bytes bear it out; where they do not, the body was sent plain under its name.

    gzip and zstd begin with their magic; of the others, what breaks before anything was unpacked was plain.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._held = b""
        self._layer: _Layer | None = None
        self._is_sure = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._is_sure and self._layer is not None:
            yield from self._layer.feed(data)
            return
        self._held += data
        if self._layer is None:
            if len(self._held) < 2:
                return
            self._layer, self._is_sure = _layer(self._name, self._held)
            data = self._held
        try:
            for piece in self._layer.feed(data):
                self._is_sure = True
                yield piece
        except _Broken:
            if self._is_sure or not _reads_as_text(self._held):
                raise
            self._layer, self._is_sure = _Plain(), True
            yield self._held

    def is_whole(self) -> bool:
        return self._layer is not None and self._layer.is_whole()


def _reads_as_text(data: bytes) -> bool:
    return not any(octet < 9 or 13 < octet < 32 for octet in data[:512])


def _layer(name: str, head: bytes) -> tuple[_Layer, bool]:
    """What undoes the encoding, and whether that is certain from the first two bytes."""
    magic = _MAGIC.get(name)
    if magic is not None:
        return (_LAYERS[name](head) if head.startswith(magic) else _Plain()), True
    return _LAYERS[name](head), False


class _Plain:
    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def is_whole(self) -> bool:
        return True


class _Zlib:
    """gzip of any number of members, or deflate."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._stream = zlib.decompressobj(wbits)
        self._members = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._stream.eof:
                if not data.startswith(b"\x1f\x8b"):  # padding or rubbish after the end, which all browsers overlook
                    return
                self._stream = zlib.decompressobj(self._wbits)
            before = self._stream.copy()
            try:
                piece = self._stream.decompress(data, _STEP)
            except zlib.error as error:
                yield from _last(before, data)
                raise _Broken(str(error)) from None
            data = self._stream.unconsumed_tail or self._stream.unused_data
            if not piece and not self._stream.eof and data:
                raise _Broken("no progress")
            if piece:
                yield piece

    def is_whole(self) -> bool:
        return self._stream.eof


def _last(stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """What comes before the fault, but for a byte: zlib throws away the output of the step that ends in one."""
    with suppress(zlib.error):
        while data:
            piece = stream.decompress(data, 1)
            if not piece:
                return
            yield piece
            data = stream.unconsumed_tail


def _deflated(head: bytes) -> _Layer:
    """Deflate as the standard has it (RFC 1950: method 8, a header that 31 divides), or raw as some servers send it."""
    is_zlib = head[0] & 15 == 8 and int.from_bytes(head, "big") % 31 == 0
    return _Zlib(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        # In small steps: the output of one that ends in a fault is lost.
        for start in range(0, len(data), 256):
            yield from self._step(data[start : start + 256])

    def _step(self, data: bytes) -> Iterator[bytes]:
        try:
            while not self._stream.is_finished():  # what follows the end is overlooked
                piece = self._stream.process(data, output_buffer_limit=_STEP)
                data = b""  # what it holds back after the first piece comes for nothing more
                if not piece:
                    return
                yield piece
        except brotli.error as error:
            raise _Broken(str(error)) from None

    def is_whole(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    """zstd with a window of at most 8 MiB (RFC 9659), so that no header makes us take memory."""

    def __init__(self) -> None:
        self._stream = zstandard.ZstdDecompressor(max_window_size=8 * 1024 * 1024).decompressobj()

    def feed(self, data: bytes) -> Iterator[bytes]:
        # The library unpacks all that it is given at once, and one block of 128 KiB can be told in 4 bytes.
        for start in range(0, len(data), 256):
            if self._stream.eof:
                return
            try:
                piece = self._stream.decompress(data[start : start + 256])
            except zstandard.ZstdError as error:
                raise _Broken(str(error)) from None
            if piece:
                yield piece

    def is_whole(self) -> bool:
        return bool(self._stream.eof)


_LAYERS: dict[str, Callable[[bytes], _Layer]] = {
    "gzip": lambda _: _Zlib(16 + zlib.MAX_WBITS),
    "x-gzip": lambda _: _Zlib(16 + zlib.MAX_WBITS),
    "deflate": lambda head: _deflated(head[:2]),
    "br": lambda _: _Brotli(),
    "zstd": lambda _: _Zstd(),
}
