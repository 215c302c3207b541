"""The flow `reprocess`: stored captures and articles through today's code; nothing is fetched."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from prefect import flow
from prefect.runtime import flow_run

from expectations.vocabulary import LANGUAGES
from flows.batches import in_order, publish_all
from flows.deployments import seed_topics
from flows.handing import Handed, Hands
from flows.progress import report
from flows.runners import ahead, check_runner, share
from tasks.extractors.batch import try_names_model
from tasks.model.batches import sizes
from tasks.model.runs import Batch, Run
from tasks.model.settings import Given, Settings, load_settings
from tasks.model.topics import Topic, load_topic
from tasks.places.place import Place
from tasks.recall import recall
from tasks.renewal.plan import REJECTS, plan
from tasks.renewal.portions import Portion
from tasks.renewal.replaying import plan_replay
from tasks.renewal.stale import Narrowed
from tasks.resolution.corrections import load_corrections
from tasks.storage.meanwhile import Rest
from tasks.storage.staging import staging
from tasks.storage.warehouse import filled, recover


@dataclass(frozen=True, slots=True)
class Renewed:
    """What came of a run over stored documents.

    Attributes:
        run_id: the run's id; None where there was nothing to take up and no row was changed.
        documents: how many were taken up.
        left: what was not, in words, with how many there are.
    """

    run_id: str | None
    documents: int
    left: Mapping[str, int]


@flow
def reprocess(
    stage: Literal["clean", "extract"] = "clean",
    since: date | None = None,
    outlet: str | None = None,
    topics: Sequence[Path] = (),
    every: bool = False,
    warehouse: Given | None = None,
) -> Renewed:
    """Take up again what earlier code has made, and publish it batch by batch in place of what stood.

    An article whose rows today's code has made already is left out; so a run that was interrupted is finished by the
    next one.

    Args:
        stage: `clean` begins with the stored bytes, those of rejects too; `extract` with the stored articles.
        since: only what was captured on this day (UTC) or later.
        outlet: only what this outlet published.
        topics: topic files; only what belongs to these topics. If left out, all articles and rejects, matched against
            the topic files of the project.
        every: also what today's code has made already.
        warehouse: the folder of the tables; the setting's if left out.

    Returns:
        What came of it.

    Raises:
        ConfigError: something given is wrong; nothing is written.
        ExpectationsFailed: a batch broke a critical expectation; what stood before stands.
        WarehouseBusy: others have been writing to the warehouse all the time.
    """
    settings, watched = load_settings(), known_topics(topics)
    narrowed = Narrowed(since, outlet, tuple(watched) if topics else (), every)
    with _run("reprocess", watched if topics else {}, warehouse, settings) as run:
        report(0, 0, "looking for what earlier code has made")
        found = plan(run, stage, narrowed, watched, sizes(settings.batch_size))
        run_id = _publish_portions(found.portions, run, watched, settings)
    return Renewed(run_id, _documents(found.portions), found.left)


@flow
def replay(
    reasons: Sequence[str] = (),
    reject_ids: Sequence[str] = (),
    topics: Sequence[Path] = (),
    warehouse: Given | None = None,
) -> Renewed:
    """Take rejects up again, after a fix: what is an article now is published and its row of `rejects` goes.

    Args:
        reasons: only rejects of these reasons.
        reject_ids: only these rejects; beginnings of ids that are unique will do.
        topics: topic files; only rejects of these topics. If left out, of the topic files of the project.
        warehouse: the folder of the tables; the setting's if left out.

    Returns:
        What came of it.

    Raises:
        ConfigError: something given is wrong; nothing is written.
        ExpectationsFailed: a batch broke a critical expectation; what stood before stands.
        WarehouseBusy: others have been writing to the warehouse all the time.
    """
    settings, watched = load_settings(), known_topics(topics)
    with _run("replay", watched if topics else {}, warehouse, settings) as run:
        report(0, 0, "looking for rejects")
        found = plan_replay(run, reasons, reject_ids, watched, bool(topics), sizes(settings.batch_size))
        run_id = _publish_portions(found.portions, run, watched, settings)
    return Renewed(run_id, found.rejects, found.left)


def known_topics(files: Sequence[Path]) -> Mapping[str, Topic]:
    """The topics of these files, by their ids; those of the project where no file is given.

    Raises:
        ConfigError: one of them is wrong.
    """
    return {topic.topic_id: topic for topic in map(load_topic, files or seed_topics())}


@contextmanager
def _run(kind: str, topics: Mapping[str, Topic], warehouse: Place | None, settings: Settings) -> Iterator[Run]:
    """A run over what the warehouse holds, which is put right first; it names its topic where it has just one."""
    check_runner(settings)
    load_corrections()  # a fault in the file is told now, before anything is read
    where = (warehouse or settings.warehouse).absolute()
    filled(where)
    (topic,) = topics.values() if len(topics) == 1 else (None,)
    topic_id, query_hash = (topic.topic_id, topic.query_hash) if topic else ("", "")
    names_version = try_names_model(share(settings))
    run_id = str(flow_run.get_id())
    recover(where)
    with staging(where, run_id):
        yield Run(run_id, topic_id, query_hash, False, datetime.now(UTC), where, names_version, kind)


def _documents(portions: Sequence[Portion]) -> int:
    return sum(portion.documents for portion in portions)


def _publish_portions(
    portions: Sequence[Portion], run: Run, topics: Mapping[str, Topic], settings: Settings
) -> str | None:
    """Take every portion through all steps; the run's id, None where there is none."""
    if not portions:
        return None
    total = _documents(portions)
    with Hands(settings) as hands:

        def handed() -> Iterator[Handed]:
            done = 0
            for portion in portions:
                batches: tuple[Batch, ...] = recall(portion, run)
                done += portion.documents
                topic, who = _topic_of(portion, topics), _as(run, portion, topics)
                yield from (hands.hand_out(batch, who, topic, done) for batch in batches)

        # What others have published meanwhile is told apart when a batch is resolved: nothing of it falls out here.
        extracted = in_order(handed(), ahead(settings), hands)
        publish_all(extracted, total, run, 0, lambda _batch: Rest(0, is_new=True))
    return run.run_id


def _topic_of(portion: Portion, topics: Mapping[str, Topic]) -> Topic | None:
    """What the portion's documents are matched against; a published article may be in any language."""
    topic = topics.get(portion.topic_id)
    return topic if topic is None or portion.source == REJECTS else replace(topic, languages=LANGUAGES)


def _as(run: Run, portion: Portion, topics: Mapping[str, Topic]) -> Run:
    """The run as the portion's documents know it."""
    topic = topics.get(portion.topic_id)
    return replace(
        run,
        topic_id=portion.topic_id,
        query_hash=topic.query_hash if topic else "",
        keep_all=portion.keep_all,
        kind="replay" if portion.source == REJECTS else run.kind,
    )
