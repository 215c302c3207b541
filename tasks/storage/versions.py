"""What an object store shows: the tables at the versions of one ledger entry. There are no links and no snapshots.

A version's files never change, so what was asked once need not be asked again.
"""

from dataclasses import dataclass

import polars as pl
import pyarrow as pa
from deltalake import DeltaTable

from expectations.tables import TABLES
from tasks.places.objects import ObjectFolder, answering
from tasks.places.place import Place
from tasks.storage.delta import at_version, table_path
from tasks.storage.ledger import Entry
from tasks.storage.parquet import scan_files

# Path below the table's folder, rows and bytes.
File = tuple[str, int, int]
_MOST_KNOWN = 512
_known: dict[tuple[ObjectFolder, int], tuple[File, ...]] = {}


@dataclass(frozen=True)
class Versions:
    """The tables of a warehouse as they were at an entry: they agree, whatever is committed meanwhile.

    Attributes:
        warehouse: where they are.
        entry: the entry.
    """

    warehouse: ObjectFolder
    entry: Entry

    def __str__(self) -> str:
        return f"{self.warehouse} at entry {self.entry.number}"

    def frame(self, table: str) -> pl.LazyFrame | None:
        """The table's rows in the columns that its files have; None where it has none."""
        root, found = table_path(self.warehouse, TABLES[table]), self.files(table)
        if not found:
            return None
        return scan_files([root / path for path in found])

    def files(self, table: str) -> tuple[str, ...]:
        """The files that hold the table's rows, as paths below its folder."""
        return tuple(path for path, _, _ in self._files(table))

    def size(self, table: str) -> tuple[int, int]:
        """The table's rows and bytes."""
        found = self._files(table)
        return sum(rows for _, rows, _ in found), sum(size for _, _, size in found)

    def _files(self, table: str) -> tuple[File, ...]:
        version = self.entry.tables.get(table)
        return () if version is None else _at(self.warehouse / "tables" / table, version)


def remember(root: Place, table: DeltaTable) -> None:
    """Keep the files of a table that is open: nobody needs to ask the store for them again."""
    if isinstance(root, ObjectFolder):
        while len(_known) >= _MOST_KNOWN:
            _known.pop(next(iter(_known)), None)
        _known[root, table.version()] = _files_of(table)


def _at(root: ObjectFolder, version: int) -> tuple[File, ...]:
    found = _known.get((root, version))
    if found is None:
        with answering(root):
            table = at_version(root, version)
        remember(root, table)
        found = _files_of(table)
    return found


def _files_of(table: DeltaTable) -> tuple[File, ...]:
    found = pa.table(table.get_add_actions())
    columns = (found[name].to_pylist() for name in ("path", "num_records", "size_bytes"))
    return tuple(sorted(zip(*columns, strict=True)))
