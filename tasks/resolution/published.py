"""What the linker takes from published rows: profiles of entities, and where else ids have to change."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import polars as pl

from tasks.resolution.names import fold_name
from tasks.resolution.profile import Profile, united
from tasks.resolution.watchlist import watched

# Plain lists: a dictionary for each of a person's forty items of company takes longer than all the rest.
_PLAIN = (
    "entity_id",
    pl.col("names").list.eval(pl.element().struct.field("name")),
    pl.col("names").list.eval(pl.element().struct.field("mentions")).alias("mentions"),
    pl.col("roles").list.eval(pl.element().struct.field("role")),
    pl.col("company").list.eval(pl.concat_str(pl.element().struct.field("kind", "name"), separator=":")),
    pl.col("company").list.eval(pl.element().struct.field("articles")).alias("shared"),
    "articles",
    "first_seen",
    "last_seen",
)


def _profile(
    entity_id: str,
    names: list[str],
    mentions: list[int],
    roles: list[str],
    company: list[str] | None,
    shared: list[int] | None,
    articles: int,
    first: datetime | None,
    last: datetime | None,
) -> Profile:
    """The profile of a published entity, from the columns `_PLAIN` of its row."""
    counted: Counter[str] = Counter()
    for name, count in zip(names, mentions, strict=True):
        counted[fold_name(name)] += count
    return Profile(
        names=dict(counted),
        roles=frozenset(map(fold_name, roles)),
        company=dict(zip(company or (), shared or (), strict=True)),
        articles=articles,
        first=first,
        last=last,
        entity_ids=(entity_id,),
    )


def known_profiles(rows: pl.DataFrame, merged: Mapping[str, str]) -> list[Profile]:
    """The profiles of published persons and of the watch list, those that are one united.

    Args:
        rows: rows of `entities`.
        merged: ids that were merged by hand, with the one that stays.
    """
    together: dict[str, list[Profile]] = {}
    for row in rows.filter(pl.col("kind") == "PERSON").sort("entity_id").select(*_PLAIN).iter_rows():
        together.setdefault(merged.get(row[0], row[0]), []).append(_profile(*row))
    for one in watched():
        if one.kind == "PERSON":
            names = dict.fromkeys(one.spellings, 1)
            entity = merged.get(one.entity_id, one.entity_id)
            together.setdefault(entity, []).append(Profile(names, articles=0, watched=entity))
    return [united(profiles) for profiles in together.values()]
