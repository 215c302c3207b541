"""Look published rows up by a few values of one column, or of any of several."""

from collections.abc import Sequence

import polars as pl

from expectations.contract import Table
from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.places.place import Place
from tasks.storage.warehouse import read


def published_rows(
    warehouse: Place,
    table: str,
    column: str | Sequence[str],
    values: pl.Series,
    columns: Sequence[str] | None = None,
    months: Sequence[str] | None = None,
) -> pl.DataFrame:
    """The published rows of `table` that have one of `values` in `column`, or among its items where it is a list.

    By one column they are looked up in two steps (see `rows_with`). By `month` other months' files are not opened. By
    several columns some rows are always wanted, and they are read at once.

    Args:
        warehouse: where the tables are.
        table: the table.
        column: the column to look in; of several columns, none of them lists, it is enough that one has a value.
        values: what to look for.
        columns: the columns to read; all if left out.
        months: the months, YYYY-MM, whose files are read; all if left out.
    """
    wanted = list(columns or TABLES[table].schema)
    if values.is_empty():
        return empty(TABLES[table]).select(wanted)
    whole = read(warehouse, table)
    rows = whole if months is None else whole.filter(pl.col("month").is_in(list(months)))
    if not isinstance(column, str):
        having = pl.any_horizontal(pl.col(column).is_in(values.unique().implode()))
        return rows.filter(having).select(wanted).collect()
    looked_for = values.unique().rename(column).to_frame().lazy()
    if column == "month":
        return rows.filter(pl.col(column).is_in(values.unique().to_list())).select(wanted).collect()
    if isinstance(TABLES[table].column(column).dtype, pl.List):
        return _with_items(rows, column, looked_for, wanted)
    return rows_with(rows, TABLES[table], values.rename(column).to_frame(), wanted)


def rows_with(rows: pl.LazyFrame, table: Table, wanted: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The rows that have the values of a row of `wanted` in its columns; of them these columns.

    In two steps, for most batches bring what is not there yet: the looked-for columns alone first, and the others,
    texts among them, only of rows that are wanted, from the months where they lie.

    Args:
        rows: rows of a table.
        table: its declaration.
        wanted: what to look for, in some of the columns, none of them `month` or a list.
        columns: the columns to read.
    """
    where = ["month"] if table.partitioned else []
    looked_for = rows.select(*wanted.columns, *where)
    found = looked_for.join(wanted.lazy(), on=wanted.columns, how="semi").unique().collect()
    if found.is_empty():
        return empty(table).select(columns)
    there = rows.filter(*(pl.col(name).is_in(found[name].unique().implode()) for name in found.columns))
    if len(wanted.columns) > 1:
        there = there.join(found.lazy(), on=wanted.columns, how="semi", maintain_order="left")
    return there.select(columns).collect()


def _with_items(rows: pl.LazyFrame, column: str, wanted: pl.LazyFrame, columns: Sequence[str]) -> pl.DataFrame:
    numbered = rows.with_row_index("_row")
    items = numbered.select("_row", column).explode(column)
    found = items.join(wanted, on=column, how="semi").select("_row").unique().collect()["_row"]
    return numbered.filter(pl.col("_row").is_in(found.implode())).select(columns).collect()
