"""One Delta table: create, roll back, take rows out, put rows in, list its files. Nothing here knows of other tables.

A replacement is a delete and an append, or a month after the other written again: several Delta versions, one ledger
entry. One `overwrite` with a predicate would be one version, but Delta demands that every new row satisfies the
predicate, so that it had to name each of them. Who reads at the ledger's versions never sees those in between.
"""

import os
from collections.abc import Iterable, Sequence
from functools import reduce

import polars as pl
import pyarrow as pa
from deltalake import DeltaTable, WriterProperties, write_deltalake

from expectations.contract import Table
from expectations.schemas import arrow_schema, conform, to_arrow
from tasks.places.objects import ObjectFolder, delta_options
from tasks.places.place import Place
from tasks.storage.ledger import sync_path
from tasks.storage.parquet import scan_files

# Delta deletes by SQL text, 0.1 ms a literal, and few of the table's rows are in memory at a time. Beyond this many a
# month, or a table that has none, is read, filtered and written again instead.
MOST_LITERALS = 5_000
# Groups of few rows: rewriting a month of `articles` holds fewer texts at once, and look-ups skip more.
WRITER = WriterProperties(compression="ZSTD", compression_level=3, max_row_group_size=8192)


class Overtaken(Exception):
    """Somebody else has changed a table in the midst of our change: what it holds now is not to be published."""


def table_path(warehouse: Place, table: Table) -> Place:
    """Where the Delta table lies."""
    return warehouse / "tables" / table.name


def latest_version(path: Place, since: int = 0) -> int | None:
    """The newest version in the table's log; None where there is none. Lists names, reads nothing.

    Args:
        path: the table's folder.
        since: older versions are not looked for: in an object store a thousand names are a request.
    """
    names = (name.removesuffix(".json") for name in _names(path / "_delta_log", since) if name.endswith(".json"))
    return max((int(name) for name in names if name.isdecimal()), default=None)


def _names(folder: Place, since: int) -> Iterable[str]:
    if isinstance(folder, ObjectFolder):
        return [one.name for one in folder.below(f"{since:020d}")]
    try:
        return os.listdir(folder)  # noqa: PTH208 - names only: a Path for each of thousands costs more than the look
    except FileNotFoundError:
        return []


def open_table(warehouse: Place, table: Table) -> DeltaTable:
    """The table, made empty (version 0) where it does not exist."""
    path = table_path(warehouse, table)
    if latest_version(path) is not None:
        return at_version(path)
    path.mkdir(parents=True, exist_ok=True)
    return DeltaTable.create(
        path,
        storage_options=_options(path),
        schema=arrow_schema(table),
        name=table.name,
        description=table.row,
        partition_by=["month"] if table.partitioned else None,
        configuration={
            # Without this the statistics hold the articles' texts: 3.7 MB of log instead of 0.4.
            "delta.dataSkippingStatsColumns": ",".join(_short(table)),
            "delta.checkpointInterval": "50",
            # What has expired goes with `marsad maintain`, when nothing is left to be rolled back.
            "delta.enableExpiredLogCleanup": "false",
        },
    )


def at_version(path: Place, version: int | None = None) -> DeltaTable:
    """The table in this folder as it was at a version, the newest if left out."""
    return DeltaTable(path, version=version, storage_options=_options(path))


def _options(path: Place) -> dict[str, str] | None:
    return delta_options() if isinstance(path, ObjectFolder) else None


def _short(table: Table) -> list[str]:
    """The columns that queries skip files by: keys, sort order and times; never the long texts."""
    wanted = {*table.key, *table.replaced_by, *table.sort}
    return [
        column.name
        for column in table.columns
        if column.name != "month" and (column.name in wanted or isinstance(column.dtype, pl.Datetime))
    ]


def live_files(delta: DeltaTable) -> tuple[str, ...]:
    """The files that hold the table's rows at its version, as paths below the table's folder."""
    return tuple(files(delta)["path"].sort())


def files(delta: DeltaTable) -> pl.DataFrame:
    """The files that hold the table's rows at its version: `path`, `size_bytes`, `num_records`, `month` ("" without).

    Through polars: pyarrow would import pandas, 0.7 s, to see whether it is given one of its frames.
    """
    told = pl.DataFrame(delta.get_add_actions(flatten=True))
    month = pl.col("partition.month") if "partition.month" in told.columns else pl.lit("")
    return told.select("path", "size_bytes", "num_records", month.alias("month"))


def ranges(delta: DeltaTable, column: str) -> pl.DataFrame:
    """The `first` and `last` value of a column of text in each file, in the order of `files`; null where unknown."""
    told, absent = pl.DataFrame(delta.get_add_actions(flatten=True)), pl.lit(None, pl.String)
    known = {"first": f"min.{column}", "last": f"max.{column}"}
    return told.select((pl.col(name) if name in told.columns else absent).alias(edge) for edge, name in known.items())


def put(
    delta: DeltaTable, table: Table, new: pl.DataFrame, published: pl.LazyFrame, doomed: Sequence[pl.DataFrame] = ()
) -> None:
    """Take the doomed rows out and put the new ones in.

    Args:
        delta: the table at the version that `published` shows.
        table: its declaration.
        new: the rows to add.
        published: all rows of the table.
        doomed: values that single out the rows to take out, each frame in its own columns; a row that any frame
            matches goes. In a partitioned table `month` is among the columns: other months' files are not looked at.

    Raises:
        Overtaken: somebody else has changed the table meanwhile.
    """
    found = [values for values in doomed if values.height]
    before = delta.version()
    if sum(values.height for values in found) > MOST_LITERALS:
        new = _write_again(delta, table, new, published, found)
    elif found:
        delta.delete(" OR ".join(f"({condition(values)})" for values in found), writer_properties=WRITER)
        own(delta, before)
    if new.height:
        between = delta.version()
        write_deltalake(delta, to_arrow(table, new), mode="append", writer_properties=WRITER)
        own(delta, between)


def own(delta: DeltaTable, before: int) -> int:
    """The table's version after a change of ours, which is the next one.

    Delta lets appends of several writers through one after the other, and ours would hold the others' rows.

    Raises:
        Overtaken: somebody else has changed the table too.
    """
    if delta.version() > before + 1:
        raise Overtaken(delta.table_uri)
    return delta.version()


def overwrite(delta: DeltaTable, table: Table, rows: pl.DataFrame, month: str | None) -> None:
    """Write the rows in place of all that the table has of the month, or of all that it has, in one version of it.

    Raises:
        Overtaken: somebody else has changed the table meanwhile.
    """
    where, before = None if month is None else _any_of("month", [month]), delta.version()
    write_deltalake(delta, to_arrow(table, rows), mode="overwrite", predicate=where, writer_properties=WRITER)
    own(delta, before)


def lay_out(delta: DeltaTable, root: Place, table: Table, month: str, size: int) -> None:
    """Write a month's rows again in the table's order, in files of about so many bytes.

    Args:
        delta: the table, perhaps of an earlier release that lacked some columns.
        root: its folder.
        table: its declaration.
        month: the month, YYYY-MM.
        size: bytes.

    Raises:
        Overtaken: somebody else has changed the table meanwhile.
    """
    before, schema = delta.version(), pa.schema(delta.schema())
    held = files(delta).filter(pl.col("month") == month)["path"]
    rows = scan_files([root / path for path in held]).select(schema.names).collect().sort(table.sort)
    write_deltalake(
        delta,
        rows.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema),
        mode="overwrite",
        predicate=_any_of("month", [month]),
        target_file_size=size,
        writer_properties=WRITER,
    )
    own(delta, before)


def add_columns(delta: DeltaTable, table: Table, published: pl.LazyFrame) -> None:
    """Write the whole table again with the columns that its declaration has gained, null in the rows of before.

    Delta would take the new columns beside old files, but who reads the files as plain Parquet takes the columns of the
    first one for all. So every file gets them, once, in one commit; one month at a time is in memory.

    Args:
        delta: the table at the version that `published` shows.
        table: its declaration.
        published: all rows of the table, in the declared columns.
    """
    months = published.select("month").unique().collect()["month"].sort() if table.partitioned else [None]
    parts = (published if month is None else published.filter(pl.col("month") == month) for month in months)
    batches = (batch for part in parts for batch in to_arrow(table, part.collect()).to_batches())
    write_deltalake(
        delta,
        pa.RecordBatchReader.from_batches(arrow_schema(table), batches),
        mode="overwrite",
        schema_mode="overwrite",
        partition_by=["month"] if table.partitioned else None,
        writer_properties=WRITER,
    )


def _write_again(
    delta: DeltaTable, table: Table, new: pl.DataFrame, published: pl.LazyFrame, doomed: Sequence[pl.DataFrame]
) -> pl.DataFrame:
    """Write the table, or its months that hold doomed rows, again with the new rows in; those new rows not written.

    One month at a time is in memory, and each is a version of the table.
    """
    for month in _months(doomed) if table.partitioned else [None]:
        inside = pl.lit(True) if month is None else pl.col("month") == month
        kept = reduce(_without, doomed, published.filter(inside)).collect()
        rows = pl.concat([conform(table, kept), conform(table, new.filter(inside))])
        overwrite(delta, table, rows, month)
        new = new.filter(~inside)
    return new


def _months(doomed: Sequence[pl.DataFrame]) -> list[str]:
    return sorted({month for values in doomed for month in values["month"]})


def _without(rows: pl.LazyFrame, values: pl.DataFrame) -> pl.LazyFrame:
    return rows.join(values.lazy(), on=values.columns, how="anti")


def condition(values: pl.DataFrame) -> str:
    """SQL that is true of the rows that have these values, a row of `values` for a row, and false of all others.

    Nulls match nothing; the conditions on null make it false there rather than unknown.
    """
    rows = values.drop_nulls().unique()
    widest = max(rows.columns, key=lambda name: rows[name].n_unique())
    others = [name for name in rows.columns if name != widest]
    if not others:
        return _any_of(widest, rows[widest].to_list())
    groups = rows.group_by(others, maintain_order=True).agg(pl.col(widest)).iter_rows(named=True)
    return " OR ".join(
        f"({' AND '.join([*(_any_of(name, [group[name]]) for name in others), _any_of(widest, group[widest])])})"
        for group in groups
    )


def _any_of(name: str, values: Iterable[str | int]) -> str:
    listed = ", ".join(_literal(value) for value in values)
    return f'("{name}" IS NOT NULL AND "{name}" IN ({listed}))'


def _literal(value: str | int) -> str:
    match value:
        case int():
            return str(value)
        case str():
            return "'" + value.replace("'", "''") + "'"
    raise TypeError(f"{value!r}: rows are singled out by text and whole numbers only")


def sync(path: Place, files: Iterable[str]) -> None:
    """Wait until these files of the table and its log are on the disk: the library itself does not.

    An object store has what it has acknowledged.
    """
    if isinstance(path, ObjectFolder):
        return
    log = path / "_delta_log"
    newest = latest_version(path) or 0
    commits = [log / f"{version:020d}.json" for version in range(max(newest - 2, 0), newest + 1)]
    written = [path / file for file in files]
    for file in (*written, *commits):
        sync_path(file)
    for folder in {file.parent for file in written} | {log, path}:
        sync_path(folder)
