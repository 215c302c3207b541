"""Bring a warehouse to the format of today, in one ledger entry: killed before that, it is as it was."""

from collections.abc import Iterator, Sequence
from functools import partial, reduce

import polars as pl
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake

from expectations.contract import Table
from expectations.schemas import arrow_schema, declared, to_arrow
from expectations.tables import TABLES
from tasks.places.place import Place
from tasks.storage import ledger
from tasks.storage.amending import TableVersions, entered, worked
from tasks.storage.delta import WRITER, at_version, live_files, own, sync, table_path
from tasks.storage.migrations.contract import Change, Migration
from tasks.storage.migrations.registry import MIGRATIONS
from tasks.storage.parquet import scan_files
from tasks.storage.warehouse import turn


def pending(warehouse: Place) -> tuple[Migration, ...]:
    """The migrations that the warehouse has not seen, in their order.

    Raises:
        ConfigError: the ledger cannot be read.
    """
    last = ledger.last(warehouse)
    return tuple(one for one in MIGRATIONS if last is not None and one.to > last.format)


def migrate(warehouse: Place) -> tuple[Migration, ...]:
    """Apply the migrations that the warehouse has not seen; those.

    Rows are written anew only in tables that need it, a file at a time in memory.

    Raises:
        ConfigError: the warehouse cannot be written, or its ledger not read.
        WarehouseBusy: others have been writing all the time, or have changed a table in the midst of this.
    """
    if not pending(warehouse):
        return ()
    with turn(warehouse) as last:
        found = pending(warehouse)  # somebody else may have been first
        if last is None or not found:
            return ()
        versions = worked(warehouse, last, partial(_migrated, warehouse, found))
        entered(warehouse, f"migration/{found[-1].to}", versions, last)
        return found


def _migrated(warehouse: Place, migrations: Sequence[Migration], held: TableVersions) -> TableVersions:
    tables = {name: TABLES[name] for name in held}
    return {
        name: _changed(table_path(warehouse, table), held[name], table, migrations) for name, table in tables.items()
    }


def _changed(root: Place, version: int, table: Table, migrations: Sequence[Migration]) -> int:
    """Migrate one table; its version since."""
    delta = at_version(root, version)
    before = set(live_files(delta))
    changes = [one.changes[table.name] for one in migrations if table.name in one.changes]
    if _needed(delta, root, changes):
        _write_again(delta, root, table, changes)
    else:
        _relax(delta, {name for one in migrations for name in one.may_be_null.get(table.name, ())})
    properties = {name: value for one in migrations for name, value in one.properties.items()}
    if any(delta.metadata().configuration.get(name) != value for name, value in properties.items()):
        at = delta.version()
        delta.alter.set_table_properties(properties)
        own(delta, at)
    if delta.version() != version:
        sync(root, set(live_files(delta)) - before)
    return delta.version()


def _needed(delta: DeltaTable, root: Place, changes: Sequence[Change]) -> bool:
    """Whether any change changes the rows of any file; of a table without rows what its schema says decides."""
    frames = [scan_files([root / file]) for file in live_files(delta)] or [_no_rows(delta)]
    return any(change(frame) is not None for change in changes for frame in frames)


def _no_rows(delta: DeltaTable) -> pl.LazyFrame:
    empty = pa.schema(delta.schema().to_arrow()).empty_table()
    frame = pl.from_arrow(empty)
    assert isinstance(frame, pl.DataFrame)
    return frame.lazy()


def _write_again(delta: DeltaTable, root: Place, table: Table, changes: Sequence[Change]) -> None:
    """All rows through all changes into the schema of today, in one version of the table."""
    before = delta.version()
    write_deltalake(
        delta,
        pa.RecordBatchReader.from_batches(arrow_schema(table), _batches(delta, root, table, changes)),
        mode="overwrite",
        schema_mode="overwrite",
        partition_by=["month"] if table.partitioned else None,
        writer_properties=WRITER,
    )
    own(delta, before)


def _batches(delta: DeltaTable, root: Place, table: Table, changes: Sequence[Change]) -> Iterator[pa.RecordBatch]:
    for file in live_files(delta):
        changed = reduce(_applied, changes, scan_files([root / file]))
        yield from to_arrow(table, declared(table, changed).collect()).to_batches()


def _applied(rows: pl.LazyFrame, change: Change) -> pl.LazyFrame:
    changed = change(rows)
    return rows if changed is None else changed


def _relax(delta: DeltaTable, columns: set[str]) -> None:
    for field in delta.schema().fields:
        if field.name in columns and not field.nullable:
            before = delta.version()
            delta.alter.drop_column_not_null(field.name)
            own(delta, before)
