"""Behaviours for an outlet's `script`: what servers do that they should not. Each makes an answerer of requests."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from itertools import cycle, repeat
from typing import Any

import brotli
import zstandard
from aiohttp import web

Answerer = Callable[[web.Request], Awaitable[web.StreamResponse]]
_PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=5),
    "zstd": zstandard.compress,
}


def text(body: str | bytes, status: int = 200, **headers: str) -> Answerer:
    """A page; names of headers with _ for -."""
    raw = body.encode() if isinstance(body, str) else body
    named = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=raw, status=status, headers=named)

    return answer


def redirect(to: str, status: int = 302) -> Answerer:
    """To anywhere, as it is written."""
    return raw(f"HTTP/1.1 {status} Moved\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode())


def busy(status: int = 503, retry_after: str | None = None) -> Answerer:
    """429 or 503, with Retry-After in any form."""
    return text("busy", status, **({} if retry_after is None else {"Retry_After": retry_after}))


def in_turn(*answerers: Answerer) -> Answerer:
    """One after the other; the last stays."""
    left = list(answerers)

    async def answer(request: web.Request) -> web.StreamResponse:
        return await (left.pop(0) if len(left) > 1 else left[0])(request)

    return answer


def alternating(*answerers: Answerer) -> Answerer:
    """One after the other, round and round."""
    around = cycle(answerers)

    async def answer(request: web.Request) -> web.StreamResponse:
        return await next(around)(request)

    return answer


def lying_etag(*bodies: str) -> Answerer:
    """Another body each time under the same ETag; 304 to who believes it."""
    left = list(bodies)

    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"same"':
            return web.Response(status=304, headers={"ETag": '"same"'})
        return web.Response(text=left.pop(0) if len(left) > 1 else left[0], headers={"ETag": '"same"'})

    return answer


def packed(body: bytes, *encodings: str, says: str | None = None, keep: int | None = None) -> Answerer:
    """Packed by one encoding after the other; `says` another Content-Encoding; only the first `keep` bytes of it."""
    for encoding in encodings:
        body = _PACK[encoding](body)
    return text(body[:keep], Content_Encoding=", ".join(encodings) if says is None else says)


def bomb(encoding: str, unpacked: int = 50_000_000) -> Answerer:
    """Zeros."""
    return packed(bytes(unpacked), encoding)


def raw(*pieces: bytes, pause: float = 0.0, close: bool = True) -> Answerer:
    """Bytes as they are, with a pause (seconds) after each, then the end of the connection."""
    return streamed(pieces, pause, close)


def streamed(pieces: Iterable[bytes], pause: float = 0.0, close: bool = True) -> Answerer:
    """As `raw`, for any number of pieces; ends when the other side does."""

    async def each() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece
            await asyncio.sleep(pause)

    async def answer(request: web.Request) -> web.StreamResponse:
        transport: Any = request.transport
        async for piece in each():
            if transport.is_closing():
                break
            transport.write(piece)
        if close:
            transport.close()
        else:
            await asyncio.sleep(30)
        raise asyncio.CancelledError  # the connection is no more aiohttp's to answer on

    return answer


def slow(pause: float = 0.02, total: int = 10_000) -> Answerer:
    """A body of which a byte comes at a time."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % total
    return streamed((head, *repeat(b"x", total)), pause)


def slow_head(pause: float = 0.02) -> Answerer:
    """A head of which a byte comes at a time, without end."""
    return streamed((b"HTTP/1.1 200 OK\r\nX-Slow: ", *repeat(b"x", 10_000)), pause)


def silent() -> Answerer:
    """Nothing at all."""
    return streamed((), close=False)


def short(body: bytes, missing: int = 100) -> Answerer:
    """A body that ends before its Content-Length."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % (len(body) + missing)
    return raw(head + body)


def hung_up() -> Answerer:
    """The end of the connection for an answer."""
    return raw()


def endless() -> Answerer:
    """A chunked body without end."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    return streamed((head, *repeat(chunk, 5000)))


def many_headers(count: int = 10_000, size: int = 1) -> Answerer:
    """So many headers of so many bytes."""
    return raw(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"x" * size) for n in range(count)) + b"\r\n")
