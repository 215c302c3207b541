"""What the linker takes from published rows: profiles of entities, and where else ids have to change."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import polars as pl

from tasks.resolution.names import fold_name
from tasks.resolution.profile import Profile, united
from tasks.resolution.watchlist import watched

# Of a row of `entities`, what its profile is made of.
OF_A_PROFILE = ("entity_id", "kind", "names", "roles", "company", "articles", "first_seen", "last_seen")
_ITEM = pl.element().struct
_PLAIN = (
    "entity_id",
    pl.col("names").list.eval(_ITEM.field("name")),
    pl.col("names").list.eval(_ITEM.field("mentions")).alias("mentions"),
    pl.col("roles").list.eval(_ITEM.field("role")),
    pl.col("company").list.eval(pl.concat_str(_ITEM.field("kind", "name"), separator=":")),
    pl.col("company").list.eval(_ITEM.field("articles")).alias("shared"),
    "articles",
    "first_seen",
    "last_seen",
)


def _plain(rows: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows with plain lists: a dictionary for each of a person's forty items of company takes longer than the rest.

    The lists are cut from whole columns: as cells of rows each would be a column of its own on its way to Python.
    """
    columns = rows.select(_PLAIN).get_columns()
    return zip(*(_lists(one) if one.dtype.base_type() is pl.List else one.to_list() for one in columns), strict=True)


def _lists(column: pl.Series) -> Iterator[list[Any]]:
    lengths = column.list.len().fill_null(0)
    flat = column.filter(lengths > 0).explode().to_list()
    return (flat[end - length : end] for end, length in zip(lengths.cum_sum(), lengths, strict=True))


def _profile(
    entity_id: str,
    names: list[str],
    mentions: list[int],
    roles: list[str],
    company: list[str],
    shared: list[int],
    articles: int,
    first: datetime | None,
    last: datetime | None,
) -> Profile:
    """The profile of a published entity, from the columns `_PLAIN` of its row."""
    counted: dict[str, int] = {}
    for name, count in zip(map(fold_name, names), mentions, strict=True):
        counted[name] = counted.get(name, 0) + count
    return Profile(
        names=counted,
        roles=frozenset(map(fold_name, roles)),
        company=dict(zip(company, shared, strict=True)),
        articles=articles,
        first=first,
        last=last,
        entity_ids=(entity_id,),
    )


def known_profiles(rows: pl.DataFrame, merged: Mapping[str, str]) -> list[Profile]:
    """The profiles of published persons and of the watch list, those that are one united.

    Args:
        rows: rows of `entities`, their columns `OF_A_PROFILE`.
        merged: ids that were merged by hand, with the one that stays.
    """
    together: dict[str, list[Profile]] = {}
    for row in _plain(rows.filter(pl.col("kind") == "PERSON").sort("entity_id")):
        together.setdefault(merged.get(row[0], row[0]), []).append(_profile(*row))
    for one in watched():
        if one.kind == "PERSON":
            names = dict.fromkeys(one.spellings, 1)
            entity = merged.get(one.entity_id, one.entity_id)
            together.setdefault(entity, []).append(Profile(names, articles=0, watched=entity))
    return [united(profiles) for profiles in together.values()]
