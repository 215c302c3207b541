"""What the pages are made of: the rows of the tables, each where its page looks for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from tasks.report.queries.speech import directed, stances
from tasks.report.scope import Tables
from tasks.text.pieces import visible

Row = Mapping[str, Any]
Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Material:
    """The rows, by what a page asks for.

    Attributes:
        articles: the newest revision of every article, by its id, newest first.
        revisions: earlier revisions by article, the first one first.
        quotes: by article, in order of the text.
        said: by speaker's entity, newest first.
        aimed: ids of accusations, calls and warnings, by the entity that they are directed at, newest first.
        targets: the entity that a quote is directed at, by quote.
        stances: ids of affirmations and denials by speaker, in order of time, with `turned`.
        mentions: by article: where they stand and whom they mean.
        entities: by id.
        copies: articles of one text, by cluster.
        pages: the entities that have a page: whoever speaks, is accused, called on or warned, and every person.
    """

    articles: Mapping[str, Row]
    revisions: Mapping[str, Rows]
    quotes: Mapping[str, Rows]
    said: Mapping[str, Rows]
    aimed: Mapping[str, Rows]
    targets: Mapping[str, str]
    stances: Mapping[str, Rows]
    mentions: Mapping[str, Rows]
    entities: Mapping[str, Row]
    copies: Mapping[str, Sequence[str]]
    pages: frozenset[str]

    @property
    def persons(self) -> int:
        """How many of the pages are persons'; the others are of bodies and places."""
        return sum(self.entities[entity_id]["kind"] == "PERSON" for entity_id in self.pages)

    def name(self, entity_id: str, language: str) -> str:
        """What an entity is called: in Latin letters where the interface is and such a name is known."""
        entity = self.entities[entity_id]
        return visible((entity["latin_name"] if language == "en" else None) or entity["canonical_name"])


def gather(tables: Tables) -> Material:
    """The material of the tables."""
    articles = tables["articles"].sort(*_NEWEST_FIRST[0], **_NEWEST_FIRST[1]).collect()
    latest = articles.filter(pl.col("is_latest")).to_dicts()
    mentions = tables["mentions"].sort("article_id", "start", "end").collect()
    quotes = tables["quotes"].collect()
    known = {row["quote_id"]: row for row in quotes.iter_rows(named=True)}
    aimed = directed(tables["quotes"], tables["mentions"]).select("quote_id", "target_entity_id").collect().to_dicts()
    turning = stances(tables["quotes"]).select("quote_id", "speaker_entity_id", "turned").collect().to_dicts()
    spoken = _by("speaker_entity_id", _in_order(quotes.sort(*_NEWEST_FIRST[0], "start", **_THEN_BY_PLACE), known))
    targets = {row["quote_id"]: row["target_entity_id"] for row in aimed if row["target_entity_id"]}
    entities = _entities(tables, {*mentions["entity_id"], *spoken, *targets.values()})
    persons = {entity_id for entity_id, entity in entities.items() if entity["kind"] == "PERSON"}
    return Material(
        articles={row["article_id"]: row for row in latest},
        revisions=_by("article_id", articles.filter(~pl.col("is_latest")).sort("revision").to_dicts()),
        quotes=_by("article_id", _in_order(quotes.sort("start", "end"), known)),
        said=spoken,
        aimed=_by("target_entity_id", aimed),
        targets=targets,
        stances=_by("speaker_entity_id", turning),
        mentions=_by("article_id", mentions.select("article_id", "start", "end", "entity_id").to_dicts()),
        entities=entities,
        copies={name: [row["article_id"] for row in rows] for name, rows in _by("duplicate_cluster", latest).items()},
        pages=frozenset((persons | set(spoken) | set(targets.values())) & set(entities)),
    )


_NEWEST_FIRST: tuple[tuple[str, ...], dict[str, Any]] = (
    ("published_at", "article_id"),
    {"descending": [True, False], "nulls_last": True},
)
_THEN_BY_PLACE: dict[str, Any] = {"descending": [True, False, False], "nulls_last": True}


def _entities(tables: Tables, ids: set[str]) -> dict[str, Row]:
    rows = tables["entities"].filter(pl.col("entity_id").is_in(list(ids))).drop("company", "keys").collect()
    return {row["entity_id"]: row for row in rows.to_dicts()}


def _in_order(quotes: pl.DataFrame, known: Mapping[str, Row]) -> list[Row]:
    """The rows of these quotes, each the same one wherever it stands: to make one takes longer than to sort it."""
    return [known[quote_id] for quote_id in quotes["quote_id"]]


def _by(column: str, rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows by a column's value, in their order; not those where it is null."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[column] is not None:
            found[row[column]].append(row)
    return dict(found)
