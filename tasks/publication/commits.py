"""Commit a batch, and close a run."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter

import polars as pl

from expectations import docs
from expectations.checks import check_table
from expectations.contract import Context
from expectations.reports import report
from expectations.runs import RUNS
from expectations.tables import TABLES
from tasks.accounting.tally import Tally
from tasks.model.errors import ExpectationsFailed
from tasks.model.runs import Batch, Run
from tasks.places.place import Place, replace_text
from tasks.publication.run_so_far import note_published, run_so_far
from tasks.storage.staging import batch_folders, drop_rows, read_replaced, read_staged, staged_frames
from tasks.storage.tallies import write_tally
from tasks.storage.warehouse import commit, turn
from tasks.validation.staged import is_validated, read_views


def publish_batch(batch: Batch, run: Run, known: int) -> Batch:
    """Commit the batch's staged rows and, with them, the run's row over all batches up to this one.

    Raises:
        ExpectationsFailed: with this batch the run breaks an expectation of `runs`; the batch is not published.
    """
    since, folder = perf_counter(), batch.folder
    frames, replaced = staged_frames(folder), read_replaced(folder)
    folders, rows = _until(folder, run), sum(frame.height for frame in frames.values())
    _check(run_so_far(run, folders, known, "running", None), folders)
    note_published(folder, frames)
    write_tally(Tally("publish", "rows", rows, rows, 0, 0, perf_counter() - since), folder)
    row = run_so_far(run, folders, known, "running", None)
    commit(run.warehouse, f"{run.run_id}/{folder.name}", {**frames, "runs": row}, replaced)
    # The time of the commit itself can only stand in the row that is committed next.
    write_tally(Tally("publish", "rows", rows, rows, 0, 0, perf_counter() - since), folder)
    if run.kind != "monitor":
        drop_rows(folder)
    return batch


def _check(row: pl.DataFrame, folders: Sequence[Place]) -> None:
    failures = check_table(RUNS, row, Context({}, {}, datetime.now(UTC))).failures
    if failures:
        reasons = ", ".join(f"{count} {reason}" for reason, count in _reasons(folders)) or "none"
        raise ExpectationsFailed(
            f"{'; '.join(failures)}. Rejected by reason: {reasons}. Nothing of this batch was published: mend or leave "
            "out what was read, and run again."
        )


def _reasons(folders: Sequence[Place]) -> list[tuple[str, int]]:
    """How many documents and rows the batches rejected for each reason, most first."""
    return Counter(reason for folder in folders for reason in read_staged(folder, "rejects")["reason"]).most_common()


def close_run(run: Run, known: int, outcome: str) -> None:
    """Commit the run's last row, with its outcome, and write the Data Docs of its last batch.

    Only batches that came as far as validation count: what was cleaned ahead of a batch that stopped the run did not
    happen, the next run reads it again.
    """
    now = datetime.now(UTC)
    reached = [folder for folder in batch_folders(run.warehouse, run.run_id) if is_validated(folder)]
    row = run_so_far(run, reached, known, outcome, now)
    checked = check_table(RUNS, row, Context({}, {}, now))
    views = read_views(run) | ({RUNS.name: checked.view} if checked.view is not None else {})
    reports = {table: report(TABLES[table], view) for table, view in views.items()}
    heading = f"Last batch of run {run.run_id}" + (f" on {run.topic_id}" if run.topic_id else "")
    with turn(run.warehouse):  # the Data Docs too are one for all
        commit(run.warehouse, f"{run.run_id}/end", {"runs": row}, {})
        folder = run.warehouse / "data-docs"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in docs.pages(reports, heading, now):
            replace_text(folder / name, content)


def _until(folder: Place, run: Run) -> list[Place]:
    """The folders of the run's batches up to this one."""
    return [path for path in batch_folders(run.warehouse, run.run_id) if path.name <= folder.name]
