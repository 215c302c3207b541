"""Which published revisions a batch takes up again: kept beside what it has staged."""

import polars as pl

from tasks.places.place import Place
from tasks.storage.frames import read_frame_at, write_frame_at

SCHEMA = {"article_id": pl.String, "revision": pl.Int32, "capture_id": pl.String, "locator": pl.String}
_FILE = "redone.parquet"


def write_redone(rows: pl.DataFrame, folder: Place) -> None:
    """Keep which revisions are taken up again; columns as in `SCHEMA`."""
    write_frame_at(folder / _FILE, rows.select(*SCHEMA))


def read_redone(folder: Place) -> pl.DataFrame:
    """What `write_redone` kept; no rows where all that the batch holds is new."""
    path = folder / _FILE
    return read_frame_at(path) if path.exists() else pl.DataFrame(schema=SCHEMA)
