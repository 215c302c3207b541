"""Which published revisions a batch takes up again: kept beside what it has staged."""

from pathlib import Path

import polars as pl

SCHEMA = {"article_id": pl.String, "revision": pl.Int32, "capture_id": pl.String, "locator": pl.String}
_FILE = "redone.parquet"


def write_redone(rows: pl.DataFrame, folder: Path) -> None:
    """Keep which revisions are taken up again; columns as in `SCHEMA`."""
    rows.select(*SCHEMA).write_parquet(folder / _FILE)


def read_redone(folder: Path) -> pl.DataFrame:
    """What `write_redone` kept; no rows where all that the batch holds is new."""
    path = folder / _FILE
    return pl.read_parquet(path) if path.exists() else pl.DataFrame(schema=SCHEMA)
