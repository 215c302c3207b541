"""Ingest: read a topic's sources and stage what no earlier run has settled, batch by batch."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from time import perf_counter
from typing import Any

from prefect import task

from tasks.model.batches import sizes
from tasks.model.errors import ConfigError
from tasks.model.limits import READING
from tasks.model.runs import Batch, Intake, Run
from tasks.model.settings import Settings, hours
from tasks.model.sources import Source, WebSource
from tasks.readers.intake import Found, Taken, read_files, take
from tasks.storage.captures import published_captures, published_pages, stage_captures
from tasks.storage.lookup import published_rows
from tasks.storage.settled import settled
from tasks.storage.staging import add_rows, batch_folder, clear_batches
from tasks.storage.tallies import close_stage, write_sources


def _may_pass(_task: Any, _run: Any, state: Any) -> bool:
    """Whether another try may help: not where somebody has to mend something first, nor after a day."""
    return state.name != "TimedOut" and not isinstance(state.result(raise_on_failure=False), ConfigError)


@task(retries=3, retry_delay_seconds=[2, 10, 60], retry_condition_fn=_may_pass, timeout_seconds=READING)
def ingest(sources: Sequence[Source | WebSource], run: Run, settings: Settings) -> Intake:
    """Stage everything new in the sources: captures, rejects beside them, and the stage's tally.

    Args:
        sources: where to read.
        run: the run.
        settings: `batch_size` and the limits on documents and on the web.

    Raises:
        SourceUnavailable: there is nothing where a source of files should lie; one on the web is polled again later.
        ConfigError: there are sources on the web and nobody whom their owners could turn to, or no room for what is
            fetched.
    """
    clear_batches(run.warehouse, run.run_id)  # what a try before this one has staged
    now, known = datetime.now(UTC), settled(run.warehouse, run)
    files = read_files([source for source in sources if isinstance(source, Source)], settings, now)
    web = [source for source in sources if isinstance(source, WebSource)]
    return _with_web(web, files, known, run, settings) if web else _staged(files, known, run, settings)


def _with_web(
    web: Sequence[WebSource], files: Iterable[Found], known: frozenset[str], run: Run, settings: Settings
) -> Intake:
    # 0.3 s to import, for the web only.
    from tasks.web.intake import Web
    from tasks.web.rebuild import rebuild
    from tasks.web.standing import standings
    from tasks.web.state import State, state_path

    with State(state_path(run.warehouse)) as state:
        if state.pages.is_empty():  # new, or begun anew because it was broken
            now = datetime.now(UTC).timestamp()
            rebuild(state, published_pages(run.warehouse), hours(settings.look_again_hours), now)
        watched = Web(web, state, partial(published_rows, run.warehouse))
        watched.crawl(settings)
        write_sources(standings(web, state, datetime.now(UTC).timestamp(), run.started_at.timestamp()), run)
        found = chain(files, watched.new(known, partial(published_captures, run.warehouse)))
        intake = _staged(found, known, run, settings)
        return _with_sightings(intake, watched.sightings(datetime.now(UTC)), run)


def _staged(found: Iterable[Found], known: frozenset[str], run: Run, settings: Settings) -> Intake:
    batches, passed, since = [], 0, perf_counter()
    for number, taken in enumerate(take(found, known, sizes(settings.batch_size))):
        passed += taken.known
        if taken.captures or taken.rejects:
            batches.append(_batch(taken, number, run, since))
        since = perf_counter()
    return Intake(tuple(batches), passed)


def _batch(taken: Taken, number: int, run: Run, since: float) -> Batch:
    folder = batch_folder(run.warehouse, run.run_id, number)
    documents = sum(capture.holds == "article" for capture in taken.captures)
    batch = stage_captures(taken.captures, folder, run)
    close_stage("ingest", folder, run, documents + len(taken.rejects), documents, taken.rejects, since)
    return batch


def _with_sightings(intake: Intake, rows: Sequence[dict[str, object]], run: Run) -> Intake:
    """The intake with these rows of `sightings` in its first batch, which is made for them where there is none."""
    if not rows:
        return intake
    batches = intake.batches or (_batch(Taken((), (), 0), 0, run, perf_counter()),)
    add_rows("sightings", rows, batches[0].folder)
    return Intake(batches, intake.known)
