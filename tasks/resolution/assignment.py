"""Give every mention of a batch its entity, and say which published ids change by that."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from tasks.model.lookups import Published, texts
from tasks.resolution.corrections import Corrections
from tasks.resolution.identity import Identified, identified, plain_id
from tasks.resolution.inside import Named, Person, own_name, persons_of
from tasks.resolution.linking import link
from tasks.resolution.names import fold_name
from tasks.resolution.nearby import nearby
from tasks.resolution.profile import PERSON
from tasks.resolution.published import known_profiles
from tasks.resolution.watchlist import thing_id, thing_name, watched

VERSION = "2"  # of the linking: another one may give other entities
_COMPANY = ("ORG", "GPE", "LOC", "FACILITY")


@dataclass(frozen=True)
class Assigned:
    """What assigning gives.

    Attributes:
        mentions: the mentions with their `entity_id`; `name` is the own one of who is meant.
        gone: for published ids that go, the one that took their place.
    """

    mentions: pl.DataFrame
    gone: Mapping[str, str]


def assign(mentions: pl.DataFrame, published: Published, corrections: Corrections) -> Assigned:
    """The mentions of a batch with their entities.

    Args:
        mentions: rows of `mentions` without `entity_id`, whole articles.
        published: where to look published rows up.
        corrections: what was said by hand.
    """
    numbered = mentions.with_row_index("_row").sort("article_id", "start", "end", maintain_order=True)
    roles = pl.col("roles").list.eval(pl.element().struct.field("surface"))
    rows = numbered.select("_row", "article_id", "kind", "name", "surface", roles, "published_at").to_dicts()
    persons, places = _persons(rows)
    found = _identified(persons, published, corrections)
    ids = {row: found.ids[number] for number, those in enumerate(places) for row in those}
    ids |= _things(rows, published)
    ids = {row: corrections.merged.get(entity, entity) for row, entity in ids.items()}
    names = {row["_row"]: _own_spelling(row) for row in rows}
    order = range(mentions.height)
    given = mentions.with_columns(
        pl.Series("name", [names[row] for row in order], dtype=pl.String),
        pl.Series("entity_id", [ids[row] for row in order], dtype=pl.String),
    )
    return Assigned(_split(given, corrections), {**found.gone, **_merged(published, corrections)})


def _persons(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Person], list[list[int]]]:
    """The persons of all articles, and which rows are each one's."""
    by_article: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_article[row["article_id"]].append(row)
    persons, places = list[Person](), list[list[int]]()
    for article_id, of_article in by_article.items():
        people = [row for row in of_article if row["kind"] == PERSON]
        at: datetime | None = of_article[0]["published_at"]
        for person in persons_of(article_id, [_named(row) for row in people], _company(of_article), at):
            persons.append(person)
            places.append([people[place]["_row"] for place in person.places])
    return persons, places


def _named(row: Mapping[str, Any]) -> Named:
    return Named(row["name"], row["surface"], tuple(row["roles"]))


def _company(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    things = ((row["kind"], row["name"]) for row in rows if row["kind"] in _COMPANY)
    return sorted({f"{kind}:{thing_name(kind, name)}" for kind, name in things})


def _own_spelling(row: Mapping[str, Any]) -> str:
    """The row's name, or the words in the text where those are another's than the name's bearer."""
    name: str = row["name"]
    if row["kind"] != PERSON or own_name(_named(row)) == fold_name(name):
        return name
    return " ".join(row["surface"].split())


def _identified(persons: Sequence[Person], published: Published, corrections: Corrections) -> Identified:
    made = {plain_id(person) for person in persons}
    split = {split.entity_id for split in corrections.splits} | {split.of for split in corrections.splits}
    near = nearby(persons, made | split | _of_merges(corrections), published)
    gone = published("entity_redirects", "entity_id", texts(made))["entity_id"]
    taken = {*near.rows["entity_id"], *gone, *(one.entity_id for one in watched())}
    apart = {frozenset((split.of, split.entity_id)) for split in corrections.splits}
    clusters = link(persons, known_profiles(near.rows, corrections.merged), apart, near.passed)
    weights = dict(near.rows.select("entity_id", "articles").iter_rows())
    return identified(clusters, persons, weights, taken, corrections.merged)


def _of_merges(corrections: Corrections) -> set[str]:
    return {*corrections.merged, *corrections.merged.values()}


def _things(rows: Sequence[Mapping[str, Any]], published: Published) -> dict[int, str]:
    made = {row["_row"]: thing_id(row["kind"], row["name"]) for row in rows if row["kind"] != PERSON}
    moved = published("entity_redirects", "entity_id", texts(made.values()))
    now = dict(moved.select("entity_id", "redirected_to").iter_rows())
    return {row: now.get(entity, entity) for row, entity in made.items()}


def _merged(published: Published, corrections: Corrections) -> dict[str, str]:
    """The ids that were merged by hand and are still published."""
    there = published("entities", "entity_id", texts(corrections.merged))["entity_id"]
    return {entity: corrections.merged[entity] for entity in there}


def _split(mentions: pl.DataFrame, corrections: Corrections) -> pl.DataFrame:
    """The mentions with the ids of entities that were split by hand."""
    for split in corrections.splits:
        theirs = (pl.col("entity_id") == split.of) & pl.col("article_id").is_in(list(split.articles))
        mentions = mentions.with_columns(
            pl.when(theirs).then(pl.lit(split.entity_id)).otherwise("entity_id").alias("entity_id")
        )
    return mentions
