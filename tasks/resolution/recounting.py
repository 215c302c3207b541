"""Take articles off the profiles of entities, and tell which profiles have to be counted from their mentions again.

Counts can be taken off. The first and the last day, of an entity and of each of its roles, can only stay: where an
article goes that was the first or the last to say so, and no new row of it says so again, all mentions have to be
looked at. Without this, taking a whole warehouse up again would read the mentions of its most frequent names over and
over: those of a country are a tenth of all.
"""

import polars as pl

from tasks.resolution.profiles import CORE

_COUNTED = ("names", "aliases")


def less(entities: pl.DataFrame, gone: pl.DataFrame) -> pl.DataFrame:
    """The profiles (columns `CORE`) without what some articles said, given as their profiles; none that are left empty.

    First and last days stay: see `uncertain`.
    """
    taken = gone.select("entity_id", pl.col("mentions").alias("_mentions"), pl.col("articles").alias("_articles"))
    counts = (
        entities.join(taken, on="entity_id", how="left", maintain_order="left")
        .with_columns(
            pl.col("mentions") - pl.col("_mentions").fill_null(0), pl.col("articles") - pl.col("_articles").fill_null(0)
        )
        .filter(pl.col("mentions") > 0)
        .drop("_mentions", "_articles")
    )
    touched = gone["entity_id"].implode()
    same = counts.filter(~pl.col("entity_id").is_in(touched))
    other = counts.filter(pl.col("entity_id").is_in(touched))
    for column in _COUNTED:
        other = other.drop(column).join(_left(other, gone, column), on="entity_id", how="left")
    return pl.concat([same.select(CORE), other.select(CORE)])


def _left(entities: pl.DataFrame, gone: pl.DataFrame, column: str) -> pl.DataFrame:
    """The items of a counted list without those that are gone, one list an entity."""
    items, off = (frame.select("entity_id", column).explode(column).unnest(column) for frame in (entities, gone))
    rest = items.join(off, on=("entity_id", "name"), how="left", suffix="_gone", maintain_order="left")
    rest = rest.with_columns(pl.col("mentions") - pl.col("mentions_gone").fill_null(0)).filter(pl.col("mentions") > 0)
    return rest.group_by("entity_id", maintain_order=True).agg(pl.struct("name", "mentions").alias(column))


def uncertain(entities: pl.DataFrame, gone: pl.DataFrame, come: pl.DataFrame) -> pl.Series:
    """The ids of entities whose first or last day, or that of a role, may be another when `gone` goes and `come` comes.

    All three are profiles (columns `CORE`). An entity of which nothing else is left is certain.
    """
    whole = entities.join(gone.select("entity_id", "mentions"), on=("entity_id", "mentions"), how="anti")
    days = [_days(frame) for frame in (whole, gone, come)]
    both = (
        days[0].join(days[1], on=("entity_id", "role"), nulls_equal=True, suffix="_gone").drop("_there", "_there_gone")
    )
    known = both.join(days[2], on=("entity_id", "role"), how="left", nulls_equal=True, suffix="_come")
    loses_first = (pl.col("first_seen") == pl.col("first_seen_gone")) & ~(
        pl.col("first_seen_come") <= pl.col("first_seen")
    ).fill_null(False)
    loses_last = (pl.col("last_seen") == pl.col("last_seen_gone")) & ~(
        pl.col("last_seen_come") >= pl.col("last_seen")
    ).fill_null(False)
    undated = pl.col("role").is_not_null() & pl.col("first_seen").is_null() & pl.col("_there").is_null()
    found = known.filter(loses_first.fill_null(False) | loses_last.fill_null(False) | undated)
    return found["entity_id"].unique()


def _days(entities: pl.DataFrame) -> pl.DataFrame:
    """First and last day of each entity, under no role, and of each of its roles."""
    own = entities.select("entity_id", pl.lit(None, pl.String).alias("role"), "first_seen", "last_seen")
    roles = entities.select("entity_id", "roles").explode("roles").drop_nulls("roles").unnest("roles")
    both = pl.concat([own, roles.select(own.columns)])
    return both.with_columns(pl.lit(True).alias("_there"))
