"""Staging: where a batch's rows lie between two steps, as Parquet under `<warehouse>/.staging/<run_id>/<number>/`.

What is staged is nobody's to read but the run's. A run that was killed leaves its folder behind; a later run removes
it, for all that was in it can be read from the sources again.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import polars as pl
from filelock import FileLock, Timeout

from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.model.errors import StagingBroken
from tasks.model.records import Batch

REPLACED = "replaced"


@contextmanager
def staging(warehouse: Path, run_id: str) -> Iterator[Path]:
    """The run's staging folder for as long as the run lives; removed afterwards, with the folders of dead runs.

    A living run holds a lock that its death releases, whatever killed it: so no other run takes its folder away.
    """
    root = warehouse / ".staging"
    root.mkdir(parents=True, exist_ok=True)
    with FileLock(_lock(root, run_id)):
        remove_dead(warehouse)
        folder = root / run_id
        folder.mkdir(exist_ok=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            _lock(root, run_id).unlink(missing_ok=True)


def remove_dead(warehouse: Path) -> list[str]:
    """Remove the folders and locks of runs that no longer live; their ids."""
    root = warehouse / ".staging"
    runs = {path.stem for path in root.glob("*.lock")} | {path.name for path in root.glob("*") if path.is_dir()}
    return [run for run in sorted(runs) if _removed(root, root / run)]


def _removed(root: Path, folder: Path) -> bool:
    lock = _lock(root, folder.name)
    try:
        with FileLock(lock, timeout=0):
            shutil.rmtree(folder, ignore_errors=True)
            lock.unlink(missing_ok=True)  # while it is held: who has just begun and waits for it sees that it is gone
    except Timeout:
        return False
    return True


def _lock(root: Path, run_id: str) -> Path:
    return root / f"{run_id}.lock"


def batch_folders(warehouse: Path, run_id: str) -> list[Path]:
    """The folders of the run's batches, in their order."""
    return sorted(path for path in (warehouse / ".staging" / run_id).iterdir() if path.name.isdecimal())


def clear_batches(warehouse: Path, run_id: str) -> None:
    """Remove what the run has staged so far."""
    if (warehouse / ".staging" / run_id).exists():
        for folder in batch_folders(warehouse, run_id):
            shutil.rmtree(folder)


def batch_folder(warehouse: Path, run_id: str, number: int) -> Path:
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


def write_rows(table: str, rows: Iterable[Any], folder: Path, **same: Any) -> Batch:
    """Stage rows as the batch's rows of `table`, in place of those staged before; see `to_frame`."""
    return write_frame(table, to_frame(table, rows, **same), folder)


def add_rows(table: str, rows: Iterable[Any], folder: Path, **same: Any) -> Batch:
    """Stage rows behind the batch's rows of `table`; see `to_frame`."""
    return write_frame(table, pl.concat([read_staged(folder, table), to_frame(table, rows, **same)]), folder)


def write_frame(table: str, frame: pl.DataFrame, folder: Path) -> Batch:
    """Stage a frame as it is; whether it has the table's columns is for validation to say."""
    batch = Batch(table, folder, frame.height)
    frame.write_parquet(batch.staged(table), compression="lz4")
    return batch


def read_staged(folder: Path, table: str) -> pl.DataFrame:
    """The batch's rows of `table`; none where nothing of it was staged.

    Raises:
        StagingBroken: the file is.
    """
    path = Batch(table, folder, 0).staged(table)
    return read_frame(path) if path.exists() else empty(TABLES[table])


def read_frame(path: Path) -> pl.DataFrame:
    """A staged frame.

    Raises:
        StagingBroken: it is gone, cut off or changed so that it cannot be read.
    """
    try:
        return pl.read_parquet(path, hive_partitioning=False)
    except FileNotFoundError:
        raise broken(path, "is gone") from None
    except pl.exceptions.PolarsError as error:
        raise broken(path, f"cannot be read ({str(error).splitlines()[0]})") from None


def broken(path: Path, how: str) -> StagingBroken:
    """The error about a staged file, or folder."""
    return StagingBroken(
        f"{path}, which this run had put aside, {how}: run again, and look at the disk if it comes back. Nothing of "
        "this batch was published, what stood before stands."
    )


def staged_frames(folder: Path) -> dict[str, pl.DataFrame]:
    """Every published table that the batch has staged, by name, in the order of committing."""
    return {name: read_staged(folder, name) for name in TABLES if Batch(name, folder, 0).staged(name).exists()}


def drop_rows(folder: Path) -> None:
    """Remove the rows that a batch has staged, but for its rejects, which the run's end tells of.

    A run over a whole warehouse would else stage as much as the warehouse holds.
    """
    for path in folder.glob("*.parquet"):
        if path != Batch("rejects", folder, 0).staged("rejects"):
            path.unlink()


def write_replaced(table: str, values: pl.DataFrame, folder: Path) -> None:
    """Say which published rows of `table` the batch replaces: those that have these values in these columns.

    Raises:
        ValueError: a column of `values` is no column of the table.
    """
    strange = set(values.columns) - set(TABLES[table].schema)
    if strange or not values.columns:
        raise ValueError(f"{', '.join(sorted(strange)) or 'nothing'}: no column of {table}")
    target = folder / REPLACED / f"{table}.parquet"
    target.parent.mkdir(exist_ok=True)
    values.unique().write_parquet(target)


def read_replaced(folder: Path) -> Mapping[str, pl.DataFrame]:
    """What `write_replaced` was told of this batch, by table."""
    found = sorted((folder / REPLACED).glob("*.parquet"))
    return {path.stem: read_frame(path) for path in found}
