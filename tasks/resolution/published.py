"""What the linker takes from published rows: profiles of entities, and where else ids have to change."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from tasks.resolution.names import fold_name
from tasks.resolution.profile import Profile, united
from tasks.resolution.watchlist import watched


def profile_of(row: Mapping[str, Any]) -> Profile:
    """The profile of a published entity, from its row."""
    names: dict[str, int] = {}
    for item in row["names"]:
        folded = fold_name(item["name"])
        names[folded] = names.get(folded, 0) + item["mentions"]
    return Profile(
        names=names,
        roles=frozenset(fold_name(item["role"]) for item in row["roles"]),
        company={f"{item['kind']}:{item['name']}": item["articles"] for item in row["company"] or ()},
        articles=row["articles"],
        first=row["first_seen"],
        last=row["last_seen"],
        entity_ids=(row["entity_id"],),
    )


def known_profiles(rows: pl.DataFrame, merged: Mapping[str, str]) -> list[Profile]:
    """The profiles of published persons and of the watch list, those that are one united.

    Args:
        rows: rows of `entities`.
        merged: ids that were merged by hand, with the one that stays.
    """
    together: dict[str, list[Profile]] = {}
    for row in rows.filter(pl.col("kind") == "PERSON").sort("entity_id").iter_rows(named=True):
        together.setdefault(merged.get(row["entity_id"], row["entity_id"]), []).append(profile_of(row))
    for one in watched():
        if one.kind == "PERSON":
            names = dict.fromkeys(one.spellings, 1)
            entity = merged.get(one.entity_id, one.entity_id)
            together.setdefault(entity, []).append(Profile(names, articles=0, watched=entity))
    return [united(profiles) for profiles in together.values()]
