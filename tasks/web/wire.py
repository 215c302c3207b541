"""One request and its answer. What aiohttp would do behind our back (redirects, retries, unpacking) it may not do."""

import asyncio
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from tasks.model.errors import RejectDocument
from tasks.model.settings import Settings
from tasks.readers.http import Headers, header_text, value_of
from tasks.web.guard import Address, Network
from tasks.web.resolver import VettingResolver, vetted_socket
from tasks.web.unpack import Unpacker

# Sites send long headers (policies, cookies); 8 MB of them is an attack.
_MOST_HEADERS = 256
_LONGEST_HEADER = 32 * 1024  # bytes
_DNS_SECONDS = 60
_WITH_BODY = frozenset({200, 203, 206})
_ALWAYS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
}
_UNKNOWN_HOST = frozenset({-2, -5})  # EAI_NONAME, EAI_NODATA; others are the resolver's own trouble


class Trouble(Exception):
    """No answer came; it may come later.

    Attributes:
        reason: of `expectations.vocabulary.REASONS`.
        hung_up: the connection was closed before anything came, as happens to one that was kept open too long.
        unknown: there is no host of this name.
    """

    def __init__(self, reason: str, detail: str, hung_up: bool = False, unknown: bool = False) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.hung_up = hung_up
        self.unknown = unknown


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; without its body where the status says that there is nothing to read.

    `broken`: the connection or the packing broke off, which asking again may mend; `truncated`: that, or cut.
    """

    status: int
    headers: Headers
    at: float
    raw: bytes = b""
    body: bytes = b""
    truncated: bool = False
    broken: bool = False

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        return value_of(self.headers, name)


class _HungUp(aiohttp.ClientError):
    """The connection was closed before an answer."""


def session(
    settings: Settings,
    allowed: tuple[Network, ...],
    agent: str,
    resolver: AbstractResolver | None = None,
    tls: ssl.SSLContext | None = None,
) -> aiohttp.ClientSession:
    """One pool of connections for all hosts; to be made inside an event loop and closed.

    Args:
        settings: time limits.
        allowed: networks that are let through.
        agent: the User-Agent.
        resolver: resolves names; the system's where there is none.
        tls: whom to trust; the system's certificates where there is none. It is never nobody's.
    """
    connector = aiohttp.TCPConnector(
        resolver=VettingResolver(allowed, resolver),
        socket_factory=vetted_socket(allowed),
        ssl=tls or True,
        limit=0,  # `tasks.web.pace` limits; a wait in here would count as the server's
        ttl_dns_cache=_DNS_SECONDS,
    )
    return aiohttp.ClientSession(
        connector=connector,
        headers={"User-Agent": agent, **_ALWAYS},
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        timeout=aiohttp.ClientTimeout(
            total=settings.answer_seconds,
            connect=settings.connect_seconds,
            sock_connect=settings.connect_seconds,
            sock_read=settings.read_seconds,
        ),
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
        max_headers=_MOST_HEADERS,
        middlewares=(_once,),
    )


async def ask(
    over: aiohttp.ClientSession,
    address: Address,
    headers: Mapping[str, str],
    limit: int,
    cut: bool,
    clock: Callable[[], float] = time.time,
) -> Answer:
    """Ask once.

    Args:
        over: see `session`.
        address: for what.
        headers: of the request, besides the usual ones.
        limit: the largest body, bytes, as sent and unpacked.
        cut: whether a larger one is cut off; else it is refused.
        clock: seconds since 1970, UTC.

    Raises:
        RejectDocument: `address`, `tls`, `bad_http`, `too_large`, `bomb`.
        Trouble: `unreachable`, `slow`.
    """
    url = URL(address.url, encoded=True)
    try:
        async with over.get(url, headers=headers, allow_redirects=False) as response:
            answer = Answer(response.status, _headers(response), clock())
            return await _with_body(response, answer, limit, cut) if response.status in _WITH_BODY else answer
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise _meant(error) from error


async def _once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from asking again by itself: the second request would come without a turn of the host."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        if isinstance(error, TimeoutError):
            raise
        raise _HungUp(str(error)) from error


async def _with_body(response: aiohttp.ClientResponse, answer: Answer, limit: int, cut: bool) -> Answer:
    unpacker = Unpacker(answer.header("Content-Encoding"), limit, cut)
    raw = bytearray()
    broken = False
    try:
        # Nothing may be awaited between two pieces: aiohttp drops what it holds when the connection breaks.
        async for piece in response.content.iter_any():
            raw += piece
            if len(raw) > limit and not cut:
                raise RejectDocument("too_large", f"more than {limit} bytes")
            unpacker.feed(piece)
            if unpacker.is_cut or len(raw) > limit:
                break
    except TimeoutError:
        raise
    except (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError, ConnectionError):
        broken = True
    was_cut = len(raw) > limit or unpacker.is_cut
    unpacker.end()
    sent = bytes(raw[:limit])
    body = sent if unpacker.is_plain else bytes(unpacker.body)
    truncated = broken or was_cut or unpacker.truncated
    return replace(answer, raw=sent, body=body, truncated=truncated, broken=truncated and not was_cut)


def _headers(response: aiohttp.ClientResponse) -> Headers:
    return tuple((header_text(name), header_text(value)) for name, value in response.raw_headers)


def _meant(error: Exception) -> Exception:
    """What an error of aiohttp's means to us."""
    said = f"{type(error).__name__}: {error}"[:300]
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return RejectDocument("tls", said)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        unknown = error.os_error.errno in _UNKNOWN_HOST
        return Trouble("unreachable", f"the name was not resolved: {error.os_error}"[:300], unknown=unknown)
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return Trouble("unreachable", "no connection within the time limit")
    if isinstance(error, TimeoutError | asyncio.TimeoutError):
        return Trouble("slow", "no end of the answer within the time limit")
    if isinstance(error, aiohttp.ClientConnectorError):
        return Trouble("unreachable", str(error.os_error)[:300])
    if isinstance(error, _HungUp | ConnectionError | aiohttp.ClientConnectionError):
        return Trouble("unreachable", f"it hung up: {error}"[:300], hung_up=True)
    if isinstance(error, aiohttp.InvalidURL):
        return RejectDocument("address", said)
    return RejectDocument("bad_http", said)
