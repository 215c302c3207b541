"""The polars and Arrow schemas of a table, made from its declaration.

Column descriptions travel as field metadata under the key `comment`, the one that Delta and Spark use: they are in the
Delta log and in the footer of every Parquet file (all but that of `month`, which is a folder's name and in no file).
"""

from functools import cache

import polars as pl
import pyarrow as pa

from expectations.contract import Table

COMMENT = b"comment"


def empty(table: Table) -> pl.DataFrame:
    """A frame of the table's schema without rows."""
    return _empty(table).clone()


@cache
def _empty(table: Table) -> pl.DataFrame:
    return pl.DataFrame(schema=table.schema)


def conform(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the table's columns, in their order and types.

    Raises:
        polars.exceptions.PolarsError: a column is missing, or holds values that are none of its type.
    """
    return frame.select(pl.col(column.name).cast(column.dtype) for column in table.columns)


def declared(table: Table, rows: pl.LazyFrame) -> pl.LazyFrame:
    """The rows in the table's columns; one that may be null and that they lack is null in every row.

    Raises:
        polars.exceptions.PolarsError: when collected, where another column is missing.
    """
    there = rows.collect_schema()
    return rows.select(
        pl.lit(None, column.dtype).alias(column.name) if column.nullable and column.name not in there else column.name
        for column in table.columns
    )


@cache
def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema: polars' types, nullability and descriptions as declared."""
    plain = empty(table).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    return pa.schema(
        [
            pa.field(column.name, plain.field(column.name).type, column.nullable, {COMMENT: column.description})
            for column in table.columns
        ]
    )


def to_arrow(table: Table, frame: pl.DataFrame) -> pa.Table:
    """The frame as an Arrow table of the table's schema, sorted as the table's files are.

    Raises:
        polars.exceptions.PolarsError: as `conform`.
        ValueError: a column that is not nullable has nulls.
    """
    rows = conform(table, frame)
    if table.sort:
        rows = rows.sort(table.sort, maintain_order=True)
    return rows.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(arrow_schema(table))
