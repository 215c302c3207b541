"""Poll an index: a feed, a sitemap with those it names, or a listing; what it announces goes into the state."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from tasks.model.errors import MarsadError
from tasks.model.records import Announcement
from tasks.model.settings import Settings
from tasks.model.sources import WebSource
from tasks.readers import feed, sitemap
from tasks.readers.announce import time_of
from tasks.readers.index import Index, Polled
from tasks.readers.polled import read_index
from tasks.text.times import zoned
from tasks.web.captured import PAGE_LIMIT, index_capture
from tasks.web.client import Client
from tasks.web.health import is_conditional
from tasks.web.indexes import Index as Known
from tasks.web.indexes import Said
from tasks.web.outcomes import Fetched, Later, NotModified, Outcome, Refused, Validators, crashed
from tasks.web.pace import backoff
from tasks.web.state import State
from tasks.workers.pool import Failure, guarded_pool

LIMITS = {"feed": feed.MOST_BYTES, "sitemap": sitemap.MOST_BYTES, "page": PAGE_LIMIT}
# An index that fails waits a quarter of an hour, twice as long after every further failure, at most a day.
AFTER_FAILURE = 900.0  # seconds
DEEPEST = 3  # sitemaps that name sitemaps
MOST_CHILDREN = 50  # sitemaps of one site that are looked at in one run
# A sitemap of last year's articles is looked at again, but not every time.
AFTER_NOTHING = 24 * 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Poller:
    """What polling needs.

    Attributes:
        client: asks.
        state: remembers.
        settings: limits, and how old a sitemap's articles may be.
        clock: seconds since 1970, UTC.
        threads: wait for parsers; their own, for names are resolved by the loop's.
    """

    client: Client
    state: State
    settings: Settings
    clock: Callable[[], float]
    threads: Executor

    async def poll(self, source: WebSource) -> None:
        """Poll a source, if it is due."""
        await self._poll(source, source.url, 1)

    async def _poll(self, source: WebSource, address: str, depth: int) -> None:
        for known in self.state.indexes.claim([address], self.clock()):
            try:
                children = await self._polled(source, known)
            except (MarsadError, sqlite3.Error):
                raise
            except Exception as error:  # one index may not end the run, whatever it makes of our code
                children = ()
                self._failed(known, crashed(error))
            finally:
                self.state.indexes.release([address])
            if depth < DEEPEST:
                await asyncio.gather(*(self._poll(source, child, depth + 1) for child in children))

    async def _polled(self, source: WebSource, known: Known) -> tuple[str, ...]:
        """Ask once, keep what came of it; the sitemaps that it names."""
        validators = known.validators if is_conditional(known.polls) else Validators()
        got = await self.client.fetch(known.url, LIMITS[source.reader], validators, source.delay)
        if isinstance(got, Fetched) and (got.sha256 != known.sha256 or known.outcome != "ok"):
            return await self._read(source, known, got)
        if isinstance(got, Fetched | NotModified):
            self.state.indexes.polled(known, got, self._again(source, known.entries))
        else:
            self._failed(known, got)
        return tuple(known.children.split("\n")) if known.children else ()

    async def _read(self, source: WebSource, known: Known, got: Fetched) -> tuple[str, ...]:
        """Keep the body, then read it."""
        capture = index_capture(known.address, got, source.reader)
        self.state.spool.add(capture, source.url)
        found = await self._parsed(Polled(source.reader, got.body, got.url, got.charset, source.selector))
        if isinstance(found, Failure):
            self._failed(known, Refused(found.reason, found.detail))
            return ()
        announced, children = tuple(self._wanted(found, source)), _chosen(found.children)
        again = self._again(source, len(announced) + len(children))
        said = Said(source.url, announced, children, found.faults(known.address), found.oddities)
        self.state.indexes.polled(known, got, again, said)
        return children

    def _again(self, source: WebSource, entries: int | None) -> float:
        """When to poll again what its last body, this one or the one that still stands, announces so much in."""
        return self.clock() + (AFTER_NOTHING if source.reader == "sitemap" and entries == 0 else 0.0)

    async def _parsed(self, polled: Polled) -> Index | Failure:
        pool, seconds = guarded_pool(self.settings), self.settings.document_seconds
        parse = partial(pool.one, read_index, polled, seconds)
        return await asyncio.get_running_loop().run_in_executor(self.threads, parse)

    def _wanted(self, found: Index, source: WebSource) -> Iterable[Announcement]:
        """The announcements under the source's name; of a sitemap those that are not too old, for it has everything."""
        oldest = self.clock() - self.settings.sitemap_days * 86_400.0
        for one in found.announcements:
            if source.reader != "sitemap" or not is_older(one, oldest):
                yield replace(one, source=source.url)

    def _failed(self, known: Known, got: Outcome) -> None:
        now = self.clock()
        assert isinstance(got, Refused | Later), "answers are no failures"
        counts = not isinstance(got, Later) or got.counts
        asked = got.not_before if isinstance(got, Later) else 0.0
        again = max(now + backoff(known.failures + 1, AFTER_FAILURE), asked) if counts else asked
        self.state.indexes.failed(known, got.reason, got.detail, now, again, counts)


def is_older(one: Announcement, oldest: float) -> bool:
    """Whether what it says of its time, the newest, is before `oldest` (seconds since 1970); not where it says none."""
    time = time_of(one)
    return time is not None and zoned(time.at) < datetime.fromtimestamp(oldest, UTC)


def _chosen(children: tuple[str, ...]) -> tuple[str, ...]:
    """Of very many sitemaps the first and the last: sites put the newest at one end."""
    half = MOST_CHILDREN // 2
    return children if len(children) <= MOST_CHILDREN else (*children[:half], *children[-half:])
