"""Count entities again where mentions were rejected: a count is of what is published."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import polars as pl

from expectations.checks import BROKEN, Checked, check_table
from expectations.contract import Context
from expectations.tables import TABLES
from tasks.places.place import Place
from tasks.resolution.entities import entities_of
from tasks.storage.lookup import published_rows
from tasks.validation.broken import WITH_ITS_MENTIONS
from tasks.validation.published import published_keys

# What an entity's count changes: its own row, and quotes whose speaker may be gone. Mentions passed with their entity.
_DEPENDENT = ("entities", "quotes")


def recounted(
    checked: Mapping[str, Checked], replaced: Mapping[str, pl.DataFrame], warehouse: Place, context: Context
) -> tuple[dict[str, Checked], dict[str, pl.DataFrame]]:
    """Entities from the mentions that passed, and the quotes whose speaker is none of them among the broken ones.

    Resolution has counted the mentions that validation rejects. So where it rejected any, entities are made anew from
    the others, and an entity that is left without a mention is not published.

    Args:
        checked: what came of the checks, by table, the rows of failed articles among the broken ones.
        replaced: the values whose published rows the batch takes away, none of failed articles.
        warehouse: where the published tables are.
        context: what was known at the first check.
    """
    if not any(table in checked and checked[table].broken.height for table in ("mentions", "entities")):
        return dict(checked), dict(replaced)
    articles = replaced["mentions"]["article_id"] if "mentions" in replaced else pl.Series("article_id", [], pl.String)
    entities, touched = entities_of(checked["mentions"].passed, articles, partial(published_rows, warehouse))
    kept = {**replaced, "entities": touched}
    passed = {table: one.passed for table, one in checked.items()} | {"entities": entities}
    seen = replace(context, frames=passed, published=published_keys(warehouse, passed, kept))
    again = {table: _again(table, passed[table], checked[table], seen) for table in _DEPENDENT if table in checked}
    return {**checked, **again}, kept


def _again(table: str, rows: pl.DataFrame, before: Checked, context: Context) -> Checked:
    """The table as checked again, with the rows that broke something before; results count both."""
    now = check_table(TABLES[table], rows, context)
    failed = {result.expectation: result.failed for result in now.results}
    results = tuple(replace(one, failed=one.failed + failed.get(one.expectation, 0)) for one in before.results)
    broken = pl.concat([before.broken, now.broken, _gone(table, before.passed, rows)])
    return replace(now, broken=broken, results=results, view=before.view)


def _gone(table: str, before: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that are there no more, marked as broken: entities that no mention is left of."""
    lost = before.join(rows, on=TABLES[table].key, how="anti", maintain_order="left")
    return lost.with_columns(pl.lit([WITH_ITS_MENTIONS], dtype=pl.List(pl.String)).alias(BROKEN))
