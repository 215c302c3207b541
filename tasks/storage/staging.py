"""Staging: where a batch's rows lie between two steps, as Parquet under `<warehouse>/.staging/<run_id>/<number>/`.

What is staged is nobody's to read but the run's. A run that was killed leaves its folder behind; a later run removes
it, for all that was in it can be read from the sources again.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import Any

import polars as pl
from filelock import Timeout

from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.model.errors import StagingBroken
from tasks.model.runs import Batch
from tasks.places.locks import lock_at
from tasks.places.place import Place, listed, remove_tree
from tasks.storage.frames import read_frame_at, write_frame_at

REPLACED = "replaced"


@contextmanager
def staging(warehouse: Place, run_id: str) -> Iterator[Place]:
    """The run's staging folder for as long as the run lives; removed afterwards, with the folders of dead runs.

    A living run holds a lock that its death releases, whatever killed it: so no other run takes its folder away. In an
    object store that takes a quarter of an hour: see `tasks.places.locks`.
    """
    root = warehouse / ".staging"
    root.mkdir(parents=True, exist_ok=True)
    with lock_at(_lock(root, run_id)):
        remove_dead(warehouse)
        folder = root / run_id
        folder.mkdir(exist_ok=True)
        try:
            yield folder
        finally:
            remove_tree(folder)
            _lock(root, run_id).unlink(missing_ok=True)


def remove_dead(warehouse: Place) -> list[str]:
    """Remove the folders and locks of runs that no longer live; their ids."""
    root = warehouse / ".staging"
    runs = {path.stem for path in listed(root) if path.name.endswith(".lock") or path.is_dir()}
    return [run for run in sorted(runs) if _removed(root, root / run)]


def _removed(root: Place, folder: Place) -> bool:
    lock = _lock(root, folder.name)
    try:
        with lock_at(lock, timeout=0):
            remove_tree(folder)
            lock.unlink(missing_ok=True)  # while it is held: who has just begun and waits for it sees that it is gone
    except Timeout:
        return False
    return True


def _lock(root: Place, run_id: str) -> Place:
    return root / f"{run_id}.lock"


def batch_folders(warehouse: Place, run_id: str) -> list[Place]:
    """The folders of the run's batches, in their order."""
    return [path for path in listed(warehouse / ".staging" / run_id) if path.name.isdecimal()]


def clear_batches(warehouse: Place, run_id: str) -> None:
    """Remove what the run has staged so far."""
    for folder in batch_folders(warehouse, run_id):
        remove_tree(folder)


def batch_folder(warehouse: Place, run_id: str, number: int) -> Place:
    """The folder of the run's batch `number`, made where it is not there."""
    folder = warehouse / ".staging" / run_id / f"{number:05d}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def to_frame(table: str, rows: Iterable[Any], **same: Any) -> pl.DataFrame:
    """Rows as a frame of the table's schema.

    Args:
        table: the table's name.
        rows: mappings or dataclass records whose names are the table's columns; a column that a row lacks is null.
        same: values that every row gets, such as `run_id`.

    Raises:
        ValueError: a row has a field that is no column of the table.
        TypeError: a value is not of its column's type.
    """
    schema = TABLES[table].schema
    plain = [{**_plain(row), **same} for row in rows]
    strange = {name for row in plain for name in row} - set(schema)
    if strange:
        raise ValueError(f"{', '.join(sorted(strange))}: no column of {table}")
    return pl.DataFrame(plain, schema=schema, orient="row") if plain else empty(TABLES[table])


def _plain(row: Any) -> dict[str, Any]:
    """The row as a dictionary, one level deep: bodies of captures are not copied."""
    if is_dataclass(row):
        return {field.name: getattr(row, field.name) for field in fields(row)}
    return dict(row)


def write_rows(table: str, rows: Iterable[Any], folder: Place, **same: Any) -> Batch:
    """Stage rows as the batch's rows of `table`, in place of those staged before; see `to_frame`."""
    return write_frame(table, to_frame(table, rows, **same), folder)


def add_rows(table: str, rows: Iterable[Any], folder: Place, **same: Any) -> Batch:
    """Stage rows behind the batch's rows of `table`; see `to_frame`."""
    return write_frame(table, pl.concat([read_staged(folder, table), to_frame(table, rows, **same)]), folder)


def write_frame(table: str, frame: pl.DataFrame, folder: Place) -> Batch:
    """Stage a frame as it is; whether it has the table's columns is for validation to say."""
    batch = Batch(table, folder, frame.height)
    write_frame_at(batch.staged(table), frame, "lz4")
    return batch


def read_staged(folder: Place, table: str) -> pl.DataFrame:
    """The batch's rows of `table`; none where nothing of it was staged.

    Raises:
        StagingBroken: the file is.
    """
    path = Batch(table, folder, 0).staged(table)
    return read_frame(path) if path.exists() else empty(TABLES[table])


def read_frame(path: Place) -> pl.DataFrame:
    """A staged frame.

    Raises:
        StagingBroken: it is gone, cut off or changed so that it cannot be read.
    """
    try:
        return read_frame_at(path)
    except FileNotFoundError:
        raise broken(path, "is gone") from None
    except pl.exceptions.PolarsError as error:
        raise broken(path, f"cannot be read ({str(error).splitlines()[0]})") from None


def broken(path: Place, how: str) -> StagingBroken:
    """The error about a staged file, or folder."""
    return StagingBroken(
        f"{path}, which this run had put aside, {how}: run again, and look at the disk if it comes back. Nothing of "
        "this batch was published, what stood before stands."
    )


def staged_frames(folder: Place) -> dict[str, pl.DataFrame]:
    """Every published table that the batch has staged, by name, in the order of committing."""
    return {name: read_staged(folder, name) for name in TABLES if Batch(name, folder, 0).staged(name).exists()}


def drop_rows(folder: Place) -> None:
    """Remove the rows that a batch has staged, but for its rejects, which the run's end tells of.

    A run over a whole warehouse would else stage as much as the warehouse holds.
    """
    for path in listed(folder, "*.parquet"):
        if path != Batch("rejects", folder, 0).staged("rejects"):
            path.unlink()


def write_replaced(table: str, values: pl.DataFrame, folder: Place) -> None:
    """Say which published rows of `table` the batch replaces: those that have these values in these columns.

    Raises:
        ValueError: a column of `values` is no column of the table.
    """
    strange = set(values.columns) - set(TABLES[table].schema)
    if strange or not values.columns:
        raise ValueError(f"{', '.join(sorted(strange)) or 'nothing'}: no column of {table}")
    target = folder / REPLACED / f"{table}.parquet"
    target.parent.mkdir(exist_ok=True)
    write_frame_at(target, values.unique())


def read_replaced(folder: Place) -> Mapping[str, pl.DataFrame]:
    """What `write_replaced` was told of this batch, by table."""
    found = listed(folder / REPLACED, "*.parquet")
    return {path.stem: read_frame(path) for path in found}
