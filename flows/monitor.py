"""The flow `monitor`: what is new on one topic, from its sources to the tables."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.runtime import flow_run
from prefect.task_runners import TaskRunner

from flows.batches import Submitted, in_order, publish_all
from flows.progress import report
from flows.runners import ahead, check_runner, share, task_runner
from flows.server import is_heard
from tasks.announce import announce_sources
from tasks.clean import clean
from tasks.depict import depict
from tasks.extract import extract
from tasks.extractors.batch import try_names_model
from tasks.ingest import ingest
from tasks.model.runs import Batch, Run
from tasks.model.settings import Given, Settings, load_settings
from tasks.model.topics import Topic, load_topic
from tasks.places.place import Place
from tasks.readers.sources import sources
from tasks.resolution.corrections import load_corrections
from tasks.storage.meanwhile import drop_settled
from tasks.storage.staging import staging
from tasks.storage.warehouse import recover


@flow
def monitor(
    topic: Path, inputs: Sequence[Path] = (), warehouse: Given | None = None, keep_all: bool = False
) -> str | None:
    """Take in what is new on a topic, and publish it batch by batch.

    Args:
        topic: the topic file.
        inputs: files or folders to read instead of the topic's sources.
        warehouse: the folder of the tables, or an address in an object store; the setting's if left out.
        keep_all: keep articles off the topic too.

    Returns:
        The run's id, or None where nothing was new and no row was added.

    Raises:
        ConfigError: something given is wrong; nothing is written.
        SourceUnavailable: a source cannot be read now.
        ExpectationsFailed: a batch broke a critical expectation; what stood before stands.
        WarehouseBusy: others have been writing to the warehouse all the time.
    """
    settings, watched = load_settings(), load_topic(topic)
    where = sources(watched, inputs)
    load_corrections()  # a fault in the file is told now, before anything is read
    check_runner(settings)
    run = _run(watched, (warehouse or settings.warehouse).absolute(), keep_all, try_names_model(share(settings)))
    since = recover(run.warehouse)
    with staging(run.warehouse, run.run_id):
        report(0, 0, "reading")
        intake = ingest(where, run, settings)
        if is_heard():
            announce_sources(run)
        with task_runner(settings) as runner:
            submitted = _extracted(intake.batches, run, watched, settings, runner)
            rest = partial(drop_settled, run=run, since=since)
            is_new = publish_all(in_order(submitted, ahead(settings)), len(intake.batches), run, intake.known, rest)
    if is_new and is_heard() and settings.report_days:
        # The rows are published: what goes wrong with their picture is the step's failure, not the run's.
        depict(run.warehouse, watched, settings.report_days, return_state=True)
    return run.run_id if is_new else None


def _run(topic: Topic, warehouse: Place, keep_all: bool, names_version: str) -> Run:
    run_id = str(flow_run.get_id())
    return Run(run_id, topic.topic_id, topic.query_hash, keep_all, datetime.now(UTC), warehouse, names_version)


def _extracted(
    batches: Sequence[Batch], run: Run, topic: Topic, settings: Settings, runner: TaskRunner[Any]
) -> Iterator[Submitted]:
    """The batches as they are given to the task runner, to be cleaned and extracted."""
    own = share(settings)
    for done, batch in enumerate(batches, 1):
        cleaned = runner.submit(clean, {"batch": batch, "run": run, "topic": topic, "settings": own})
        yield runner.submit(extract, {"batch": cleaned, "run": run, "settings": own}), run, done
