"""What is wrong with a warehouse after a crawl of the outlets, by what they know they announced and were asked for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl

from expectations.contract import Reference
from expectations.tables import TABLES
from tasks.storage.warehouse import read
from tasks.text.addresses import canonical
from tasks.web.state import State, state_path
from tests.outlets import Record, read_log
from tests.outlets.indexes import in_feed

_FEEDS = {1: "/feed.xml", 2: "/world.xml"}


@dataclass(frozen=True)
class Facts:
    """What a crawl is held against.

    Attributes:
        warehouse: what came of it.
        log: the requests that the outlets saw.
        announced: how many articles each outlet has announced, by its address without a path.
        delay: the least seconds between two requests to a host.
    """

    warehouse: Path
    log: Path
    announced: Mapping[str, int]
    delay: float

    @property
    def articles(self) -> list[str | None]:
        """The canonical addresses of all articles."""
        return [canonical(f"{base}/articles/{n}") for base, most in self.announced.items() for n in range(1, most + 1)]

    @property
    def sightings(self) -> list[tuple[str | None, str]]:
        """Every article with every feed that announces it."""
        return [
            (canonical(f"{base}/articles/{n}"), f"{base}{path}")
            for base, most in self.announced.items()
            for feed, path in _FEEDS.items()
            for n in in_feed(feed, most)
        ]


def wrong(facts: Facts, kills: int = 0) -> list[str]:
    """All that is not as it should be after a run that nobody disturbed and one more that found nothing new."""
    return [*wrong_tables(facts), *_wrong_requests(facts, kills), *_leftovers(facts)]


def wrong_tables(facts: Facts) -> list[str]:
    """What is not as it should be in the tables."""
    return [*_wrong_articles(facts), *unsound(facts.warehouse)]


def unsound(warehouse: Path) -> list[str]:
    """What is not as it must be in any warehouse: keys, references, offsets, the newest revisions."""
    return [*(line for table in TABLES for line in _wrong_keys(warehouse, table)), *_wrong_spans(warehouse)]


def _wrong_spans(warehouse: Path) -> Iterator[str]:
    """Every mention is in the text where it says, and every article has one newest revision."""
    articles = read(warehouse, "articles", ("article_id", "revision", "is_latest", "text")).collect()
    mentions = read(warehouse, "mentions", ("article_id", "revision", "start", "end", "surface")).collect()
    of = mentions.join(articles, on=("article_id", "revision"))
    span = pl.col("text").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    off = of.filter(span != pl.col("surface")).height
    if off:
        yield f"mentions: {off} are not where they say"
    newest = articles.filter("is_latest")["article_id"]
    if newest.is_duplicated().any() or newest.n_unique() != articles["article_id"].n_unique():
        yield "articles: not one newest revision each"


def _wrong_articles(facts: Facts) -> Iterator[str]:
    """Every announced article is there once, with the feeds that announced it; nothing was rejected."""
    articles = read(facts.warehouse, "articles").select("capture_id").collect()
    captures = read(facts.warehouse, "captures").filter(pl.col("holds") == "article").select("capture_id", "locator")
    of = articles.join(captures.collect(), on="capture_id", how="left")
    yield from _differ("article", facts.articles, of["locator"].to_list())
    yield from _differ("capture", facts.articles, captures.collect()["locator"].to_list())
    sightings = read(facts.warehouse, "sightings").select("address", "source").collect()
    yield from _differ("sighting", facts.sightings, sightings.rows())
    rejects = read(facts.warehouse, "rejects").select("reason", "detail", "locator").collect()
    yield from (f"rejected: {row}" for row in rejects.rows())


def _differ(what: str, expected: Iterable[Any], found: Iterable[Any]) -> Iterator[str]:
    wanted, got = Counter(expected), Counter(found)
    yield from (f"{what} missing: {one}" for one in (wanted - got))
    yield from (f"{what} too often: {one}" for one in (got - wanted))


def _wrong_keys(warehouse: Path, table: str) -> Iterator[str]:
    """No key twice, and no reference to what is not there."""
    rows = read(warehouse, table).drop("body", strict=False).collect()
    if rows.select(TABLES[table].key).is_duplicated().any():
        yield f"{table}: a key twice"
    for reference in TABLES[table].references:
        dangling = _dangling(warehouse, rows, reference)
        if dangling:
            yield f"{table}: {dangling} rows refer to nothing in {reference.table}"


def _dangling(warehouse: Path, rows: pl.DataFrame, reference: Reference) -> int:
    to = read(warehouse, reference.table).select(reference.to).collect()
    own = rows.select(reference.columns).drop_nulls()
    return own.join(to, left_on=reference.columns, right_on=reference.to, how="anti").height


def requests(facts: Facts) -> list[Record]:
    """What the outlets were asked for."""
    return [record for record in read_log(facts.log) if not record.path.startswith("/_control/")]


def gaps(asked: Iterable[Record]) -> list[float]:
    """The seconds between two requests to a host, one after the other."""
    hosts: defaultdict[str, list[float]] = defaultdict(list)
    for record in asked:
        hosts[record.to].append(record.at)
    return [later - earlier for times in hosts.values() for earlier, later in pairwise(sorted(times))]


def _wrong_requests(facts: Facts, kills: int) -> Iterator[str]:
    """No host was hurried; a page was asked for again only where a kill came between: one a host and kill at most."""
    asked = requests(facts)
    yield from (f"a host was asked again after {gap:.3f} s" for gap in gaps(asked) if gap < facts.delay)
    pages = [record.to + record.path.partition("?")[0] for record in asked if "/articles/" in record.path]
    again = len(pages) - len(set(pages))
    if again > kills * len(facts.announced):
        yield f"{again} pages were fetched again after {kills} kills"
    if not all(record.path.startswith(("/articles/", "/robots.txt", *_FEEDS.values())) for record in asked):
        yield "something was asked for that nobody announced"


def _leftovers(facts: Facts) -> Iterator[str]:
    """Nothing that dead runs have staged is left, and of what is published nothing is in the spool."""
    staged = [path.name for path in (facts.warehouse / ".staging").iterdir()]
    yield from (f"left in staging: {name}" for name in staged)
    with State(state_path(facts.warehouse)) as state:
        spooled = set(state.spool.ids())
        if state.broken:
            yield f"the state was broken: {state.broken}"
        pages = state.pages.counts([f"{base}{path}" for base in facts.announced for path in _FEEDS.values()])
        if pages.keys() - {("fetched", None)}:
            yield f"pages: {pages}"
    published = set(read(facts.warehouse, "captures").select("capture_id").collect()["capture_id"])
    if spooled & published:
        yield f"{len(spooled & published)} published captures are still in the spool"
