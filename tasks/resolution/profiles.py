"""Entities from mentions: canonical name, aliases, roles over time."""

import polars as pl

from expectations.entities import ENTITIES

OF_A_MENTION = ("entity_id", "kind", "name", "surface", "roles", "article_id", "published_at")


def profiles(mentions: pl.DataFrame) -> pl.DataFrame:
    """The rows of `entities` for all entities of `mentions` (its columns `OF_A_MENTION`), in `entities`' order.

    The canonical name is the most used one; of equals the longest, of those the first in code-point order.
    """
    counts = mentions.group_by("entity_id", "kind").agg(
        pl.len().cast(pl.Int32).alias("mentions"),
        pl.col("article_id").n_unique().cast(pl.Int32).alias("articles"),
        pl.col("published_at").min().alias("first_seen"),
        pl.col("published_at").max().alias("last_seen"),
    )
    joined = (
        counts.join(_canonical(mentions), on="entity_id", how="left")
        .join(_aliases(mentions), on="entity_id", how="left")
        .join(_roles(mentions), on="entity_id", how="left")
    )
    return joined.with_columns(pl.col("roles").fill_null([])).select(*ENTITIES.schema).sort(ENTITIES.sort)


def _canonical(mentions: pl.DataFrame) -> pl.DataFrame:
    return (
        mentions.group_by("entity_id", pl.col("name").alias("canonical_name"))
        .agg(pl.len().alias("uses"))
        .sort(
            "uses",
            pl.col("canonical_name").str.len_chars(),
            "canonical_name",
            descending=(True, True, False),
        )
        .group_by("entity_id", maintain_order=True)
        .agg(pl.col("canonical_name").first())
    )


def _aliases(mentions: pl.DataFrame) -> pl.DataFrame:
    return (
        mentions.group_by("entity_id", pl.col("surface").alias("name"))
        .agg(pl.len().cast(pl.Int32).alias("mentions"))
        .sort("mentions", "name", descending=(True, False))
        .group_by("entity_id", maintain_order=True)
        .agg(pl.struct("name", "mentions").alias("aliases"))
    )


def _roles(mentions: pl.DataFrame) -> pl.DataFrame:
    return (
        mentions.select("entity_id", "published_at", "roles")
        .explode("roles")
        .drop_nulls("roles")
        .select("entity_id", "published_at", pl.col("roles").struct.field("surface").alias("role"))
        .group_by("entity_id", "role")
        .agg(pl.col("published_at").min().alias("first_seen"), pl.col("published_at").max().alias("last_seen"))
        .sort("first_seen", "role", nulls_last=True)
        .group_by("entity_id", maintain_order=True)
        .agg(pl.struct("role", "first_seen", "last_seen").alias("roles"))
    )
