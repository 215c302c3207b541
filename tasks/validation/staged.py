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
from tasks.places.place import Place
from tasks.renewal.redone import read_redone
from tasks.storage.staging import add_rows, read_replaced, read_staged, staged_frames, write_frame, write_replaced
from tasks.storage.tallies import write_tally
from tasks.validation.broken import rejects, spare
from tasks.validation.published import published_keys
from tasks.validation.recount import recounted
from tasks.validation.restate import restated

# Apart: every batch reads all results of its run so far, and only the last one's reports, which are ten times as large.
_RESULTS, _REPORTS = "expectations.json", "reports.json"


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

    The results lie in the folder afterwards: see `read_results` and `read_reports`.
    """
    frames, replaced = staged_frames(folder), read_replaced(folder)
    context = Context(frames={}, published=published_keys(run.warehouse, frames, replaced), now=now)
    checked = check_batch(frames, context)
    failures = tuple(failure for one in checked.values() for failure in one.failures)
    rows_in = sum(frame.height for frame in frames.values())
    if failures:
        _write_results(folder, checked)
        return Validated(rows_in, 0, failures)
    counted, kept = recounted(*spare(checked, replaced), run.warehouse, context)
    parted, kept = restated(counted, kept, run, context)
    _write_results(folder, parted)
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


def _write_results(folder: Place, checked: Mapping[str, Checked]) -> None:
    told = [asdict(result) for one in checked.values() for result in one.results]
    reports = {table: one.report for table, one in checked.items() if one.report is not None}
    _write(folder / _REPORTS, reports)
    _write(folder / _RESULTS, told)


def _write(path: Place, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def is_validated(folder: Place) -> bool:
    """Whether the batch in `folder` has been checked, whatever came of it."""
    return (folder / _RESULTS).exists()


def read_results(folder: Place) -> list[dict[str, Any]]:
    """The result of every expectation on the batch in `folder`: table, expectation, severity, checked, failed."""
    path = folder / _RESULTS
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else []


def read_reports(folder: Place) -> dict[str, Any]:
    """Great Expectations' own results on the batch in `folder`, by table, in the tables' order."""
    path = folder / _REPORTS
    reports = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {table: reports[table] for table in TABLES if table in reports}
