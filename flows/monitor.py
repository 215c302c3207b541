"""The flow `monitor`: what is new on one topic, from its sources to the tables."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run

from flows.progress import report
from flows.runners import ahead, check_runner, share, task_runner
from tasks.clean import clean
from tasks.extract import extract
from tasks.extractors.batch import try_names_model
from tasks.ingest import ingest
from tasks.model.errors import ExpectationsFailed
from tasks.model.records import Batch, Intake, Run
from tasks.model.settings import Given, Settings, load_settings
from tasks.model.topics import Topic, load_topic
from tasks.places.place import Place
from tasks.publish import finish, publish
from tasks.readers.sources import sources
from tasks.resolution.corrections import load_corrections
from tasks.resolve import resolve
from tasks.storage.meanwhile import drop_settled
from tasks.storage.staging import staging
from tasks.storage.warehouse import recover, turn
from tasks.validate import validate


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
        return run.run_id if _publish_all(intake, run, watched, settings, since) else None


def _run(topic: Topic, warehouse: Place, keep_all: bool, names_version: str) -> Run:
    run_id = str(flow_run.get_id())
    return Run(run_id, topic.topic_id, topic.query_hash, keep_all, datetime.now(UTC), warehouse, names_version)


def _publish_all(intake: Intake, run: Run, topic: Topic, settings: Settings, since: int) -> bool:
    """Resolve, validate and publish every batch in its order, then close the run's row; whether anything was new."""
    total, known, published = len(intake.batches), intake.known, False
    try:
        for number, extracted in enumerate(_extracted(intake.batches, run, topic, settings)):
            report(number, total, "extracting and publishing batches")
            with turn(run.warehouse):
                rest = drop_settled(extracted, run, since)
                known += rest.known
                if rest.is_new:
                    publish(validate(resolve(extracted, run), run), run, known)
                    published = True
    except ExpectationsFailed:
        finish(run, known, "stopped")
        raise
    if published:
        report(total, total, "writing the run's report")
        finish(run, known, "finished")
    return published


def _extracted(batches: Sequence[Batch], run: Run, topic: Topic, settings: Settings) -> Iterator[Batch]:
    """The batches, cleaned and extracted by the task runner, in their order; a few ahead of what is asked for."""
    waiting: deque[PrefectFuture[Batch]] = deque()
    own = share(settings)
    most = ahead(settings)
    with task_runner(settings) as runner:
        for batch in batches:
            cleaned = runner.submit(clean, {"batch": batch, "run": run, "topic": topic, "settings": own})
            waiting.append(runner.submit(extract, {"batch": cleaned, "run": run, "settings": own}))
            if len(waiting) > most:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
