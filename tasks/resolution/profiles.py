"""Entities from mentions: canonical name, spellings, aliases, roles over time.

Profiles add up: that of some articles and that of others give that of all, without a look at the mentions again. So a
batch costs what its own mentions cost, however much is published.
"""

from functools import reduce

import polars as pl

from expectations.entities import ENTITIES

# What of a row of `entities` its mentions alone give; the rest comes with `tasks.resolution.describing`.
CORE = (
    "entity_id",
    "kind",
    "canonical_name",
    "names",
    "aliases",
    "roles",
    "mentions",
    "articles",
    "first_seen",
    "last_seen",
)
OF_A_MENTION = ("entity_id", "kind", "name", "surface", "roles", "article_id", "published_at")
_COUNTED = ("names", "aliases")


def profiles(mentions: pl.DataFrame) -> pl.DataFrame:
    """The columns `CORE` of the rows of `entities` for all entities of `mentions` (its columns `OF_A_MENTION`)."""
    counts = mentions.group_by("entity_id", "kind").agg(
        pl.len().cast(pl.Int32).alias("mentions"),
        pl.col("article_id").n_unique().cast(pl.Int32).alias("articles"),
        pl.col("published_at").min().alias("first_seen"),
        pl.col("published_at").max().alias("last_seen"),
    )
    once = pl.lit(1, pl.Int32).alias("mentions")
    roles = mentions.explode("roles").drop_nulls("roles").select("entity_id", "published_at", "roles")
    return _assembled(
        counts,
        names=mentions.select("entity_id", "name", once),
        aliases=mentions.select("entity_id", pl.col("surface").alias("name"), once),
        roles=roles.select(
            "entity_id",
            pl.col("roles").struct.field("surface").alias("role"),
            pl.col("published_at").alias("first_seen"),
            pl.col("published_at").alias("last_seen"),
        ),
    )


def add(some: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """The profiles over all articles, from the profiles over some and over others of them (columns `CORE`)."""
    both = pl.concat([some, others])
    counts = both.group_by("entity_id", "kind").agg(
        pl.col("mentions").sum(),
        pl.col("articles").sum(),
        pl.col("first_seen").min(),
        pl.col("last_seen").max(),
    )
    return _assembled(counts, *(_items(both, column) for column in (*_COUNTED, "roles")))


def _items(entities: pl.DataFrame, column: str) -> pl.DataFrame:
    """The items of a list column, one a row, with their entity."""
    return entities.select("entity_id", column).explode(column).drop_nulls(column).unnest(column)


def _assembled(counts: pl.DataFrame, names: pl.DataFrame, aliases: pl.DataFrame, roles: pl.DataFrame) -> pl.DataFrame:
    """The columns `CORE` of rows of `entities`, in the table's order.

    The canonical name is the most used one; of equals the longest, of those the first in code-point order.
    """
    lists = (_counted(names, "names"), _counted(aliases, "aliases"), _over_time(roles))
    joined = reduce(lambda left, right: left.join(right, on="entity_id", how="left"), lists, counts)
    canonical = pl.col("names").list.first().struct.field("name").alias("canonical_name")
    return joined.with_columns(canonical, pl.col("roles").fill_null([])).select(CORE).sort(ENTITIES.sort)


def _counted(items: pl.DataFrame, column: str) -> pl.DataFrame:
    """The items (entity_id, name, mentions) as one list an entity, most used first."""
    return (
        items.group_by("entity_id", "name")
        .agg(pl.col("mentions").sum())
        .sort("mentions", pl.col("name").str.len_chars(), "name", descending=(True, True, False))
        .group_by("entity_id", maintain_order=True)
        .agg(pl.struct("name", "mentions").alias(column))
    )


def _over_time(items: pl.DataFrame) -> pl.DataFrame:
    """The roles (entity_id, role, first_seen, last_seen) as one list an entity, earliest first."""
    return (
        items.group_by("entity_id", "role")
        .agg(pl.col("first_seen").min(), pl.col("last_seen").max())
        .sort("first_seen", "role", nulls_last=True)
        .group_by("entity_id", maintain_order=True)
        .agg(pl.struct("role", "first_seen", "last_seen").alias("roles"))
    )
