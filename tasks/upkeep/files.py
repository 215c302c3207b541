"""Whether the files are all there: those that the ledger names, whole, and the snapshot that shows them."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deltalake.exceptions import DeltaError

from expectations.contract import Table
from expectations.tables import TABLES
from tasks.places.objects import answering
from tasks.places.place import Place, sizes_below
from tasks.storage import snapshot
from tasks.storage.delta import at_version, files, latest_version, table_path
from tasks.storage.ledger import Entry
from tasks.storage.parquet import reading
from tasks.upkeep.findings import Finding

# In an object store each file is two requests, which wait for their answers at the same time.
_AT_ONCE = 16


def file_findings(warehouse: Place, entry: Entry) -> Iterator[Finding]:
    """What is wrong with the files of all tables as the ledger's entry has them; no row is read."""
    for table in TABLES.values():
        version = entry.tables.get(table.name)
        if version is not None:
            yield from _of_table(warehouse, table, version, entry)
    unknown = sorted(set(entry.tables) - set(TABLES))
    if unknown:
        yield Finding("ledger", "tables_declared", len(unknown), unknown[0])


def _of_table(warehouse: Place, table: Table, version: int, entry: Entry) -> Iterator[Finding]:
    root = table_path(warehouse, table)
    latest = latest_version(root)
    if latest is None or latest < version:
        yield Finding(table.name, "version_exists", 1, f"version {version}", "backup")
        return
    try:
        with answering(root):
            known = files(at_version(root, version))
    except (DeltaError, OSError) as error:
        yield Finding(table.name, "log_readable", 1, f"version {version}: {str(error).splitlines()[0]}", "backup")
        return
    stated = {row["path"]: row for row in known.sort("path").iter_rows(named=True)}
    sizes = sizes_below(root)
    gone = [file for file in stated if file not in sizes]
    if gone:
        yield Finding(table.name, "files_exist", len(gone), gone[0], "backup")
    there = {file: row["size_bytes"] for file, row in stated.items() if file in sizes}
    cut = [file for file, size in there.items() if sizes[file] != size]
    if cut:
        yield Finding(table.name, "files_have_their_size", len(cut), cut[0], "backup")
    whole = [file for file, size in there.items() if sizes[file] == size]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        rows = zip(whole, pool.map(_rows, [root / file for file in whole]), strict=True)
        broken = [file for file, count in rows if count != stated[file]["num_records"]]
    if broken:
        yield Finding(table.name, "files_readable", len(broken), broken[0], "backup")
    if isinstance(warehouse, Path):
        yield from _shown(warehouse, table, entry, there)


def _rows(file: Place) -> int | None:
    """How many rows the file says it has; None where it is no Parquet file."""
    try:
        with reading(file) as opened:
            return int(opened.metadata.num_rows)
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
