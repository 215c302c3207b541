"""Unpack what was gzipped before it was served, by its first bytes and within bounds."""

from tasks.model.errors import RejectDocument
from tasks.web.unpack import MOST_LAYERS, unpack

_GZIP = b"\x1f\x8b"


def unpacked(body: bytes, limit: int) -> tuple[bytes, bool]:
    """The bytes, unpacked where they are gzip, twice at most, and whether all of them were there.

    Raises:
        RejectDocument: `too_large` above `limit` bytes, `bomb` where little unpacks to very much, `unreadable` where
            nothing can be unpacked.
    """
    whole = True
    for _ in range(MOST_LAYERS):
        if body.startswith(_GZIP):
            body, truncated = unpack(body, "gzip", limit)
            whole = whole and not truncated
            if not body and truncated:
                raise RejectDocument("unreadable", "its gzip is broken from the beginning")
    if len(body) > limit:
        raise RejectDocument("too_large", f"more than {limit} bytes")
    return body, whole
