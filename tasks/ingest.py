"""Ingest: read a topic's sources and stage what no earlier run has settled, batch by batch."""

from collections.abc import Sequence
from datetime import UTC, datetime
from time import perf_counter

from prefect import task

from tasks.model.records import Intake, Run
from tasks.model.settings import Settings
from tasks.model.sources import Source
from tasks.readers.intake import take
from tasks.storage.captures import stage_captures
from tasks.storage.settled import settled
from tasks.storage.staging import batch_folder
from tasks.storage.tallies import close_stage


@task(retries=3, retry_delay_seconds=[2, 10, 60])
def ingest(sources: Sequence[Source], run: Run, settings: Settings) -> Intake:
    """Stage everything new in the sources: captures, rejects beside them, and the stage's tally.

    Args:
        sources: where to read.
        run: the run.
        settings: `batch_size` and the limits on documents.

    Raises:
        SourceUnavailable: there is nothing where a source should lie.
    """
    batches, known, since = [], 0, perf_counter()
    for number, taken in enumerate(take(sources, settled(run.warehouse, run), settings, datetime.now(UTC))):
        known += taken.known
        new = len(taken.captures) + len(taken.rejects)
        if new:
            folder = batch_folder(run.warehouse, run.run_id, number)
            batches.append(stage_captures(taken.captures, folder, run))
            close_stage("ingest", folder, run, new, len(taken.captures), taken.rejects, since)
        since = perf_counter()
    return Intake(tuple(batches), known)
