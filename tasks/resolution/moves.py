"""Published rows that change because entities were put together or parted."""

from collections.abc import Mapping

import polars as pl

from expectations.entity_redirects import ENTITY_REDIRECTS
from tasks.model.lookups import Published, texts
from tasks.resolution.corrections import Corrections, Split

# The columns that hold an entity's id, by table.
OWNED = {"mentions": "entity_id", "quotes": "speaker_entity_id"}


def moved_rows(
    table: str, gone: Mapping[str, str], corrections: Corrections, batch: pl.Series, published: Published, run_id: str
) -> pl.DataFrame:
    """The published rows of `mentions` or `quotes` whose entity has another id now, with that id.

    Args:
        table: `mentions` or `quotes`.
        gone: ids that go, with those that took their place.
        corrections: what was said by hand; the mentions that a split takes away move too.
        batch: ids of the articles whose rows the batch replaces anyway.
        published: where to look published rows up.
        run_id: the run that moves them.
    """
    column = OWNED[table]
    wanted = {*gone, *(split.of for split in corrections.splits)}
    rows = published(table, column, texts(wanted)).filter(~pl.col("article_id").is_in(batch.implode()))
    now = pl.col(column).replace(dict(gone))
    for split in corrections.splits:
        now = _parted(split, column, now)
    moved = rows.with_columns(now.alias("_now")).filter(pl.col("_now") != pl.col(column))
    return moved.with_columns(pl.col("_now").alias(column), pl.lit(run_id).alias("run_id")).drop("_now")


def _parted(split: Split, column: str, otherwise: pl.Expr) -> pl.Expr:
    theirs = (pl.col(column) == split.of) & pl.col("article_id").is_in(sorted(split.articles))
    return pl.when(theirs).then(pl.lit(split.entity_id)).otherwise(otherwise)


def redirects(gone: Mapping[str, str], corrections: Corrections, published: Published, run_id: str) -> pl.DataFrame:
    """The rows of `entity_redirects` for ids that go, and those that led to them, which lead on now."""
    before = published("entity_redirects", "redirected_to", texts(gone))
    now = pl.col("redirected_to").replace(dict(gone)).alias("redirected_to")
    led_on = before.with_columns(now, pl.lit(run_id).alias("run_id"))
    made = [
        {
            "entity_id": entity,
            "redirected_to": to,
            "reason": "correction" if entity in corrections.merged else "evidence",
            "run_id": run_id,
        }
        for entity, to in sorted(gone.items())
    ]
    return pl.concat([pl.DataFrame(made, schema=ENTITY_REDIRECTS.schema, orient="row"), led_on])
