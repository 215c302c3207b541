"""Rows as files that others read: Parquet, CSV, JSON lines. A few thousand rows are in memory at a time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Literal

import polars as pl
import pyarrow.parquet as pq

from expectations.contract import Table
from expectations.schemas import arrow_schema, to_arrow

Format = Literal["parquet", "csv", "jsonl"]
Write = Callable[[pl.DataFrame], object]

_SLICE = 5_000
_BODIES = 200  # rows of a table with bytes, each of up to 10 MB
_TIME = "%Y-%m-%dT%H:%M:%S%.6fZ"
_BOM = b"\xef\xbb\xbf"
# What a spreadsheet takes for the beginning of a formula, in a text that anybody may have written.
_FORMULA = r"^[=+\-@\t\r]"


def write_table(table: Table, rows: pl.LazyFrame, path: Path, form: Format, excel: bool = False) -> int:
    """Write the rows to a file; how many there were.

    Args:
        table: what they are rows of.
        rows: the rows, in its columns.
        path: the file; one that is there is replaced.
        form: the format.
        excel: of CSV, with a byte order mark, and with an apostrophe before what a spreadsheet would compute.

    Raises:
        OSError: it cannot be written.
    """
    count = 0
    with _WRITERS[form](table, path, excel) as write:
        for part in rows.collect_batches(chunk_size=_BODIES if "body" in table.schema else _SLICE):
            write(part)
            count += part.height
    return count


@contextmanager
def _parquet(table: Table, path: Path, _excel: bool) -> Iterator[Write]:
    """With the columns' descriptions in it, as the warehouse's own files have them."""
    with pq.ParquetWriter(path, arrow_schema(table), compression="zstd") as writer:
        yield lambda part: writer.write_table(to_arrow(table, part))


@contextmanager
def _csv(table: Table, path: Path, excel: bool) -> Iterator[Write]:
    with path.open("wb") as file:
        file.write(_BOM if excel else b"")
        file.write((",".join(table.schema) + "\n").encode())
        yield lambda part: file.write(_as_csv(part, excel))


def _as_csv(part: pl.DataFrame, excel: bool) -> bytes:
    flat = plain(part).with_columns(_json(part, name) for name, dtype in part.schema.items() if dtype.is_nested())
    if excel:
        flat = flat.with_columns(_harmless(name) for name, dtype in flat.schema.items() if dtype == pl.String)
    return flat.write_csv(include_header=False, datetime_format=_TIME).encode()


def _json(part: pl.DataFrame, name: str) -> pl.Series:
    """A nested column as JSON; null where it is null."""
    lines = part.select(pl.col(name).alias("_")).write_ndjson().splitlines()
    values = [line.removeprefix('{"_":').removesuffix("}") for line in lines]
    return pl.Series(name, [None if value == "null" else value for value in values], dtype=pl.String)


def _harmless(name: str) -> pl.Expr:
    starts = pl.col(name).str.contains(_FORMULA)
    return pl.when(starts).then(pl.concat_str(pl.lit("'"), name)).otherwise(name).alias(name)


@contextmanager
def _jsonl(_table: Table, path: Path, _excel: bool) -> Iterator[Write]:
    with path.open("wb") as file:
        yield lambda part: file.write(plain(part).write_ndjson().encode())


def plain(part: pl.DataFrame) -> pl.DataFrame:
    """The rows with bytes as Base64."""
    return part.with_columns(pl.col(pl.Binary).bin.encode("base64"))


_WRITERS: Mapping[Format, Callable[[Table, Path, bool], AbstractContextManager[Write]]] = {
    "parquet": _parquet,
    "csv": _csv,
    "jsonl": _jsonl,
}
