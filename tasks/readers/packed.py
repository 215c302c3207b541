"""Unpack what was gzipped before it was served, by its first bytes and within bounds."""

import zlib
from io import BytesIO

from tasks.model.errors import RejectDocument
from tasks.readers.files import Unpacked

_GZIP = b"\x1f\x8b"
_MOST_LAYERS = 2
_PIECE = 1 << 16  # bytes


def unpacked(body: bytes, limit: int) -> tuple[bytes, bool]:
    """The bytes, unpacked where they are gzip, twice at most, and whether all of them were there.

    Raises:
        RejectDocument: `too_large` above `limit` bytes, `bomb` where little unpacks to very much, `unreadable` where
            nothing can be unpacked.
    """
    whole = True
    for _ in range(_MOST_LAYERS):
        if body.startswith(_GZIP):
            body, complete = _one_layer(body, limit)
            whole = whole and complete
    if len(body) > limit:
        raise RejectDocument("too_large", f"more than {limit} bytes")
    return body, whole


def _one_layer(body: bytes, limit: int) -> tuple[bytes, bool]:
    stream = Unpacked(BytesIO(body))
    pieces: list[bytes] = []
    size = 0
    try:
        while size <= limit and (piece := stream.read(_PIECE)):
            pieces.append(piece)
            size += len(piece)
    except (OSError, EOFError, zlib.error) as error:
        if not pieces:
            raise RejectDocument("unreadable", f"broken gzip: {error}") from None
        return b"".join(pieces), False
    return b"".join(pieces), True
