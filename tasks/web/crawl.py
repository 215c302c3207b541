"""Crawl: poll what a topic watches on the web, and fetch the pages that it announces into the spool.

Whatever comes is in the state before the next thing is begun, so a crawl that is killed is taken up where it was. What
is not done when its time is up waits for the next.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp.abc import AbstractResolver

from tasks.model.records import Announcement
from tasks.model.settings import Settings, hours
from tasks.model.sources import WebSource
from tasks.web.captured import PAGE_LIMIT, page_capture
from tasks.web.client import Client
from tasks.web.looks import next_look
from tasks.web.outcomes import Fetched, Later, NotModified, Outcome, Refused, given_up
from tasks.web.pages import Page
from tasks.web.poll import Poller
from tasks.web.refresh import MOST_REFRESHES, meta_refresh
from tasks.web.state import State


@dataclass(frozen=True, slots=True)
class Looker:
    """What fetching pages needs.

    Attributes:
        client: asks.
        state: remembers.
        sources: the topic's, by address.
        after: hours from the first look at a page to each further one.
        clock: seconds since 1970, UTC.
    """

    client: Client
    state: State
    sources: Mapping[str, WebSource]
    after: tuple[float, ...]
    clock: Callable[[], float]

    async def look(self, page: Page) -> None:
        """Fetch a page and keep what came of it."""
        announced = self.state.pages.announced(page.address)
        by = next(self.sources[one.source] for one in announced if one.source in self.sources)
        got = await self._fetched(page, by.delay)
        again = next_look(page.looks, self.clock(), self.after)
        match got:
            case Fetched():
                changed = got.sha256 != page.sha256
                capture = page_capture(page.address, got, by.reader, by.outlet, announced) if changed else None
                self.state.pages.done(page.address, got, capture, again)
            case NotModified():
                self.state.pages.unchanged(page.address, again)
            case Refused():
                self.state.pages.refused(page.address, got)
            case Later():
                self._later(page, given_up(got, page.tries + 1))

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
        ConfigError: there is no contact in the settings.
    """
    until = asyncio.get_running_loop().time() + settings.crawl_seconds
    by_address = {source.url: source for source in sources}
    async with Client(settings, state, resolver=resolver, clock=clock) as client:
        poller = Poller(client, state, settings, clock)
        await _within(until, (poller.poll(source) for source in sources if not _is_article(source)))
        state.pages.announce(_articles(sources), clock())
        looker = Looker(client, state, by_address, hours(settings.look_again_hours), clock)
        claimed = state.pages.claim(clock(), tuple(by_address), settings.crawl_pages)
        try:
            await _within(until, (looker.look(page) for page in claimed))
        finally:
            state.pages.release(page.address for page in claimed)


def _is_article(source: WebSource) -> bool:
    """Whether the source is one article's page."""
    return source.reader == "page" and source.selector is None


def _articles(sources: Sequence[WebSource]) -> Iterable[Announcement]:
    """Sources that are an article's page announce themselves."""
    return (Announcement(source.url, source.url) for source in sources if _is_article(source))


async def _within(until: float, jobs: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Do all jobs at once, and end those that are not done at `until`, of the loop's clock; raise the first error."""
    tasks = [asyncio.create_task(job) for job in jobs]
    if not tasks:
        return
    left = until - asyncio.get_running_loop().time()
    done, waiting = await asyncio.wait(tasks, timeout=max(left, 0.0), return_when=asyncio.FIRST_EXCEPTION)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    for task in done:
        task.result()
