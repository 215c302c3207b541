"""Validate what a batch has staged."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

import polars as pl

from expectations.checks import Checked, check_batch
from expectations.contract import Context
from expectations.tables import TABLES
from tasks.accounting.rejects import reject_rows
from tasks.accounting.tally import Tally
from tasks.model.errors import ExpectationsFailed
from tasks.model.runs import Batch, Run
from tasks.places.place import Place, listed, remove_tree
from tasks.renewal.redone import read_redone
from tasks.storage.frames import write_frame_at
from tasks.storage.staging import (
    add_rows,
    read_frame,
    read_replaced,
    read_staged,
    staged_frames,
    write_frame,
    write_replaced,
)
from tasks.storage.tallies import write_tally
from tasks.validation.broken import rejects, spare
from tasks.validation.published import published_keys
from tasks.validation.recount import recounted
from tasks.validation.restate import restated

_RESULTS, _VIEWS = "expectations.json", "viewed"


@dataclass(frozen=True)
class Validated:
    """What validation did to a batch, in rows of all its tables.

    Attributes:
        rows_in: rows that were staged.
        rejected: rows that became rejects.
        failures: critical expectations of whole tables that failed; if there is one, nothing staged was changed.
    """

    rows_in: int
    rejected: int
    failures: tuple[str, ...]


def validate_staged(folder: Place, run: Run, now: datetime) -> Validated:
    """Check every table that the batch in `folder` has staged, and move broken rows to its rejects.

    The results lie in the folder afterwards, what was looked at beside it: see `read_results` and `read_views`.
    """
    frames, replaced = staged_frames(folder), read_replaced(folder)
    context = Context(frames={}, published=published_keys(run.warehouse, frames, replaced), now=now)
    checked = check_batch(frames, context)
    failures = tuple(failure for one in checked.values() for failure in one.failures)
    rows_in = sum(frame.height for frame in frames.values())
    if failures:
        _write_results(folder, checked, run)
        return Validated(rows_in, 0, failures)
    counted, kept = recounted(*spare(checked, replaced), run.warehouse, context)
    parted, kept = restated(counted, kept, run, context)
    _write_results(folder, parted, run)
    _stage(folder, parted, kept)
    broken = reject_rows(rejects(parted, frames, read_redone(folder)), run, now)
    add_rows("rejects", broken, folder)
    return Validated(rows_in, len(broken), ())


def validate_batch(batch: Batch, run: Run) -> Batch:
    """Validate what the batch has staged and keep the stage's tally beside it; the batch with the rows that are left.

    Raises:
        ExpectationsFailed: a critical expectation of a whole table failed; nothing of the batch may be published.
    """
    since, folder = perf_counter(), batch.folder
    done = validate_staged(folder, run, datetime.now(UTC))
    if done.failures:
        raise ExpectationsFailed("; ".join(done.failures))
    out = done.rows_in - done.rejected
    write_tally(
        Tally("validate", "rows", done.rows_in, out, done.rejected, done.rejected, perf_counter() - since), folder
    )
    return Batch(batch.table, folder, read_staged(folder, batch.table).height)


def _stage(folder: Place, checked: Mapping[str, Checked], replaced: Mapping[str, pl.DataFrame]) -> None:
    for table, one in checked.items():
        write_frame(table, one.passed, folder)
    for table, values in replaced.items():
        write_replaced(table, values, folder)


def _write_results(folder: Place, checked: Mapping[str, Checked], run: Run) -> None:
    views = _views(run)
    remove_tree(views)
    views.mkdir(parents=True)
    for table, one in checked.items():
        if one.view is not None:
            write_frame_at(views / f"{table}.parquet", one.view, "lz4")
    told = [asdict(result) for one in checked.values() for result in one.results]
    (folder / _RESULTS).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _views(run: Run) -> Place:
    """One folder a run: Data Docs are of its last batch."""
    return run.warehouse / ".staging" / run.run_id / _VIEWS


def is_validated(folder: Place) -> bool:
    """Whether the batch in `folder` has been checked, whatever came of it."""
    return (folder / _RESULTS).exists()


def read_results(folder: Place) -> list[dict[str, Any]]:
    """The result of every expectation on the batch in `folder`: table, expectation, severity, checked, failed."""
    path = folder / _RESULTS
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else []


def read_views(run: Run) -> dict[str, pl.DataFrame]:
    """What was looked at in the run's batch that was checked last, by table, in the tables' order."""
    found = {path.stem: path for path in listed(_views(run), "*.parquet")}
    return {table: read_frame(found[table]) for table in TABLES if table in found}
