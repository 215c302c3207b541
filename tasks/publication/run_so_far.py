"""The row of `runs` for the batches that a run has worked through so far, from what lies in its staging folder."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import polars as pl

from expectations.tables import TABLES
from tasks.accounting.run import run_row
from tasks.accounting.versions import versions
from tasks.model.runs import Run
from tasks.places.place import Place
from tasks.storage.staging import to_frame
from tasks.storage.tallies import read_sources, read_tallies
from tasks.validation.staged import read_results

_PUBLISHED = "published.json"


def note_published(folder: Place, frames: dict[str, pl.DataFrame]) -> None:
    """Keep beside the batch how many rows of each table it publishes."""
    rows = {table: frame.height for table, frame in frames.items() if table != "runs"}
    (folder / _PUBLISHED).write_text(json.dumps(rows), encoding="utf-8")


def is_published(folder: Place) -> bool:
    """Whether the batch in `folder` came as far as being published."""
    return (folder / _PUBLISHED).exists()


def published_rows_of(folders: Iterable[Place]) -> dict[str, int]:
    """Rows published by the batches, by table; every table is named."""
    sums = Counter(dict.fromkeys((table for table in TABLES if table != "runs"), 0))
    for path in (folder / _PUBLISHED for folder in folders):
        if path.exists():
            sums.update(json.loads(path.read_text(encoding="utf-8")))
    return dict(sums)


def run_so_far(
    run: Run, folders: Sequence[Place], known: int, outcome: str, finished_at: datetime | None
) -> pl.DataFrame:
    """The run's row over the batches in these folders; only batches that were published count as published.

    Args:
        run: the run.
        folders: the batches' folders, as far as the run has got.
        known: documents that needed no second look.
        outcome: one of `expectations.vocabulary.OUTCOMES`.
        finished_at: when the run ended, UTC; None while it runs.
    """
    tallies = [tally for folder in folders for tally in read_tallies(folder)]
    results = [result for folder in folders for result in read_results(folder)]
    row = run_row(
        run, outcome, finished_at, known, tallies, published_rows_of(folders), results, versions(run.names_version)
    )
    return to_frame("runs", [{**row, "sources": read_sources(run)}])
