"""Which rows somebody wants: articles since a day, on a topic, of an outlet, and all that belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl

from expectations.contract import Table
from expectations.tables import TABLES
from tasks.storage import snapshot
from tasks.storage.snapshot import Shown


@dataclass(frozen=True)
class Wanted:
    """What is wanted; what is None narrows nothing.

    Attributes:
        since: articles published on this day (UTC) or later; taken in then, where it is not known when they were.
        topic: articles on this topic.
        outlet: articles that this outlet published.
    """

    since: date | None = None
    topic: str | None = None
    outlet: str | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is narrowed."""
        return (self.since, self.topic, self.outlet) == (None, None, None)


def articles_of(shown: Shown, wanted: Wanted) -> pl.DataFrame:
    """The articles that are wanted, judged by their newest revisions: `article_id`, `capture_id` and `run_id`.

    All revisions of an article are wanted together.
    """
    rows = snapshot.scan(shown, "articles").filter(pl.col("is_latest"))
    if wanted.since is not None:
        rows = rows.filter(pl.coalesce("published_at", "captured_at") >= _start(wanted.since))
    if wanted.outlet is not None:
        rows = rows.filter(pl.col("outlet") == wanted.outlet)
    if wanted.topic is not None:
        on_topic = snapshot.scan(shown, "topic_matches").filter(pl.col("topic_id") == wanted.topic)
        rows = rows.join(on_topic.select("article_id").unique(), on="article_id", how="semi")
    ids = rows.select("article_id").unique()
    every = snapshot.scan(shown, "articles").select("article_id", "capture_id", "run_id")
    return every.join(ids, on="article_id", how="semi").unique().collect()


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def rows_of(shown: Shown, table: Table, wanted: Wanted, articles: pl.DataFrame) -> pl.LazyFrame:
    """The rows of a table that belong to these articles; all of it where nothing is narrowed.

    A statement belongs to every article that carries it, and comes whole. Rejects, which are of no article, are
    narrowed by day and topic alone.
    """
    rows = snapshot.scan(shown, table.name)
    if wanted.is_all:
        return rows
    match table.name:
        case "rejects":
            return _rejects(rows, wanted)
        case "runs" | "captures":
            return _semi(rows, articles.select(table.key))
        case "statements":
            return _semi(rows, _statements(shown, articles))
        case "entities":
            return _semi(rows, _entities(shown, articles))
        case "entity_redirects":
            return _semi(rows, _entities(shown, articles).rename({"entity_id": "redirected_to"}))
        case "topic_matches" if wanted.topic is not None:
            rows = rows.filter(pl.col("topic_id") == wanted.topic)
    return _semi(rows, articles.select("article_id"))


def _semi(rows: pl.LazyFrame, keys: pl.DataFrame) -> pl.LazyFrame:
    return rows.join(keys.unique().lazy(), on=keys.columns, how="semi")


def _statements(shown: Shown, articles: pl.DataFrame) -> pl.DataFrame:
    """The ids of all statements that these articles carry."""
    carried = snapshot.scan(shown, "statements").select("statement_id", "variants").explode("variants")
    of_articles = carried.select("statement_id", article_id=pl.col("variants").struct.field("article_id"))
    return _semi(of_articles, articles.select("article_id")).select("statement_id").unique().collect()


def _rejects(rows: pl.LazyFrame, wanted: Wanted) -> pl.LazyFrame:
    if wanted.since is not None:
        rows = rows.filter(pl.col("rejected_at") >= _start(wanted.since))
    return rows if wanted.topic is None else rows.filter(pl.col("topic_id") == wanted.topic)


def _entities(shown: Shown, articles: pl.DataFrame) -> pl.DataFrame:
    """The ids of all entities that rows of these articles refer to."""
    statements = _semi(snapshot.scan(shown, "statements"), _statements(shown, articles))
    parts = [statements.select(entity_id="speaker_entity_id")]
    for table in TABLES.values():
        if "article_id" in table.schema:
            rows = _semi(snapshot.scan(shown, table.name), articles.select("article_id"))
            parts += [rows.select(entity_id=one.columns[0]) for one in table.references if one.table == "entities"]
    return pl.concat(parts).drop_nulls().unique().collect()


def topics(shown: Shown) -> Sequence[str]:
    """The topics that articles are on."""
    return list(snapshot.scan(shown, "topic_matches").select("topic_id").unique().collect()["topic_id"].sort())


def outlets(shown: Shown) -> Sequence[str]:
    """The outlets that articles are of."""
    return list(snapshot.scan(shown, "articles").select("outlet").unique().collect()["outlet"].drop_nulls().sort())
