"""What extraction found, staged until resolution completes it: rows without ids, revisions and entities."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from expectations.contract import Table
from expectations.tables import TABLES
from tasks.model.frames import frame_of
from tasks.places.place import Place
from tasks.storage.frames import write_frame_at
from tasks.storage.staging import read_frame

# Columns that are known only when the article's revision is.
_LATER = (
    "revision",
    "entity_id",
    "speaker_entity_id",
    "said_by",
    "quote_id",
    "statement_id",
    "outlet",
    "published_at",
    "run_id",
    "month",
)


def found_schema(table: Table) -> dict[str, pl.DataType | type[pl.DataType]]:
    """The columns of the table that extraction knows."""
    return {name: dtype for name, dtype in table.schema.items() if name not in (*table.key, *_LATER)}


def write_found(table: str, rows: Iterable[Mapping[str, Any]], folder: Place) -> None:
    """Stage what was found for `table`; the rows have exactly the columns of `found_schema`."""
    write_frame_at(_path(table, folder), frame_of(list(rows), found_schema(TABLES[table])))


def read_found(table: str, folder: Place) -> pl.DataFrame:
    """What `write_found` staged.

    Raises:
        StagingBroken: it is gone, or cannot be read.
    """
    return read_frame(_path(table, folder))


def _path(table: str, folder: Place) -> Place:
    return folder / f"found_{table}.parquet"
