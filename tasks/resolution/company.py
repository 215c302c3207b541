"""Whom and what articles name besides a person: evidence for who is meant elsewhere by the same name."""

from collections.abc import Callable

import polars as pl

from tasks.resolution.names import fold_name, parts
from tasks.resolution.profile import PERSON
from tasks.resolution.watchlist import thing_name

KINDS = ("ORG", "GPE", "LOC", "FACILITY")
MOST = 40  # of a person, those that most of the articles name: the long tail tells nothing
_KEY = ("entity_id", "kind", "name")
_SCHEMA = {"entity_id": pl.String, "kind": pl.String, "name": pl.String, "articles": pl.Int32}


def company_of(mentions: pl.DataFrame) -> pl.DataFrame:
    """For each person of whole articles (rows of `mentions`) its company, an item a row, with in how many articles."""
    named = mentions.select("article_id", "entity_id", "kind", "name").unique(maintain_order=True)
    people = named.filter(pl.col("kind") == PERSON)
    full = _renamed(people.filter([len(parts(name)) > 1 for name in people["name"]]), lambda _, name: fold_name(name))
    things = _renamed(named.filter(pl.col("kind").is_in(KINDS)), thing_name)
    besides = pl.concat([things, full]).rename({"entity_id": "_other"}).unique()
    pairs = people.select("article_id", "entity_id").unique().join(besides, on="article_id")
    others = pairs.filter((pl.col("kind") != PERSON) | (pl.col("_other") != pl.col("entity_id")))
    return others.group_by(_KEY).agg(pl.col("article_id").n_unique().cast(pl.Int32).alias("articles"))


def _renamed(named: pl.DataFrame, rename: Callable[[str, str], str]) -> pl.DataFrame:
    names = [rename(kind, name) for kind, name in named.select("kind", "name").iter_rows()]
    return named.with_columns(pl.Series("name", names, dtype=pl.String))


def added(entities: pl.DataFrame, more: pl.DataFrame) -> pl.DataFrame:
    """The company that rows of `entities` have, and more of it."""
    items = entities.select("entity_id", "company").explode("company").drop_nulls("company").unnest("company")
    return pl.concat([items.select(*_SCHEMA), more.select(*_SCHEMA)]).group_by(_KEY).agg(pl.col("articles").sum())


def taken_off(company: pl.DataFrame, less: pl.DataFrame) -> pl.DataFrame:
    """The company without that of articles that are counted no more."""
    rest = company.join(less.rename({"articles": "_less"}), on=_KEY, how="left")
    left = rest.with_columns((pl.col("articles") - pl.col("_less").fill_null(0)).cast(pl.Int32).alias("articles"))
    return left.filter(pl.col("articles") > 0).select(*_SCHEMA)


def listed(company: pl.DataFrame) -> pl.DataFrame:
    """The company as one list an entity, most articles first."""
    return (
        company.sort("articles", "kind", "name", descending=(True, False, False))
        .group_by("entity_id", maintain_order=True)
        .agg(pl.struct("kind", "name", pl.col("articles").cast(pl.Int32)).head(MOST).alias("company"))
    )
