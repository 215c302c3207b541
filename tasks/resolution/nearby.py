"""Which published entities may be somebody whom a batch names, so that only those are looked at closely.

They are found by keys (`tasks.resolution.keys`), and most share no more than one word with anybody: of 4,700 that 500
articles found in a warehouse of 5,000, it was 3,000, and they grow with the warehouse. A single word is never enough
(`tasks.resolution.decision`). So those that have neither a word of an office nor company enough in common with
whoever shares their word are passed over, all in one join, before anything is made of their rows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import polars as pl

from tasks.model.lookups import Published, texts
from tasks.resolution.evidence import MUCH, WEIGHTS, telling_words
from tasks.resolution.inside import Person
from tasks.resolution.keys import MOST_SHARING, SINGLE, wanted_keys
from tasks.resolution.names import fold_name
from tasks.resolution.profile import USUAL
from tasks.resolution.published import OF_A_PROFILE

_OFFICE = MUCH  # a word of an office may be enough, with a little company


@dataclass(frozen=True)
class Nearby:
    """The published entities that may be somebody whom a batch names.

    Attributes:
        rows: their rows of `entities`, the columns `tasks.resolution.published.OF_A_PROFILE`.
        passed: for each key that was looked for, how many published entities that have it are not among them.
    """

    rows: pl.DataFrame
    passed: Mapping[str, int]


def nearby(persons: Sequence[Person], ids: Collection[str], published: Published) -> Nearby:
    """The published entities that may be one of these persons, and those of these ids.

    Args:
        persons: the persons of a batch.
        ids: entities that are taken whatever they have in common with the persons.
        published: where to look published rows up.
    """
    wanted = _wanted(persons)
    found = published("entities", "keys", texts(wanted["key"]), ("entity_id", "keys")).explode("keys")
    found = found.rename({"keys": "key"}).join(wanted, on="key", how="semi")
    crowded = found.group_by("key").len().filter(pl.col("len") > MOST_SHARING)
    usable = found.join(crowded, on="key", how="anti")
    rows = published("entities", "entity_id", texts([*usable["entity_id"], *ids]), OF_A_PROFILE)
    alone = usable.filter(_is_single().all().over("entity_id"), ~pl.col("entity_id").is_in(sorted(ids)))
    if alone.is_empty():
        return Nearby(rows, _passed(found, rows))
    less = alone.join(_backed(alone, rows, wanted, persons), on="entity_id", how="anti")
    near = rows.join(less, on="entity_id", how="anti", maintain_order="left")
    return Nearby(near, _passed(found, near))


def _passed(found: pl.DataFrame, near: pl.DataFrame) -> Mapping[str, int]:
    counts = found.join(near, on="entity_id", how="anti").group_by("key").len()
    return dict(counts.iter_rows())


def _is_single() -> pl.Expr:
    return pl.col("key").str.head(1).is_in(SINGLE)


def _wanted(persons: Sequence[Person]) -> pl.DataFrame:
    """The keys to look for, with the `place` of the person."""
    found = ((place, key) for place, one in enumerate(persons) for key in wanted_keys(one.profile.names))
    return _frame(found, {"place": pl.Int64, "key": pl.String})


def _frame(pairs: Iterable[tuple[Any, Any]], schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    """The pairs as two columns: from flat lists, for a list of rows takes ten times as long."""
    columns = list(zip(*pairs, strict=True)) or [(), ()]
    return pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema)


def _backed(alone: pl.DataFrame, rows: pl.DataFrame, wanted: pl.DataFrame, persons: Sequence[Person]) -> pl.DataFrame:
    """The `entity_id` of those that have more than a word in common with a person who shares their word.

    Args:
        alone: ids of entities, and the keys that found them.
        rows: rows of `entities`, theirs among them.
        wanted: what `_wanted` gives.
        persons: the persons.
    """
    theirs = alone.join(_told(rows.join(alone, on="entity_id", how="semi")), on="entity_id")
    asking = wanted.filter(_is_single()).join(alone, on="key", how="semi")
    ours = asking.join(_told_of(persons, asking["place"].unique()), on="place")
    both = theirs.join(ours, on=("key", "told"))
    kind = pl.col("told").str.split(":").list.first()
    weight = kind.replace_strict(WEIGHTS | {"": _OFFICE}, default=0.0, return_dtype=pl.Float64)
    points = both.group_by("entity_id", "place").agg(weight.sum().alias("weight"))
    return points.filter(pl.col("weight") >= MUCH).select("entity_id").unique()


def _told(rows: pl.DataFrame) -> pl.DataFrame:
    """What is told of entities: their usual company as `kind:name`, and the words of their offices behind a colon."""
    role = pl.col("roles").list.eval(pl.element().struct.field("role"))
    roles = rows.select("entity_id", role).explode("roles").drop_nulls()
    words = ((role, word) for role in roles["roles"].unique() for word in _words([fold_name(role)]))
    offices = roles.join(_frame(words, {"roles": pl.String, "told": pl.String}), on="roles").select("entity_id", "told")
    company = rows.select("entity_id", pl.col("articles").alias("of"), "company").explode("company").drop_nulls()
    usual = company.unnest("company").filter(pl.col("articles") >= USUAL * pl.col("of"))
    named = usual.select("entity_id", pl.concat_str("kind", "name", separator=":").alias("told"))
    return pl.concat([named, offices]).unique()


def _told_of(persons: Sequence[Person], places: Iterable[int]) -> pl.DataFrame:
    """The same of the persons at these places, by `place`."""
    profiles = ((place, persons[place].profile) for place in places)
    told = ((place, one) for place, who in profiles for one in chain(who.usual_company, _words(who.roles)))
    return _frame(told, {"place": pl.Int64, "told": pl.String})


def _words(roles: Iterable[str]) -> list[str]:
    return [f":{word}" for word in frozenset().union(*map(telling_words, roles))]
