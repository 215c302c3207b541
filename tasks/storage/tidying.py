"""One Delta table kept small and quick: compaction of small files, vacuum, checkpoints of the log.

Nothing here changes a row; those of ranged tables are put in another order. The caller is in a turn of the warehouse,
and writes the ledger's entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl
from deltalake import DeltaTable

from expectations.contract import Table
from tasks.places.place import Place, sizes_below
from tasks.storage.delta import WRITER, Overtaken, at_version, files, lay_out, live_files, own, ranges, sync

# Bytes of a file that is large enough to be left alone. A night writes at most so much again of each table.
LARGE = 64_000_000
# Into how many files of at least so many bytes a month of a ranged table is laid out.
RANGES, LEAST = 8, 250_000
MOST_SHARING = 3  # a value at the border of two ranges, which lies in a new file too


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a table: its version since, and how much that was."""

    version: int
    amount: int


def scattered(delta: DeltaTable, table: Table) -> frozenset[str]:
    """The months with two small files or more; "" stands for a table that has no months.

    Of a ranged table also those in which one value may lie in more than `MOST_SHARING` files.
    """
    least, held = LEAST // 2 if table.ranged else LARGE, files(delta)
    small = held.filter(pl.col("size_bytes") < least).group_by("month").len().filter(pl.col("len") > 1)
    crowded = _crowded(held["month"], ranges(delta, table.sort[0])) if table.ranged else ()
    return frozenset((*small["month"], *crowded))


def _crowded(months: pl.Series, bounds: pl.DataFrame) -> Iterable[str]:
    """The months in which some value lies between the first and the last one of too many files."""
    edges = pl.concat(
        bounds.select(months, pl.col(edge).alias("value"), pl.lit(by).alias("by"))
        for edge, by in (("first", 1), ("last", -1))
    )
    ordered = edges.drop_nulls("value").sort("month", "value", "by", descending=(False, False, True))
    open_there = ordered.select("month", pl.col("by").cum_sum().over("month").alias("files"))
    return open_there.filter(pl.col("files") > MOST_SHARING)["month"].unique()


def compact(table: Table, root: Place, version: int, month: str) -> Change | None:
    """Put the month's small files together; by how many there are fewer, None where there is nothing to do.

    Of a ranged table the whole month is laid out anew, for which it is in memory. Of others Delta's own compaction:
    rows stay in the order of their files, which are read one after another, so that no more than a few batches of rows
    are in memory.

    Args:
        table: its declaration.
        root: its folder.
        version: its version, as the ledger has it.
        month: the month, "" of a table that has no months.

    Raises:
        RuntimeError: rows were lost or doubled; nothing stands of it as long as no ledger entry says so.
        Overtaken: somebody else has changed the table meanwhile.
    """
    delta = at_version(root, version)
    if month not in scattered(delta, table):
        return None
    rows, before = _rows(delta), set(live_files(delta))
    if table.ranged:
        size = int(files(delta).filter(pl.col("month") == month)["size_bytes"].sum()) // RANGES
        lay_out(delta, root, table, month, max(size, LEAST))
    else:
        delta.optimize.compact(
            partition_filters=[("month", "=", month)] if month else None,
            target_size=2 * LARGE,
            max_concurrent_tasks=1,
            writer_properties=WRITER,
        )
        own(delta, version)
    after = set(live_files(delta))
    if _rows(delta) != rows:
        raise RuntimeError(f"compaction of {root.name} {month} made {_rows(delta)} rows of {rows}")
    sync(root, after - before)
    return Change(delta.version(), len(before) - len(after))


def _rows(delta: DeltaTable) -> int:
    return int(files(delta)["num_records"].sum())


def vacuum(root: Place, version: int, hours: int) -> Change | None:
    """Delete the table's files that no version of the last so many hours has; the bytes that they had, None without.

    Files that a killed writer left, of which no version knows, go too.

    Args:
        root: the table's folder.
        version: the table's, as the ledger has it.
        hours: how many.

    Raises:
        Overtaken: somebody else has changed the table meanwhile.
    """
    delta = at_version(root, version)
    size = _expired(delta, root, hours)
    if not size:  # without this every night would write two versions that say that nothing was done
        return None
    before = live_files(delta)
    delta.vacuum(hours, dry_run=False, enforce_retention_duration=False, full=True)
    if live_files(delta) != before:
        raise Overtaken(root.name)
    sync(root, ())
    return Change(delta.version(), size)


def _expired(delta: DeltaTable, root: Place, hours: int) -> int:
    """The bytes of those that are there: Delta lists what it deleted before again and again."""
    old = set(delta.vacuum(hours, enforce_retention_duration=False, full=True))
    return sum(size for file, size in sizes_below(root).items() if file in old) if old else 0


def checkpoint(root: Place, version: int) -> None:
    """Write what the log says up to this version into one file, and drop what is older than the log is kept (30 days).

    Only where the log has grown since: of a table that nobody writes to nothing changes.

    Args:
        root: the table's folder.
        version: the table's, as the ledger has it.
    """
    if not _has_checkpoint(root, version):
        delta = at_version(root, version)
        delta.create_checkpoint()
        delta.cleanup_metadata()


def _has_checkpoint(root: Place, version: int) -> bool:
    return (root / "_delta_log" / f"{version:020d}.checkpoint.parquet").exists()
