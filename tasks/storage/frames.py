"""A frame as one Parquet file or object."""

from io import BytesIO
from typing import Literal

import polars as pl

from tasks.places.objects import ObjectFolder
from tasks.places.place import Place


def write_frame_at(where: Place, frame: pl.DataFrame, compression: Literal["lz4", "zstd"] = "zstd") -> None:
    """Write the frame in place of what is there."""
    if isinstance(where, ObjectFolder):
        content = BytesIO()
        frame.write_parquet(content, compression=compression)
        where.write_bytes(content.getvalue())
    else:
        frame.write_parquet(where, compression=compression)


def read_frame_at(where: Place) -> pl.DataFrame:
    """The frame that was written.

    Raises:
        FileNotFoundError: there is none.
    """
    source = BytesIO(where.read_bytes()) if isinstance(where, ObjectFolder) else where
    return pl.read_parquet(source, hive_partitioning=False)
