"""Crawl: poll what a topic watches on the web, and fetch the pages that it announces into the spool.

Whatever comes is in the state before the next thing is begun, so a crawl that is killed is taken up where it was. What
is not done when its time is up waits for the next.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp.abc import AbstractResolver

from tasks.model.records import Announcement
from tasks.model.settings import Settings, hours
from tasks.model.sources import WebSource
from tasks.web.captured import PAGE_LIMIT, page_capture
from tasks.web.client import Client
from tasks.web.looks import next_look
from tasks.web.outcomes import Fetched, Later, NotModified, Refused, given_up
from tasks.web.pages import Page
from tasks.web.poll import Poller
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
        got = await self.client.fetch(page.url, PAGE_LIMIT, page.validators, by.delay)
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
        looker = Looker(client, state, by_address, hours(settings.look_again_hours), clock)
        claims = Claims(state, clock, settings.crawl_pages)
        state.pages.announce(_articles(sources), clock())
        try:
            poller = Poller(client, state, settings, clock)
            share = max(1, settings.crawl_pages // max(1, len(sources)))
            await _within(until, (_watched(source, poller, looker, claims, share) for source in sources))
            await _within(until, (looker.look(page) for page in claims.of(tuple(by_address))))
        finally:
            claims.release()


@dataclass
class Claims:
    """The pages that this crawl has taken for itself, at most `left` more."""

    state: State
    clock: Callable[[], float]
    left: int
    taken: list[str] = field(default_factory=list)

    def of(self, sources: Sequence[str], most: int | None = None) -> tuple[Page, ...]:
        """Take pages that these sources have announced and that are due, at most `most`."""
        limit = self.left if most is None else min(most, self.left)
        pages = self.state.pages.claim(self.clock(), sources, limit)
        self.left -= len(pages)
        self.taken += [page.address for page in pages]
        return pages

    def release(self) -> None:
        """Give back what was not fetched."""
        self.state.pages.release(self.taken)


async def _watched(source: WebSource, poller: Poller, looker: Looker, claims: Claims, share: int) -> None:
    """Poll a source, then fetch pages that it announces.

    Each by itself, for one slow index must not keep the others' pages waiting; and first a share each, for one that
    announces more than can be fetched must not leave nothing for the others.
    """
    if not _is_article(source):
        await poller.poll(source)
    await _all(looker.look(page) for page in claims.of((source.url,), share))


def _is_article(source: WebSource) -> bool:
    """Whether the source is one article's page."""
    return source.reader == "page" and source.selector is None


def _articles(sources: Sequence[WebSource]) -> Iterable[Announcement]:
    """Sources that are an article's page announce themselves."""
    return (Announcement(source.url, source.url) for source in sources if _is_article(source))


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
