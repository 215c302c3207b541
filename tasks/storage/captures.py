"""Captures as staged rows, and back."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from hashlib import sha256
from typing import Any

import polars as pl

from expectations.vocabulary import WEB_READERS
from tasks.model.records import Announcement, Capture, PublishedPage, Reject
from tasks.model.runs import Batch, Run
from tasks.places.place import Place
from tasks.storage.lookup import published_rows
from tasks.storage.staging import broken, read_staged, write_rows
from tasks.storage.warehouse import read

_SLICE = 200  # bodies in memory at once
_FIELDS = tuple(field.name for field in fields(Capture))
_PUBLISHED = tuple(field.name for field in fields(PublishedPage))
_ANNOUNCED = tuple(field.name for field in fields(Announcement))


def stage_captures(captures: Iterable[Capture], folder: Place, run: Run) -> Batch:
    """Stage captures as the batch's rows of `captures`."""
    return write_rows("captures", (_row(capture) for capture in captures), folder, run_id=run.run_id)


def staged_captures(batch: Batch) -> list[Capture]:
    """The captures that the batch has staged.

    Raises:
        StagingBroken: a body is not what was taken in.
    """
    staged = read_staged(batch.folder, "captures")
    for body, digest in staged.select("body", "sha256").iter_rows():
        if sha256(body).hexdigest() != digest:
            raise broken(batch.staged("captures"), "was changed")
    return to_captures(staged)


def to_captures(frame: pl.DataFrame) -> list[Capture]:
    """The captures that rows of `captures` hold; none of those whose bytes are no longer kept."""
    return [_capture(row) for row in frame.select(_FIELDS).drop_nulls("body").to_dicts()]


def published_captures(warehouse: Place, ids: Iterable[str]) -> Iterator[Capture | Reject]:
    """The published captures with these ids, a few hundred in memory at a time.

    One whose bytes are no longer kept is a reject: nothing else can come of it.
    """
    wanted = list(ids)
    for first in range(0, len(wanted), _SLICE):
        some = pl.Series("capture_id", wanted[first : first + _SLICE], dtype=pl.String)
        for row in published_rows(warehouse, "captures", "capture_id", some).select(_FIELDS).iter_rows(named=True):
            yield _capture(row) if row["body"] is not None else _expired(row)


def _expired(row: dict[str, Any]) -> Reject:
    taken = f"its bytes were taken {row['captured_at']:%Y-%m-%d}"
    return Reject("ingest", "expired", taken, row["locator"], row["capture_id"])


def published_pages(warehouse: Place) -> Iterator[PublishedPage]:
    """What is published of articles' pages from the web, oldest first; without the bodies."""
    pages = read(warehouse, "captures").filter(pl.col("reader").is_in(WEB_READERS), pl.col("holds") == "article")
    for row in pages.select(_PUBLISHED).sort("captured_at").collect().iter_rows(named=True):
        yield PublishedPage(**_told(row))


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """The row with headers and announcements as records have them."""
    headers = tuple((header["name"], header["value"]) for header in row["headers"])
    return {**row, "headers": headers, "announced": tuple(Announcement(**one) for one in row["announced"])}


def _capture(row: dict[str, Any]) -> Capture:
    return Capture(**_told(row))


def _row(capture: Capture) -> dict[str, Any]:
    """The row, without a copy of every string in it, which would take longer than all the rest of staging."""
    return {
        **{name: getattr(capture, name) for name in _FIELDS},
        "announced": [{name: getattr(one, name) for name in _ANNOUNCED} for one in capture.announced],
        "headers": [{"name": name, "value": value} for name, value in capture.headers],
        "sha256": sha256(capture.body).hexdigest(),
        "month": capture.captured_at.strftime("%Y-%m"),
    }
