"""One Delta table kept small and quick: compaction of small files, vacuum, checkpoints of the log.

Nothing here changes a row. The caller is in a turn of the warehouse, and writes the ledger's entry.
"""

from collections.abc import Iterable
from pathlib import Path

import polars as pl
from deltalake import DeltaTable

from expectations.contract import Table
from tasks.storage.delta import WRITER, files, latest_version, live_files, sync

# Bytes of a file that is large enough to be left alone. A night writes at most so much again of each table.
LARGE = 64_000_000


def opened(warehouse: Path, table: Table, version: int | None = None) -> DeltaTable | None:
    """The table at a version, else at its newest; None where there is none."""
    path = warehouse / "tables" / table.name
    return DeltaTable(path, version=version) if latest_version(path) is not None else None


def scattered(delta: DeltaTable) -> frozenset[str]:
    """The months with two small files or more; "" stands for a table that has no months."""
    small = files(delta).filter(pl.col("size_bytes") < LARGE).group_by("month").len().filter(pl.col("len") > 1)
    return frozenset(small["month"])


def compact(warehouse: Path, table: Table, month: str) -> int:
    """Put the month's small files together; by how many there are fewer.

    Delta's own compaction: rows stay in the order of their files, which are read one after another, so that no more
    than a few batches of rows are in memory.

    Raises:
        RuntimeError: rows were lost or doubled; nothing stands of it as long as no ledger entry says so.
    """
    delta = opened(warehouse, table)
    if delta is None or month not in scattered(delta):
        return 0
    rows, before = _rows(delta), set(live_files(delta))
    delta.optimize.compact(
        partition_filters=[("month", "=", month)] if month else None,
        target_size=2 * LARGE,
        max_concurrent_tasks=1,
        writer_properties=WRITER,
    )
    after = set(live_files(delta))
    if _rows(delta) != rows:
        raise RuntimeError(f"compaction of {table.name} {month} made {_rows(delta)} rows of {rows}")
    sync(warehouse / "tables" / table.name, after - before)
    return len(before) - len(after)


def _rows(delta: DeltaTable) -> int:
    return int(files(delta)["num_records"].sum())


def vacuum(warehouse: Path, table: Table, hours: int) -> int:
    """Delete the table's files that no version of the last so many hours has; the bytes that they had.

    Files that a killed writer left, of which no version knows, go too.
    """
    delta = opened(warehouse, table)
    if delta is None:
        return 0
    root = warehouse / "tables" / table.name
    size = _size(root, delta.vacuum(hours, enforce_retention_duration=False, full=True))
    if size:  # without this every night would write two versions that say that nothing was done
        delta.vacuum(hours, dry_run=False, enforce_retention_duration=False, full=True)
        sync(root, ())
    return size


def _size(root: Path, files: Iterable[str]) -> int:
    """The bytes of those that are there: Delta lists what it deleted before again and again."""
    return sum(path.stat().st_size for path in (root / file for file in set(files)) if path.is_file())


def checkpoint(warehouse: Path, table: Table) -> None:
    """Write what the log says so far into one file, and drop what is older than the log is kept (30 days).

    Only where the log has grown since: of a table that nobody writes to nothing changes.
    """
    delta = opened(warehouse, table)
    if delta is not None and not _has_checkpoint(warehouse / "tables" / table.name, delta.version()):
        delta.create_checkpoint()
        delta.cleanup_metadata()


def _has_checkpoint(root: Path, version: int) -> bool:
    return (root / "_delta_log" / f"{version:020d}.checkpoint.parquet").exists()
