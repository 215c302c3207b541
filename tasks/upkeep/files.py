"""Whether the files are all there: those that the ledger names, whole, and the snapshot that shows them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from expectations.contract import Table
from expectations.tables import TABLES
from tasks.storage import snapshot
from tasks.storage.delta import files, latest_version, table_path
from tasks.storage.ledger import Entry
from tasks.upkeep.findings import Finding


def file_findings(warehouse: Path, entry: Entry) -> Iterator[Finding]:
    """What is wrong with the files of all tables as the ledger's entry has them; no row is read."""
    for table in TABLES.values():
        version = entry.tables.get(table.name)
        if version is not None:
            yield from _of_table(warehouse, table, version, entry)
    unknown = sorted(set(entry.tables) - set(TABLES))
    if unknown:
        yield Finding("ledger", "tables_declared", len(unknown), unknown[0])


def _of_table(warehouse: Path, table: Table, version: int, entry: Entry) -> Iterator[Finding]:
    root = table_path(warehouse, table)
    latest = latest_version(root)
    if latest is None or latest < version:
        yield Finding(table.name, "version_exists", 1, f"version {version}", "backup")
        return
    try:
        known = files(DeltaTable(root, version=version))
    except (DeltaError, OSError) as error:
        yield Finding(table.name, "log_readable", 1, f"version {version}: {str(error).splitlines()[0]}", "backup")
        return
    stated = {row["path"]: row for row in known.iter_rows(named=True)}
    gone = [file for file in sorted(stated) if not (root / file).is_file()]
    if gone:
        yield Finding(table.name, "files_exist", len(gone), gone[0], "backup")
    there = {file: row for file, row in sorted(stated.items()) if file not in gone}
    cut = [file for file, row in there.items() if (root / file).stat().st_size != row["size_bytes"]]
    if cut:
        yield Finding(table.name, "files_have_their_size", len(cut), cut[0], "backup")
    broken = [file for file, row in there.items() if file not in cut and _rows(root / file) != row["num_records"]]
    if broken:
        yield Finding(table.name, "files_readable", len(broken), broken[0], "backup")
    yield from _shown(warehouse, table, entry, {file: row["size_bytes"] for file, row in there.items()})


def _rows(file: Path) -> int | None:
    """How many rows the file says it has; None where it is no Parquet file."""
    try:
        return int(pq.read_metadata(file).num_rows)
    except (OSError, ValueError):  # pyarrow's errors are kinds of ValueError
        return None


def _shown(warehouse: Path, table: Table, entry: Entry, sizes: Mapping[str, int]) -> Iterator[Finding]:
    """Whether the snapshot of the entry shows these files and no others; copies, as of a backup, are as good."""
    folder = warehouse / ".snapshots" / f"{entry.number:08d}" / table.name
    if snapshot.number(warehouse) != entry.number:
        return
    found = {str(path.relative_to(folder)): path.stat().st_size for path in folder.rglob("*.parquet")}
    found.pop("empty.parquet", None)
    differing = sorted(file for file in found.keys() | sizes.keys() if found.get(file) != sizes.get(file))
    if differing:
        yield Finding(table.name, "snapshot_as_ledger", len(differing), differing[0], "again")
