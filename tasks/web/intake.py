"""Take in the web: crawl a topic's sources, then hand over what no earlier run has settled.

The state holds what was fetched until the warehouse has it. So a run that was killed anywhere between leaves nothing to
be fetched twice, and the next one takes it in.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import polars as pl

from tasks.model.lookups import Published
from tasks.model.records import Announcement, Capture, Reject
from tasks.model.settings import Settings
from tasks.model.sources import WebSource
from tasks.readers.contract import unreadable
from tasks.text.addresses import canonical
from tasks.text.outcome import sighting_row
from tasks.web.crawl import crawl
from tasks.web.state import State

# Runs that a kill or a broken batch kept from publishing have made up for it long before.
SIGHTINGS_SECONDS = 7 * 24 * 3600.0


Captures = Callable[[Iterable[str]], Iterator[Capture | Reject]]
"""`captures(ids)`: the published captures with these ids, and rejects of those whose bytes are no longer kept."""


class Web:
    """A topic's sources on the web, and what is known of them."""

    def __init__(self, sources: Sequence[WebSource], state: State, published: Published) -> None:
        """The sources, what is remembered of them, and how to look published rows up."""
        self._sources = sources
        self._addresses = tuple(source.url for source in sources)
        self._state = state
        self._published = published

    def crawl(self, settings: Settings) -> None:
        """Forget what the warehouse has by now, then poll and fetch what is due.

        Raises:
            ConfigError: there is no contact in the settings.
        """
        waiting = pl.Series("capture_id", self._state.spool.ids(), dtype=pl.String)
        self._state.spool.prune(self._published("captures", "capture_id", waiting, ("capture_id",))["capture_id"])
        asyncio.run(crawl(self._sources, self._state, settings))

    def new(self, settled: frozenset[str], captures: Captures) -> Iterator[Capture | Reject]:
        """Pages and faults that need a look, and behind them, if there are any, the indexes that led to them.

        Args:
            settled: ids of captures that need none.
            captures: reads published captures: those that another topic, or another query, has brought.
        """
        any_new = False
        for one in self._documents(settled, captures):
            any_new = True
            yield one
        if any_new:
            yield from self._state.spool.read(self._state.spool.indexes(self._addresses))

    def sightings(self, now: datetime) -> list[dict[str, Any]]:
        """Rows of `sightings` for what was announced anew of articles that are published already.

        Args:
            now: UTC.
        """
        since = now.timestamp() - SIGHTINGS_SECONDS
        found = dict(self._late(self._state.pages.announced_since(self._addresses, since)))
        wanted = pl.Series("sighting_id", list(found), dtype=pl.String)
        known = set(self._published("sightings", "sighting_id", wanted)["sighting_id"])
        return [row for sighting, row in found.items() if sighting not in known]

    def _documents(self, settled: frozenset[str], captures: Captures) -> Iterator[Capture | Reject]:
        at_hand = set(settled)
        for capture in self._spooled(settled):
            at_hand.add(capture.capture_id)
            yield capture
        # Also what another run has published, and taken out of the spool, a moment ago.
        elsewhere = [one for one in self._state.pages.captured(self._addresses) if one not in at_hand]
        yield from captures(elsewhere)
        yield from (one for one in self._rejects() if one.capture_id not in settled)

    def _spooled(self, settled: frozenset[str]) -> Iterator[Capture]:
        """The articles in the spool that these sources have led to, with all that was announced of them by now."""
        for capture_id, locator in self._state.spool.articles():
            announced = () if capture_id in settled else self._state.pages.announced(locator)
            if any(one.source in self._addresses for one in announced):
                for capture in self._state.spool.read([capture_id]):
                    yield replace(capture, announced=announced)

    def _rejects(self) -> Iterator[Reject]:
        for address, reason, detail in self._state.pages.refusals(self._addresses):
            yield unreadable(address, detail, reason)
        yield from self._state.faults.of(self._addresses)

    def _late(self, announced: Iterable[tuple[float, Announcement]]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Sightings by their ids, of pages that another sighting tells the article of."""
        told = [(canonical(one.url) or one.url, at, one) for at, one in announced]
        addresses = pl.Series("address", [address for address, _, _ in told], dtype=pl.String)
        known = self._published("sightings", "address", addresses)
        articles = dict(known.select("address", "article_id").iter_rows())
        for address, at, one in told:
            if address in articles:
                row = sighting_row(one, articles[address], datetime.fromtimestamp(at, UTC))
                yield row["sighting_id"], row
