"""What a report is about, and the tables it is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from expectations.tables import TABLES
from tasks.model.topics import Title, Topic
from tasks.report.queries.scope import of_topic, since
from tasks.storage import snapshot
from tasks.storage.snapshot import Shown

EVERYTHING = Title("كل المقالات", "All articles")
Tables = Mapping[str, pl.LazyFrame]
# Bytes that no page shows and that are most of what the tables weigh.
_HEAVY = {"articles": ("signature",), "captures": ("body",)}
_READ = ("articles", "quotes", "statements", "mentions", "entities", "topic_matches", "rejects", "runs")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about.

    Attributes:
        topic: its articles only; None for all.
        since: articles published then or later only (UTC); None for all, those without a time too.
        made_at: when the report is made (UTC).
        opened: what its scripts open: the link to the newest snapshot, or the versions of an entry in an object store.
    """

    topic: Topic | None
    since: datetime | None
    made_at: datetime
    opened: Shown = Path("warehouse/current")

    @property
    def title(self) -> Title:
        """What the report is called."""
        return self.topic.title if self.topic else EVERYTHING


def newest_on(shown: Shown, topic_id: str) -> datetime | None:
    """When the topic's newest article in a snapshot was published; None where none has a time."""
    articles = of_topic(snapshot.scan(shown, "articles"), snapshot.scan(shown, "topic_matches"), topic_id)
    found: datetime | None = articles.select(pl.col("published_at").max()).collect().item()
    return found


def load(shown: Shown, scope: Scope) -> Tables:
    """The rows of a snapshot that are in the scope, in memory."""
    found = {name: snapshot.scan(shown, name).drop(_HEAVY.get(name, ())) for name in _READ}
    return {name: _narrowed(name, frame, found, scope).collect().lazy() for name, frame in found.items()}


def _narrowed(name: str, frame: pl.LazyFrame, found: Tables, scope: Scope) -> pl.LazyFrame:
    if scope.topic is not None and narrows(name, "article_id"):
        frame = of_topic(frame, found["topic_matches"], scope.topic.topic_id)
    if scope.topic is not None and name == "runs":
        frame = frame.filter(pl.col("topic_id") == scope.topic.topic_id)
    if scope.since is not None and narrows(name, "published_at"):
        frame = since(frame, scope.since)
    return frame


def narrows(table: str, column: str) -> bool:
    """Whether a table is narrowed by this column: of `rejects` all rows are kept, for they have no article yet."""
    return table not in ("topic_matches", "rejects") and column in TABLES[table].schema
