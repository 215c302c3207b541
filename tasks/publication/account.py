"""What a run has published so far, for people: gathered from its staging folder, whatever the size of the warehouse."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from tasks.accounting.summary import Published
from tasks.model.runs import Run
from tasks.news.batch import watched_people
from tasks.places.place import Place
from tasks.publication.run_so_far import is_published, published_rows_of, run_so_far
from tasks.storage.staging import batch_folders, read_staged
from tasks.validation.staged import is_validated


def account(run: Run, known: int, outcome: str) -> tuple[dict[str, Any], Published]:
    """The run's row as it would be now, and what it published.

    Args:
        run: the run, whose staging folder is still there.
        known: documents that needed no second look.
        outcome: one of `expectations.vocabulary.OUTCOMES`.
    """
    reached = [folder for folder in batch_folders(run.warehouse, run.run_id) if is_validated(folder)]
    row = run_so_far(run, reached, known, outcome, datetime.now(UTC)).row(0, named=True)
    done = [folder for folder in reached if is_published(folder)]
    published = Published(
        _all(done, "articles").filter("is_latest"), _all(done, "quotes"), _all(reached, "rejects"), watched_people()
    )
    return row, published


def rows_so_far(run: Run) -> dict[str, int]:
    """Rows that the run has published so far, by table."""
    return published_rows_of(batch_folders(run.warehouse, run.run_id))


def _all(folders: Sequence[Place], table: str) -> pl.DataFrame:
    return pl.concat([read_staged(folder, table) for folder in folders] or [read_staged(Path(), table)])
