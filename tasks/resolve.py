"""The step `resolve`: which revision, which entity; from what was extracted to the rows to publish."""

from collections.abc import Sequence
from functools import partial
from time import perf_counter

import polars as pl
from prefect import task

from tasks.model.limits import ROWS
from tasks.model.records import Reject
from tasks.model.runs import Batch, Run
from tasks.renewal.redone import read_redone
from tasks.resolution.batch import resolve_batch
from tasks.resolution.corrections import load_corrections
from tasks.resolution.staged import CHILDREN, Staged
from tasks.storage.found import read_found
from tasks.storage.lookup import published_rows
from tasks.storage.staging import read_staged, write_frame, write_replaced
from tasks.storage.tallies import check_staged, close_stage
from tasks.text.cleaning import VERSION


@task(timeout_seconds=ROWS)
def resolve(batch: Batch, run: Run) -> Batch:
    """Stage the batch's final rows and the values whose published rows they replace; returns its articles.

    Raises:
        ConfigError: `seeds/corrections.yml` is wrong.
        StagingBroken: what is staged is not what the stage before has left.
    """
    since, folder = perf_counter(), batch.folder
    cleaned = read_staged(folder, "articles")
    check_staged(folder, "extract", cleaned.height)
    staged = Staged(
        read_staged(folder, "captures"),
        cleaned,
        {table: read_found(table, folder) for table in CHILDREN},
        read_staged(folder, "topic_matches"),
        read_staged(folder, "sightings"),
        read_staged(folder, "rejects"),
        read_redone(folder),
        is_stored=run.kind != "monitor",
    )
    published, corrections = partial(published_rows, run.warehouse), load_corrections()
    resolved = resolve_batch(staged, published, run.topic_id, run.run_id, VERSION, corrections)
    for table, frame in resolved.frames.items():
        write_frame(table, frame, folder)
    for table, values in resolved.replaced.items():
        write_replaced(table, values, folder)
    # Pages that are published already, and go too, came in with an earlier batch.
    new = cleaned.join(_captures(resolved.rejects), on="capture_id", how="anti").height
    rows_in = new + len(resolved.rejects)
    close_stage("resolve", folder, run, rows_in, new, resolved.rejects, since)
    return Batch("articles", folder, resolved.frames["articles"].height)


def _captures(rejects: Sequence[Reject]) -> pl.DataFrame:
    return pl.DataFrame({"capture_id": [reject.capture_id for reject in rejects]}, schema={"capture_id": pl.String})
