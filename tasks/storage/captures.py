"""Captures as staged rows, and back."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from tasks.model.records import Announcement, Batch, Capture, Run
from tasks.storage.staging import read_staged, write_rows

_FIELDS = tuple(field.name for field in fields(Capture))


def stage_captures(captures: Iterable[Capture], folder: Path, run: Run) -> Batch:
    """Stage captures as the batch's rows of `captures`."""
    return write_rows("captures", (_row(capture) for capture in captures), folder, run_id=run.run_id)


def staged_captures(batch: Batch) -> list[Capture]:
    """The captures that the batch has staged."""
    return to_captures(read_staged(batch.folder, "captures"))


def to_captures(frame: pl.DataFrame) -> list[Capture]:
    """The captures that rows of `captures` hold."""
    return [_capture(row) for row in frame.select(_FIELDS).to_dicts()]


def _capture(row: dict[str, Any]) -> Capture:
    headers = tuple((header["name"], header["value"]) for header in row.pop("headers"))
    announced = tuple(Announcement(**one) for one in row.pop("announced"))
    return Capture(**row, headers=headers, announced=announced)


def _row(capture: Capture) -> dict[str, Any]:
    return {
        **asdict(capture),
        "headers": [{"name": name, "value": value} for name, value in capture.headers],
        "sha256": sha256(capture.body).hexdigest(),
        "month": capture.captured_at.strftime("%Y-%m"),
    }
