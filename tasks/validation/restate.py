"""State anew what quotes carry where some of them were rejected: a statement is of the quotes that are published."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import polars as pl

from expectations.checks import BROKEN, Checked, check_table
from expectations.contract import Context
from expectations.statements import STATEMENTS
from tasks.model.runs import Run
from tasks.statements.batch import statements_of
from tasks.storage.lookup import published_rows
from tasks.validation.broken import WITH_ITS_QUOTES
from tasks.validation.published import published_keys


def restated(
    checked: Mapping[str, Checked], replaced: Mapping[str, pl.DataFrame], run: Run, context: Context
) -> tuple[dict[str, Checked], dict[str, pl.DataFrame]]:
    """Statements from the quotes that passed; one that no quote is left of is among the broken ones.

    Args:
        checked: what came of the checks, by table, the rows of failed articles among the broken ones.
        replaced: the values whose published rows the batch takes away, none of failed articles.
        run: the run, which says where the published tables are.
        context: what was known at the first check.
    """
    if "statements" not in checked or not (checked["quotes"].broken.height or checked["statements"].broken.height):
        return dict(checked), dict(replaced)
    passed = {table: one.passed for table, one in checked.items()}
    known = replaced["quotes"]["article_id"] if "quotes" in replaced else pl.Series("article_id", [], pl.String)
    published = partial(published_rows, run.warehouse)
    stated = statements_of(passed["quotes"], passed["articles"], known, published, run.run_id)
    kept = {**replaced, "statements": stated.touched}
    passed |= {"quotes": stated.quotes, "statements": stated.statements}
    seen = replace(context, frames=passed, published=published_keys(run.warehouse, passed, kept))
    quotes = replace(checked["quotes"], passed=stated.quotes)
    return {**checked, "quotes": quotes, "statements": _again(checked["statements"], stated.statements, seen)}, kept


def _again(before: Checked, statements: pl.DataFrame, context: Context) -> Checked:
    """The table as checked again; what is rejected of it is what is not published now."""
    now = check_table(STATEMENTS, statements, context)
    gone = before.passed.with_columns(pl.lit([WITH_ITS_QUOTES], dtype=pl.List(pl.String)).alias(BROKEN))
    lost = pl.concat([before.broken, gone]).join(statements, on=STATEMENTS.key, how="anti", maintain_order="left")
    failed = {result.expectation: result.failed for result in now.results}
    results = tuple(replace(one, failed=failed.get(one.expectation, 0)) for one in before.results)
    return replace(now, broken=pl.concat([lost, now.broken]), results=results, view=before.view)
