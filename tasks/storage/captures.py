"""Captures as staged rows, and back."""

from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from tasks.model.records import Batch, Capture, Run
from tasks.storage.staging import read_staged, write_rows

_FIELDS = ("capture_id", "reader", "locator", "media_type", "body", "captured_at", "url", "outlet", "charset")


def stage_captures(captures: Iterable[Capture], folder: Path, run: Run) -> Batch:
    """Stage captures as the batch's rows of `captures`."""
    return write_rows("captures", (_row(capture) for capture in captures), folder, run_id=run.run_id)


def staged_captures(batch: Batch) -> list[Capture]:
    """The captures that the batch has staged."""
    return [Capture(**row) for row in read_staged(batch.folder, "captures").select(_FIELDS).to_dicts()]


def _row(capture: Capture) -> dict[str, Any]:
    return {
        **asdict(capture),
        "headers": [],
        "sha256": sha256(capture.body).hexdigest(),
        "month": capture.captured_at.strftime("%Y-%m"),
    }
