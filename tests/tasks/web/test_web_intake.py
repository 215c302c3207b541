"""From the state to what a run takes in: once, whatever was killed in between, and for every topic that asks."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.model.records import Announcement, Capture, Reject
from tasks.model.sources import WebSource
from tasks.readers.contract import unreadable
from tasks.text.outcome import sighting_row
from tasks.web.captured import page_capture, unpacked
from tasks.web.intake import Web
from tasks.web.outcomes import Fetched, Refused
from tasks.web.state import State

NOW = datetime(2026, 1, 2, tzinfo=UTC)
FEED, WORLD = "https://outlet.test/feed", "https://outlet.test/world"
URL = "https://outlet.test/articles/{}"


class Warehouse:
    """Published rows, as look-ups see them."""

    def __init__(self, **rows: list[dict[str, object]]) -> None:
        self.rows = rows

    def __call__(self, table: str, column: str, values: pl.Series) -> pl.DataFrame:
        own = [row for row in self.rows.get(table, []) if row[column] in set(values)]
        return pl.DataFrame(own, schema=TABLES[table].schema) if own else empty(TABLES[table])


def told(number: int, source: str = FEED) -> Announcement:
    return Announcement(URL.format(number), source, f"خبر {number}", "2026-01-01")


def fetch(state: State, number: int, body: bytes = b"<html>", *sources: str) -> Capture:
    """A page that these sources announce, fetched."""
    announced = [told(number, source) for source in sources or (FEED,)]
    state.pages.announce(announced, NOW.timestamp())
    got = Fetched(URL.format(number), 200, (), body, body, False, NOW.timestamp())
    capture = page_capture(URL.format(number), got, "feed", None, announced)
    state.pages.done(URL.format(number), got, capture, None)
    return capture


def watching(state: State, *sources: str, published: Warehouse | None = None) -> Web:
    return Web([WebSource("feed", source) for source in sources or (FEED,)], state, published or Warehouse())


def nothing(ids: Iterable[str]) -> Iterator[Capture]:
    assert list(ids) == []
    return iter(())


def new(web: Web, settled: frozenset[str] = frozenset()) -> list[Capture | Reject]:
    return list(web.new(settled, nothing))


def test_what_was_fetched_is_new_until_it_is_settled(state: State) -> None:
    first, second = fetch(state, 1), fetch(state, 2)
    web = watching(state)
    assert [one.capture_id for one in new(web)] == [first.capture_id, second.capture_id]
    assert [one.capture_id for one in new(web)] == [first.capture_id, second.capture_id], "as after a kill"
    assert [one.capture_id for one in new(web, frozenset({first.capture_id}))] == [second.capture_id]


def test_another_topics_pages_are_left_for_that_topic(state: State) -> None:
    fetch(state, 1, b"a", FEED)
    other = fetch(state, 2, b"b", WORLD)
    assert [one.capture_id for one in new(watching(state, WORLD))] == [other.capture_id]


def test_a_page_that_another_topic_has_brought_is_read_from_the_tables(state: State) -> None:
    capture = fetch(state, 1, b"a", FEED, WORLD)
    state.spool.prune([capture.capture_id])
    asked: list[str] = []

    def published(ids: Iterable[str]) -> Iterator[Capture]:
        asked.extend(ids)
        yield capture

    assert list(watching(state, WORLD).new(frozenset(), published)) == [capture]
    assert asked == [capture.capture_id]


def test_a_capture_has_what_was_announced_after_it_was_fetched(state: State) -> None:
    fetch(state, 1)
    state.pages.announce([told(1, WORLD)], NOW.timestamp() + 1)
    (capture,) = new(watching(state))
    assert isinstance(capture, Capture)
    assert [one.source for one in capture.announced] == [FEED, WORLD]


def test_indexes_come_with_something_new_and_never_alone(state: State) -> None:
    got = Fetched(FEED, 200, (), b"<rss/>", b"<rss/>", False, NOW.timestamp())
    index = Capture("i", "feed", FEED, "application/xml", got.raw, NOW, holds="index")
    state.spool.add(index, FEED)
    assert new(watching(state)) == []
    page = fetch(state, 1)
    assert [one.capture_id for one in new(watching(state))] == [page.capture_id, "i"]


def test_only_the_indexes_of_ones_own_sources_come(state: State) -> None:
    page = fetch(state, 1)
    for address, source in ((f"{FEED}/part.xml", FEED), (WORLD, WORLD)):
        state.spool.add(Capture(address, "sitemap", address, "application/xml", b"<x/>", NOW, holds="index"), source)
    assert [one.capture_id for one in new(watching(state))] == [page.capture_id, f"{FEED}/part.xml"]


def test_what_another_run_takes_out_of_the_spool_meanwhile_is_read_from_the_tables(state: State) -> None:
    first, second = fetch(state, 1), fetch(state, 2)
    found = watching(state).new(frozenset(), lambda ids: (one for one in (first, second) if one.capture_id in set(ids)))
    assert isinstance(next(found), Capture)
    state.spool.prune([second.capture_id])
    assert [one.capture_id for one in found] == [second.capture_id]


def test_bodies_of_what_is_settled_are_not_read(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = fetch(state, 1), fetch(state, 2)
    read, asked = state.spool.read, list[str]()

    def counted(capture_ids: Iterable[str]) -> Iterator[Capture]:
        return read(one for one in capture_ids if not asked.append(one))  # type: ignore[func-returns-value]

    monkeypatch.setattr(state.spool, "read", counted)
    assert [one.capture_id for one in new(watching(state), frozenset({first.capture_id}))] == [second.capture_id]
    assert asked == [second.capture_id]


def test_refused_pages_and_faults_are_rejects_once(state: State) -> None:
    state.pages.announce([told(1)], NOW.timestamp())
    state.pages.refused(URL.format(1), Refused("http_status", "404", 404))
    state.faults.put(FEED, [unreadable(FEED, "خبر", "no_url")])
    found = new(watching(state))
    assert [(one.reason, one.detail) for one in found if isinstance(one, Reject)] == [
        ("http_status", "404"),
        ("no_url", "خبر"),
    ]
    settled = frozenset(one.capture_id for one in found if one.capture_id)
    assert new(watching(state), settled) == []


def test_an_announcement_of_a_published_article_is_a_sighting(state: State) -> None:
    capture = fetch(state, 1)
    state.spool.prune([capture.capture_id])
    before = sighting_row(told(1), "article", NOW) | {"run_id": "r"}
    published = Warehouse(sightings=[before])
    assert watching(state, FEED, WORLD, published=published).sightings(NOW) == []
    later = NOW + timedelta(hours=1)
    state.pages.announce([told(1, WORLD)], later.timestamp())
    (row,) = watching(state, FEED, WORLD, published=published).sightings(later)
    assert (row["article_id"], row["source"], row["seen_at"]) == ("article", WORLD, later)
    published.rows["sightings"].append(row | {"run_id": "r"})
    assert watching(state, FEED, WORLD, published=published).sightings(later) == []


def test_an_article_off_the_topic_has_no_sightings(state: State) -> None:
    fetch(state, 1)
    assert watching(state).sightings(NOW) == []


@pytest.mark.parametrize("encoding", [None, "gzip"])
def test_bytes_are_kept_as_they_were_sent_and_unpacked_to_be_read(state: State, encoding: str | None) -> None:
    import gzip

    raw = gzip.compress(b"<html>") if encoding else b"<html>"
    headers = (("Content-Encoding", encoding),) if encoding else ()
    got = Fetched(URL.format(1), 200, headers, raw, b"<html>", False, NOW.timestamp())
    capture = page_capture(URL.format(1), got, "feed", None, ())
    assert capture.body == raw
    assert unpacked(capture, 1000).body == b"<html>"
