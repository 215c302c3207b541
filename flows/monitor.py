"""The flow `monitor`: what is new on one topic, from its sources to the tables."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow
from prefect.runtime import flow_run

from flows.progress import report
from flows.runners import check_runner, share
from flows.server import is_heard
from tasks.announce import announce_sources
from tasks.ingest import ingest
from tasks.model.runs import Run
from tasks.model.settings import Given, Settings, load_settings
from tasks.model.topics import Topic, load_topic
from tasks.places.place import Place
from tasks.readers.sources import sources
from tasks.resolution.corrections import load_corrections
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
    run = _run(watched, (warehouse or settings.warehouse).absolute(), keep_all, _names_version(settings))
    since = recover(run.warehouse)
    with staging(run.warehouse, run.run_id):
        report(0, 0, "reading")
        intake = ingest(where, run, settings)
        if is_heard():
            announce_sources(run)
        if not intake.batches:
            return None
        from flows.extracting import publish_new

        is_new = publish_new(intake, run, watched, settings, since)
    if is_new and is_heard() and settings.report_days:
        from tasks.depict import depict  # 0.3 s to import, for what is drawn

        # The rows are published: what goes wrong with their picture is the step's failure, not the run's.
        depict(run.warehouse, watched, settings.report_days, return_state=True)
    return run.run_id if is_new else None


def _names_version(settings: Settings) -> str:
    """The version of the user's model of names, which is tried; empty where there is none."""
    if not settings.names_model:
        return ""
    from tasks.extractors.batch import try_names_model

    return try_names_model(share(settings))


def _run(topic: Topic, warehouse: Place, keep_all: bool, names_version: str) -> Run:
    run_id = str(flow_run.get_id())
    return Run(run_id, topic.topic_id, topic.query_hash, keep_all, datetime.now(UTC), warehouse, names_version)
