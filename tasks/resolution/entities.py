"""The profiles of the entities that a batch touches, over all articles."""

import polars as pl

from tasks.model.lookups import Published
from tasks.resolution.company import added, company_of, taken_off
from tasks.resolution.describing import described
from tasks.resolution.profiles import CORE, OF_A_MENTION, add, profiles
from tasks.resolution.recounting import less, uncertain


def entities_of(
    mentions: pl.DataFrame,
    own: pl.Series,
    published: Published,
    known: pl.Series | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The profiles of all entities that a batch touches, over all articles, and these entities' ids.

    An entity is touched when an article of the batch names it now or named it before, or when published mentions are
    given to it or taken from it. What was published of it is added to, and what the batch's articles said before is
    taken off; only where that cannot be told apart (`tasks.resolution.recounting`), or where mentions of other articles
    change hands, is it counted anew, from all its mentions. One that nothing names any more has an id and no profile.

    Args:
        mentions: the batch's rows of `mentions`; those of other articles than its own are published ones whose entity
            is another one now.
        own: ids of the batch's articles, whose published mentions it takes away.
        published: where to look published rows up.
        known: those of `own` of which something is published; all of them if left out.
    """
    before = published("mentions", "article_id", own if known is None else known)
    moved = mentions.filter(~pl.col("article_id").is_in(own.implode()))
    months = moved["month"].unique().to_list()
    left = published("mentions", "mention_id", moved["mention_id"], ("mention_id", "entity_id"), months)
    handed = pl.concat([left["entity_id"], moved["entity_id"]])
    touched = pl.concat([mentions["entity_id"], before["entity_id"], handed]).unique().to_frame("entity_id")
    standing = published("entities", "entity_id", touched["entity_id"])
    gone, come = profiles(before.select(OF_A_MENTION)), profiles(mentions.select(OF_A_MENTION))
    anew = pl.concat([handed, uncertain(standing.select(CORE), gone, come)]).unique()
    there = standing.filter(~pl.col("entity_id").is_in(anew.implode()))
    elsewhere = published("mentions", "entity_id", anew, ("mention_id", *OF_A_MENTION))
    elsewhere = elsewhere.filter(~pl.col("article_id").is_in(own.implode())).join(moved, on="mention_id", how="anti")
    counted = add(come, profiles(elsewhere.select(OF_A_MENTION)))
    carried = _carried(standing, left, moved, counted["entity_id"])
    company = taken_off(
        added(carried, company_of(mentions.join(moved, on="mention_id", how="anti"))), company_of(before)
    )
    return described(add(counted, less(there.select(CORE), gone)), company), touched


def _carried(standing: pl.DataFrame, left: pl.DataFrame, moved: pl.DataFrame, counted: pl.Series) -> pl.DataFrame:
    """The published company, that of an entity of which no mention is left under the id that took its place."""
    old = left.select("mention_id", pl.col("entity_id").alias("_old"))
    pairs = old.join(moved.select("mention_id", "entity_id"), on="mention_id").select("_old", "entity_id")
    empty = pairs.filter(~pl.col("_old").is_in(counted.implode())).unique("_old", keep="first")
    return standing.with_columns(pl.col("entity_id").replace(dict(empty.iter_rows())))
