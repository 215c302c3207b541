"""Snapshots: the live files of all tables at one ledger entry, hard-linked, and the link `current` to the newest.

Analysts read plain Parquet below `<warehouse>/current/`. A snapshot is never changed once it is linked, and stays for a
while after the next one: who resolved `current` before reading sees tables that agree, whatever is committed meanwhile.

An object store has no links: what it shows are the tables at the newest entry's versions, and there is nothing to link.
"""

import errno
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import polars as pl
import pyarrow.parquet as pq
from deltalake import DeltaTable

from expectations.contract import Table
from expectations.schemas import arrow_schema, declared, empty
from expectations.tables import TABLES
from tasks.places.objects import ObjectFolder
from tasks.places.place import Place
from tasks.storage import ledger
from tasks.storage.delta import live_files, table_path
from tasks.storage.ledger import Entry
from tasks.storage.versions import Versions

# What is shown: a folder of links, or the tables at an entry's versions.
Shown = Path | Versions

# A query over years takes minutes at the most; a run commits a batch every few seconds.
KEPT_SECONDS = 600
KEPT_AT_LEAST = 3
KEPT_AT_MOST = 200
# Whoever pins a snapshot is done with it in a day.
PINNED_SECONDS = 24 * 3600
_PINNED = "pinned-"
_END = b"PAR1"  # of every Parquet file


def current(warehouse: Place) -> Shown | None:
    """The newest snapshot, a folder resolved; None where nothing was ever committed."""
    if isinstance(warehouse, ObjectFolder):
        last = ledger.last(warehouse)
        return Versions(warehouse, last) if last is not None else None
    link = warehouse / "current"
    return link.resolve() if link.is_symlink() and link.exists() else None


def number(warehouse: Place) -> int:
    """The ledger entry that `current` shows; 0 where there is none."""
    match current(warehouse):
        case Versions(entry=entry):
            return entry.number
        case Path(name=name):
            return int(name)
    return 0


def cut_off(warehouse: Place) -> Path | None:
    """A file of the newest snapshot that does not end as Parquet does; None where all do.

    An object is there whole or not at all.
    """
    shown = current(warehouse)
    files = sorted(shown.rglob("*.parquet")) if isinstance(shown, Path) else []
    return next((file for file in files if not _is_whole(file)), None)


def _is_whole(file: Path) -> bool:
    with file.open("rb") as opened:
        opened.seek(max(file.stat().st_size - len(_END), 0))
        return opened.read() == _END


@contextmanager
def pinned(warehouse: Place, entry: Entry) -> Iterator[Shown]:
    """What is shown of this entry, so that it stays as long as the block runs, whatever is committed.

    The snapshot is linked once more. Where nothing may be written it is the snapshot itself, and nobody commits
    meanwhile. In an object store the files of an entry stay for as many hours as history is kept.
    """
    if isinstance(warehouse, ObjectFolder):
        yield Versions(warehouse, entry)
        return
    snapshots = warehouse / ".snapshots"
    shown, own = snapshots / f"{entry.number:08d}", snapshots / f"{_PINNED}{uuid4().hex[:12]}"
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


def prune(warehouse: Place) -> None:
    """Remove snapshots that nobody should be reading any more, and those that a killed reader has pinned."""
    shown = current(warehouse)
    if isinstance(shown, Path):
        snapshots = shown.parent
        _prune(snapshots, shown)
        for folder in snapshots.glob(f"{_PINNED}*"):
            if folder.stat().st_mtime < time.time() - PINNED_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def show(warehouse: Place, entry: Entry, before: Entry | None = None) -> Shown:
    """Link the entry's files into a snapshot and make it the current one; its folder.

    Args:
        warehouse: the warehouse.
        entry: what to show.
        before: the entry that `current` shows; tables whose version is the same are linked from there.
    """
    if isinstance(warehouse, ObjectFolder):
        return Versions(warehouse, entry)
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
    root = warehouse / "tables" / table.name
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
    """Remove snapshots that nobody should be reading any more; the newest few stay whatever their age.

    One was read until the next came, however old it is itself: of a warehouse that rested for a day the snapshot of
    the day before may have been opened a moment ago.
    """
    folders = sorted((path for path in snapshots.iterdir() if path.name.isdecimal()), reverse=True)
    made, oldest = [folder.stat().st_mtime for folder in folders], time.time() - KEPT_SECONDS
    for rank, (folder, left_at) in enumerate(zip(folders[1:], made, strict=False), 1):
        if folder != shown and (rank >= KEPT_AT_MOST or (rank >= KEPT_AT_LEAST and left_at < oldest)):
            shutil.rmtree(folder, ignore_errors=True)


def scan(shown: Shown, table: str) -> pl.LazyFrame:
    """The table in this snapshot, `month` and all; a nullable column that its files lack is null in every row.

    A table that came later than the snapshot has no rows.
    """
    frame = shown.frame(table) if isinstance(shown, Versions) else _linked(shown, table)
    if frame is None:
        return empty(TABLES[table]).lazy()
    return declared(TABLES[table], frame)


def _linked(folder: Path, table: str) -> pl.LazyFrame | None:
    return pl.scan_parquet(folder / table, hive_partitioning=True) if (folder / table).is_dir() else None


def opening(shown: Shown, warehouse: Place, table: str) -> str:
    """The Python that opens a table: for good in a folder, as of this entry in an object store."""
    if isinstance(shown, Path):
        return f'pl.scan_parquet("{warehouse}/current/{table}/")'
    address, version = table_path(warehouse, TABLES[table]), shown.entry.tables.get(table)
    return f'pl.scan_delta("{address}", version={version})'


def files(shown: Shown, table: str) -> Sequence[Place]:
    """The files that hold the table's rows."""
    if isinstance(shown, Versions):
        return [table_path(shown.warehouse, TABLES[table]) / path for path in shown.files(table)]
    return sorted((shown / table).rglob("*.parquet"))


def sizes(shown: Shown) -> Mapping[str, tuple[int, int]]:
    """Rows and bytes of each table of a snapshot."""
    return {name: shown.size(name) if isinstance(shown, Versions) else _size(shown / name) for name in TABLES}


def _size(folder: Path) -> tuple[int, int]:
    files = list(folder.rglob("*.parquet"))
    rows = sum(pq.read_metadata(file).num_rows for file in files)
    return rows, sum(file.stat().st_size for file in files)
