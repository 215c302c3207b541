"""Crawl: poll what a topic watches on the web, and fetch the pages that it announces into the spool.

Whatever comes is in the state before the next thing is begun, so a crawl that is killed is taken up where it was. What
is not done when its time is up waits for the next.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from aiohttp.abc import AbstractResolver

from tasks.model.errors import MarsadError
from tasks.model.records import Announcement
from tasks.model.settings import Settings, hours
from tasks.model.sources import WebSource
from tasks.web.captured import PAGE_LIMIT, page_capture
from tasks.web.client import Client
from tasks.web.looks import next_look
from tasks.web.outcomes import MOST_TRIES, Fetched, Later, NotModified, Outcome, Refused, crashed, given_up
from tasks.web.pages import Page
from tasks.web.poll import Poller
from tasks.web.refresh import MOST_REFRESHES, meta_refresh
from tasks.web.room import check_room
from tasks.web.state import State

# A page may be announced before it is there, a firewall or robots.txt be mended.
PASSING = ("http_status", "robots", "unreachable", "slow", "tls")
AFTER_REFUSAL = 24 * 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Looker:
    """What fetching pages needs.

    Attributes:
        client: asks.
        state: remembers.
        sources: the topic's, by address.
        after: hours from the first look at a page to each further one.
        clock: seconds since 1970, UTC.
        floor: what is left free on the disk, bytes.
    """

    client: Client
    state: State
    sources: Mapping[str, WebSource]
    after: tuple[float, ...]
    clock: Callable[[], float]
    floor: int

    async def look(self, page: Page) -> None:
        """Fetch a page and keep what came of it.

        Raises:
            ConfigError: there is no room on the disk.
            sqlite3.Error: the state cannot be written.
        """
        check_room(self.state.path.parent, self.floor)
        try:
            await self._look(page)
        except (MarsadError, sqlite3.Error):
            raise
        except Exception as error:  # one page may not end the run, whatever it makes of our code
            self.state.pages.refused(page.address, crashed(error))

    async def _look(self, page: Page) -> None:
        announced = self.state.pages.announced(page.address)
        by = next(self.sources[one.source] for one in announced if one.source in self.sources)
        got = await self._fetched(page, by.delay)
        again = next_look(page.looks, self.clock(), self.after)
        match got:
            case Fetched():
                changed = got.sha256 != page.sha256
                told = (by.reader, by.outlet, announced, page.capture_id)
                self.state.pages.done(
                    page.address, got, page_capture(page.address, got, *told) if changed else None, again
                )
            case NotModified():
                self.state.pages.unchanged(page.address, again)
            case Refused():
                self._refused(page, got, again)
            case Later():
                # That robots.txt cannot be had is no fault of the page's, which nobody has asked for.
                self._later(page, given_up(replace(got, counts=got.counts and got.reason != "robots"), page.tries + 1))

    async def _fetched(self, page: Page, delay: float | None) -> Outcome:
        """What is at the page's address, or where pages in its place send their reader at once."""
        got = await self.client.fetch(page.url, PAGE_LIMIT, page.validators, delay)
        for _ in range(MOST_REFRESHES):
            elsewhere = meta_refresh(got.body, got.url) if isinstance(got, Fetched) else None
            if elsewhere is None:
                return got
            got = await self.client.fetch(elsewhere, PAGE_LIMIT, delay=delay)
        if isinstance(got, Fetched) and meta_refresh(got.body, got.url) is not None:
            return Refused("redirects", f"more than {MOST_REFRESHES} pages that send their reader on", got.status)
        return got

    def _refused(self, page: Page, got: Refused, again: float | None) -> None:
        """What may pass is looked at again a few times: an article when it is due, what never was one once a day."""
        if got.reason not in PASSING or page.tries + 1 >= MOST_TRIES:
            again = None
        elif not page.looks:
            again = self.clock() + AFTER_REFUSAL
        self.state.pages.refused(page.address, got, again)

    def _later(self, page: Page, got: Later | Refused) -> None:
        if isinstance(got, Later):
            self.state.pages.later(page.address, got)
        else:
            self.state.pages.refused(page.address, got)


async def crawl(
    sources: Sequence[WebSource],
    state: State,
    settings: Settings,
    resolver: AbstractResolver | None = None,
    clock: Callable[[], float] = time.time,
) -> None:
    """Poll the sources that are due, then fetch the pages that are, for at most `settings.crawl_seconds`.

    Args:
        sources: what to watch.
        state: where everything that comes of it goes.
        settings: the limits.
        resolver: resolves names, in the place of the system's.
        clock: seconds since 1970, UTC.

    Raises:
        ConfigError: there is no contact in the settings, or no room on the disk.
    """
    state.heed_clock(clock())
    floor = settings.disk_floor * 1_000_000
    check_room(state.path.parent, floor)
    until = asyncio.get_running_loop().time() + settings.crawl_seconds
    by_address = {source.url: source for source in sources}
    threads = ThreadPoolExecutor(settings.workers)
    async with Client(settings, state, resolver=resolver, clock=clock) as client:
        looker = Looker(client, state, by_address, hours(settings.look_again_hours), clock, floor)
        claims = Claims(state, clock, settings.crawl_pages, len(sources))
        state.pages.announce(_articles(sources), clock())
        try:
            poller = Poller(client, state, settings, clock, threads)
            await _within(until, (_watched(source, poller, looker, claims) for source in sources))
        finally:
            claims.release()
            threads.shutdown(wait=False, cancel_futures=True)


class Claims:
    """Takes pages for this crawl, at most `most`, so that each of the sources gets its share before any gets more."""

    def __init__(self, state: State, clock: Callable[[], float], most: int, sources: int) -> None:
        self._state = state
        self._clock = clock
        self._left = most
        self._share = max(1, most // max(1, sources))
        self._waiting = sources
        self._taken: list[str] = []

    def first(self, source: str) -> tuple[Page, ...]:
        """A source's share of pages that it has announced and that are due."""
        self._waiting -= 1
        return self._of(source, self._left)

    def more(self, source: str) -> tuple[Page, ...]:
        """As much again, of what the sources that have not had their share leave."""
        return self._of(source, self._left - self._waiting * self._share)

    def release(self) -> None:
        """Give back what was not fetched."""
        self._state.pages.release(self._taken)

    def _of(self, source: str, left: int) -> tuple[Page, ...]:
        pages = self._state.pages.claim(self._clock(), (source,), max(0, min(self._share, left)))
        self._left -= len(pages)
        self._taken += [page.address for page in pages]
        return pages


async def _watched(source: WebSource, poller: Poller, looker: Looker, claims: Claims) -> None:
    """Poll a source, then fetch pages that it announces, as many as fall to it.

    Each source by itself, for one slow index must not keep the others' pages waiting.
    """
    if not source.is_article:
        await poller.poll(source)
    pages = claims.first(source.url)
    while pages:
        await _all(looker.look(page) for page in pages)
        pages = claims.more(source.url)


def _articles(sources: Sequence[WebSource]) -> Iterable[Announcement]:
    """Sources that are an article's page announce themselves."""
    return (Announcement(source.url, source.url) for source in sources if source.is_article)


async def _within(until: float, jobs: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Do all jobs at once, and end those that are not done at `until`, of the loop's clock; raise the first error."""
    try:
        async with asyncio.timeout_at(until) as limit:
            await _all(jobs)
    except TimeoutError:
        if not limit.expired():
            raise


async def _all(jobs: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Do all jobs at once; the first error ends the others and is raised."""
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
