"""Make frames of Python's rows. Polars takes ten times as long where a column's values are lists of dictionaries."""

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from typing import Any

import polars as pl
from polars.datatypes import DataTypeClass

Dtype = pl.DataType | DataTypeClass


def frame_of(rows: Sequence[Mapping[str, Any]], schema: Mapping[str, Dtype]) -> pl.DataFrame:
    """A frame with these columns; rows have all of them, in columns of lists a sequence each.

    Raises:
        KeyError: a row lacks a column.
        TypeError: a value is not of its column's type.
    """
    return pl.DataFrame([column_of(name, [row[name] for row in rows], dtype) for name, dtype in schema.items()])


def column_of(name: str, values: Sequence[Any], dtype: Dtype) -> pl.Series:
    """A column of these values, which may be lists of plain values or of mappings; none of those is null."""
    if isinstance(dtype, pl.List):
        return _lists(name, values, dtype)
    if isinstance(dtype, pl.Struct):
        return frame_of(values, {field.name: field.dtype for field in dtype.fields}).to_struct(name)
    return pl.Series(name, values, dtype=dtype)


def _lists(name: str, values: Sequence[Sequence[Any]], dtype: pl.List) -> pl.Series:
    items = column_of(name, list(chain.from_iterable(values)), dtype.inner)
    places = chain.from_iterable(repeat(place, len(one)) for place, one in enumerate(values))
    held = pl.DataFrame([pl.Series("_place", list(places), dtype=pl.UInt32), items])
    lists = held.group_by("_place", maintain_order=True).agg(name)
    every = pl.DataFrame({"_place": pl.Series(range(len(values)), dtype=pl.UInt32)})
    return every.join(lists, on="_place", how="left", maintain_order="left")[name].fill_null([]).cast(dtype)
