"""The server: an aiohttp application that listens on one loopback address an outlet."""

import asyncio
import json
import logging
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha1
from pathlib import Path
from typing import Any, TextIO

from aiohttp import web

from tests.outlets import indexes
from tests.outlets.odd import Answerer
from tests.outlets.texts import page

ALLOW_ALL = "User-agent: *\nDisallow:\n"


@dataclass(frozen=True, slots=True)
class Record:
    """One request as the server saw it; `at` is seconds since 1970, `to` the address it came to."""

    at: float
    to: str
    path: str
    headers: dict[str, str] = field(compare=False)


@dataclass
class Outlet:
    """One outlet and what it does; all may be changed while the server runs.

    Attributes:
        number: from 1; its address is 127.0.1.number.
        port: of the server.
        articles: how many it has announced: 1 to so many.
        robots: the text of its robots.txt, None for 404.
        versions: of articles that were changed.
        script: what answers at a path (without query) in the place of the usual.
        validates: whether it sends ETag and Last-Modified and answers 304.
        scheme: http or https.
    """

    number: int
    port: int
    articles: int
    robots: str | None = ALLOW_ALL
    versions: dict[int, int] = field(default_factory=dict)
    script: dict[str, Answerer] = field(default_factory=dict)
    validates: bool = True
    scheme: str = "http"

    @property
    def host(self) -> str:
        """Its IP."""
        return f"127.0.1.{self.number}"

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    @property
    def feeds(self) -> tuple[str, str]:
        """The addresses of its two feeds."""
        return self.url("/feed.xml"), self.url("/world.xml")

    def grow(self, by: int = 1) -> None:
        """Announce more articles."""
        self.articles += by

    def revise(self, number: int) -> None:
        """Change an article."""
        self.versions[number] = self.versions.get(number, 1) + 1

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """What it says to a request."""
        if request.path in self.script:
            return await self.script[request.path](request)
        if request.path.startswith("/_control/"):
            return self._controlled(request)
        found = self._found(request.path)
        if found is None:
            return web.Response(status=404, text="لا شيء هنا")
        text, media_type = found
        return _validated(request, text.encode(), media_type, self.validates)

    def _found(self, path: str) -> tuple[str, str] | None:
        """Text and media type of what lies at a path."""
        base, numbers = self.url(""), range(self.articles, 0, -1)
        number = path.removeprefix("/articles/")
        if number.isdecimal() and path.startswith("/articles/"):
            return self._article(int(number))
        if path == "/robots.txt":
            return None if self.robots is None else (self.robots, "text/plain")
        if path == "/feed.xml":
            return indexes.rss(base, self.number, indexes.in_feed(1, self.articles)), "application/rss+xml"
        if path == "/world.xml":
            feed = indexes.rss(base, self.number, indexes.in_feed(2, self.articles), "?utm_source=world")
            return feed, "application/rss+xml"
        if path == "/sitemap.xml":
            return indexes.sitemap(base, numbers), "application/xml"
        if path == "/":
            return indexes.listing(base, self.number, list(numbers)[:50]), "text/html"
        return None

    def _article(self, number: int) -> tuple[str, str] | None:
        if not 1 <= number <= self.articles:
            return None
        at = indexes.published(number).isoformat()
        return page(self.number, number, self.versions.get(number, 1), at), "text/html"

    def _controlled(self, request: web.Request) -> web.Response:
        """For other processes: /_control/grow?by=5, /_control/revise?article=3."""
        if request.path.endswith("/grow"):
            self.grow(int(request.query.get("by", "1")))
        else:
            self.revise(int(request.query["article"]))
        return web.Response(text=str(self.articles))


class Server:
    """All outlets of one port."""

    def __init__(self, outlets: int, articles: int, log: Path | None = None, tls: ssl.SSLContext | None = None) -> None:
        """`log`: where every request is written to, a line of JSON each."""
        self.pause = 0.0  # seconds before every answer
        scheme = "http" if tls is None else "https"
        self.outlets = tuple(Outlet(number + 1, 0, articles, scheme=scheme) for number in range(outlets))
        self._records: list[Record] = []
        self._log = log
        self._file: TextIO | None = None
        self._tls = tls
        self._runner: web.AppRunner | None = None

    def outlet(self, number: int) -> Outlet:
        """The outlet at 127.0.1.number."""
        return self.outlets[number - 1]

    def requests(self, path: str | None = None) -> list[Record]:
        """The requests so far, of one path (with query) or all."""
        return [record for record in tuple(self._records) if path is None or record.path == path]

    def forget(self) -> None:
        """Begin to count requests anew."""
        self._records.clear()

    async def start(self, port: int = 0) -> None:
        """Listen; port 0 for any that is free on all addresses."""
        self._file = self._log.open("a", encoding="utf-8") if self._log else None
        logger = logging.getLogger("tests.outlets")
        logger.setLevel(logging.CRITICAL)
        app = web.Application(client_max_size=1024)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(
            app, access_log=None, logger=logger, handler_cancellation=True, shutdown_timeout=0.01
        )
        await self._runner.setup()
        for outlet in self.outlets:
            site = web.TCPSite(self._runner, outlet.host, port, ssl_context=self._tls, backlog=1024)
            await site.start()
            port = port or _port(self._runner)
            outlet.port = port

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner is not None:
            await self._runner.cleanup()
        if self._file is not None:
            self._file.close()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        to = request.transport.get_extra_info("sockname")[0]
        record = Record(time.time(), f"{to}:{self.outlets[0].port}", request.path_qs, dict(request.headers))
        self._records.append(record)
        if self._file is not None:
            self._file.write(json.dumps(asdict(record)) + "\n")
            self._file.flush()
        if self.pause and not request.path.startswith("/_control/"):
            await asyncio.sleep(self.pause)
        return await self.outlet(int(to.rsplit(".", 1)[1])).answer(request)


@contextmanager
def serve(
    outlets: int = 1, articles: int = 3, log: Path | None = None, port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Server]:
    """A server in a thread of its own, until the end of the `with`."""
    server = Server(outlets, articles, log, tls)
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda _loop, _context: None)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.start(port), loop).result(30)
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_ended(server), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def read_log(path: Path) -> list[Record]:
    """The requests that a server, perhaps in another process, has written down; a last half line is left out."""
    whole = path.read_text(encoding="utf-8").rpartition("\n")[0]
    return [Record(**json.loads(line)) for line in whole.splitlines()]


async def _ended(server: Server) -> None:
    await server.stop()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.gather(*others, return_exceptions=True), 5)


def _port(runner: web.AppRunner) -> int:
    addresses: Any = runner.addresses
    return int(addresses[0][1])


def _validated(request: web.Request, body: bytes, media_type: str, validates: bool) -> web.Response:
    """The body, or 304 to who has it."""
    headers = {"ETag": f'"{sha1(body, usedforsecurity=False).hexdigest()}"'} if validates else {}
    if validates and request.headers.get("If-None-Match") == headers["ETag"]:
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, content_type=media_type, charset="utf-8", headers=headers)
