"""Parquet files where they lie, read a part at a time: what is at their end, and a few rows after another."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

import polars as pl
import pyarrow.parquet as pq
from deltalake.fs import DeltaStorageHandler
from pyarrow.fs import PyFileSystem

from tasks.places.objects import SCHEME, ObjectFolder, answering, delta_options
from tasks.places.place import Place


def scan_files(files: Sequence[Place]) -> pl.LazyFrame:
    """The rows of these files of one table; a column that one of them lacks is null in its rows."""
    return pl.scan_parquet(
        [str(file) for file in files],
        hive_partitioning=True,
        missing_columns="insert",
        # Not "auto": it would ask boto3, which may not be there or know other keys than deltalake.
        credential_provider=None,
    )


@contextmanager
def reading(file: Place) -> Iterator[pq.ParquetFile]:
    """The file, of which no more is read than is asked for.

    Raises:
        OSError: it is not there, or cannot be read.
        ValueError: it is no Parquet file, or its pages cannot be decoded: pyarrow's errors are kinds of it.
        StoreUnavailable: the object store does not answer.
    """
    with answering(file), _opened(file) as opened:
        yield opened


def _opened(file: Place) -> pq.ParquetFile:
    if isinstance(file, ObjectFolder):
        return pq.ParquetFile(file.key, filesystem=_objects(file.bucket, os.environ.get("AWS_ENDPOINT_URL")))
    return pq.ParquetFile(file)


@lru_cache(maxsize=8)
def _objects(bucket: str, _endpoint: str | None) -> PyFileSystem:
    """The bucket. An endpoint that has changed since is another one."""
    return PyFileSystem(DeltaStorageHandler(f"{SCHEME}{bucket}", delta_options()))
