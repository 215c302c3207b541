"""Snapshots: the live files of all tables at one ledger entry, hard-linked, and the link `current` to the newest.

Analysts read plain Parquet below `<warehouse>/current/`. A snapshot is never changed once it is linked, and stays for a
while after the next one: who resolved `current` before reading sees tables that agree, whatever is committed meanwhile.
"""

import errno
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import polars as pl
import pyarrow.parquet as pq
from deltalake import DeltaTable

from expectations.contract import Table
from expectations.schemas import arrow_schema, declared, empty
from expectations.tables import TABLES
from tasks.storage.delta import live_files, table_path
from tasks.storage.ledger import Entry

# A query over years takes minutes at the most; a run commits a batch every few seconds.
KEPT_SECONDS = 600
KEPT_AT_LEAST = 3
KEPT_AT_MOST = 200
# Whoever pins a snapshot is done with it in a day.
PINNED_SECONDS = 24 * 3600
_PINNED = "pinned-"
_END = b"PAR1"  # of every Parquet file


def current(warehouse: Path) -> Path | None:
    """The folder of the newest snapshot, resolved; None where nothing was ever committed."""
    link = warehouse / "current"
    return link.resolve() if link.is_symlink() and link.exists() else None


def number(warehouse: Path) -> int:
    """The ledger entry that `current` shows; 0 where there is none."""
    folder = current(warehouse)
    return int(folder.name) if folder is not None else 0


def cut_off(warehouse: Path) -> Path | None:
    """A file of the newest snapshot that does not end as Parquet does; None where all do."""
    shown = current(warehouse)
    files = sorted(shown.rglob("*.parquet")) if shown is not None else []
    return next((file for file in files if not _is_whole(file)), None)


def _is_whole(file: Path) -> bool:
    with file.open("rb") as opened:
        opened.seek(max(file.stat().st_size - len(_END), 0))
        return opened.read() == _END


@contextmanager
def pinned(warehouse: Path, number: int) -> Iterator[Path]:
    """The snapshot of this entry, linked once more, so that it stays as long as the block runs, whatever is committed.

    Where nothing may be written it is the snapshot itself, and nobody commits meanwhile.
    """
    shown, own = warehouse / ".snapshots" / f"{number:08d}", warehouse / ".snapshots" / f"{_PINNED}{uuid4().hex[:12]}"
    try:
        shutil.copytree(shown, own, copy_function=os.link)
        os.utime(own)
    except PermissionError:
        own = shown
    except OSError as error:
        if error.errno != errno.EROFS:
            raise
        own = shown
    try:
        yield own
    finally:
        if own != shown:
            shutil.rmtree(own, ignore_errors=True)


def prune(warehouse: Path) -> None:
    """Remove snapshots that nobody should be reading any more, and those that a killed reader has pinned."""
    snapshots, shown = warehouse / ".snapshots", current(warehouse)
    if shown is not None:
        _prune(snapshots, shown)
        for folder in snapshots.glob(f"{_PINNED}*"):
            if folder.stat().st_mtime < time.time() - PINNED_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def show(warehouse: Path, entry: Entry, before: Entry | None = None) -> Path:
    """Link the entry's files into a snapshot and make it the current one; its folder.

    Args:
        warehouse: the warehouse.
        entry: what to show.
        before: the entry that `current` shows; tables whose version is the same are linked from there.
    """
    snapshots = warehouse / ".snapshots"
    folder, building = snapshots / f"{entry.number:08d}", snapshots / ".building"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    for table in TABLES.values():
        _link(warehouse, table, entry, before, building / table.name)
    shutil.rmtree(folder, ignore_errors=True)
    building.rename(folder)
    _swap(warehouse, folder)
    _prune(snapshots, folder)
    return folder


def _link(warehouse: Path, table: Table, entry: Entry, before: Entry | None, target: Path) -> None:
    target.mkdir()
    version = entry.tables.get(table.name)
    source = warehouse / "current" / table.name
    if before is not None and before.tables.get(table.name) == version and source.is_dir():
        _link_files(source, (str(path.relative_to(source)) for path in source.rglob("*.parquet")), target)
        return
    root = table_path(warehouse, table)
    files = live_files(DeltaTable(root, version=version)) if version is not None else ()
    _link_files(root, files, target)
    if not files:
        _write_empty(table, target)


def _link_files(root: Path, files: Iterable[str], target: Path) -> None:
    made: set[str] = set()
    for file in files:
        month, _, _ = file.rpartition("/")
        if month not in made:
            (target / month).mkdir(exist_ok=True)
            made.add(month)
        os.link(
            f"{root}/{file}", f"{target}/{file}"
        )  # plain text: a Path for each of thousands takes longer than linking


def _write_empty(table: Table, target: Path) -> None:
    """A file without rows, so that the table can be opened; `month` is in it, for it lies in no month's folder."""
    pq.write_table(arrow_schema(table).empty_table(), target / "empty.parquet")


def _swap(warehouse: Path, folder: Path) -> None:
    link = warehouse / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(folder.relative_to(warehouse))
    link.replace(warehouse / "current")


def _prune(snapshots: Path, shown: Path) -> None:
    """Remove snapshots that nobody should be reading any more; the newest few stay whatever their age."""
    folders = sorted((path for path in snapshots.iterdir() if path.name.isdecimal() and path != shown), reverse=True)
    oldest = time.time() - KEPT_SECONDS
    for rank, folder in enumerate(folders, 1):
        if rank >= KEPT_AT_MOST or (rank >= KEPT_AT_LEAST and folder.stat().st_mtime < oldest):
            shutil.rmtree(folder, ignore_errors=True)


def scan(folder: Path, table: str) -> pl.LazyFrame:
    """The table in this snapshot, `month` and all; a nullable column that its files lack is null in every row.

    A table that came later than the snapshot has no rows.
    """
    if not (folder / table).is_dir():
        return empty(TABLES[table]).lazy()
    return declared(TABLES[table], pl.scan_parquet(folder / table, hive_partitioning=True))


def sizes(folder: Path) -> Mapping[str, tuple[int, int]]:
    """Rows and bytes of each table of a snapshot."""
    return {name: _size(folder / name) for name in TABLES}


def _size(folder: Path) -> tuple[int, int]:
    files = list(folder.rglob("*.parquet"))
    rows = sum(pq.read_metadata(file).num_rows for file in files)
    return rows, sum(file.stat().st_size for file in files)
