"""Look published rows up by a few values of one column."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.storage.warehouse import read


def published_rows(
    warehouse: Path, table: str, column: str, values: pl.Series, columns: Sequence[str] | None = None
) -> pl.DataFrame:
    """The published rows of `table` that have one of `values` in `column`, or among its items where it is a list.

    Args:
        warehouse: where.
        table: its name.
        column: where the values are looked for.
        values: of its type, or of its items'.
        columns: what to read of the rows; everything if left out.

    Looked up in two steps, for most batches bring what is not there yet: the column alone first, and the other columns,
    texts among them, only of rows that are wanted.
    """
    nothing = empty(TABLES[table]).select(columns or pl.all())
    if values.is_empty():
        return nothing
    rows, wanted = read(warehouse, table), values.unique().rename(column).to_frame().lazy()
    if isinstance(TABLES[table].column(column).dtype, pl.List):
        return _with_items(rows, column, wanted).select(columns or pl.all())
    found = rows.select(column).join(wanted, on=column, how="semi").unique().collect()[column]
    matching = rows.filter(pl.col(column).is_in(found.implode())).select(columns or pl.all())
    return matching.collect() if found.len() else nothing


def _with_items(rows: pl.LazyFrame, column: str, wanted: pl.LazyFrame) -> pl.DataFrame:
    numbered = rows.with_row_index("_row")
    items = numbered.select("_row", column).explode(column)
    found = items.join(wanted, on=column, how="semi").select("_row").unique().collect()["_row"]
    return numbered.filter(pl.col("_row").is_in(found.implode())).drop("_row").collect()
