"""Steps that are begun anew, or done by two at once: one attempt counts, whole, on a disk and in a store."""

from dataclasses import astuple
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

import tasks.extract
from expectations.tables import TABLES
from tasks.clean import clean
from tasks.extract import extract
from tasks.ingest import ingest
from tasks.model.errors import StagingBroken
from tasks.model.records import Reject
from tasks.model.runs import Batch, Run
from tasks.model.settings import Settings
from tasks.model.topics import SEED_TOPIC, load_topic
from tasks.places.place import Place, sizes_below
from tasks.readers.sources import sources
from tasks.storage.attempts import adopt, attempt, origin
from tasks.storage.found import read_found
from tasks.storage.staging import read_staged, write_rows
from tasks.storage.tallies import read_tallies
from tests.flows.test_monitor import OFF_TOPIC, ON_TOPIC, record, write

REACHED = ("captures", "articles", "topic_matches", "sightings", "rejects")
REJECT_STAGE = [name for name in TABLES["rejects"].schema if name != "rejected_at"].index("stage")


@pytest.fixture(params=["folder", "objects"])
def where(request, tmp_path) -> Place:
    return tmp_path / "warehouse" if request.param == "folder" else request.getfixturevalue("bucket")


def articles(folder: Place) -> list[str]:
    return read_staged(folder, "articles")["article_id"].to_list()


def staged(*ids: str, folder: Place) -> Batch:
    return write_rows("articles", ({"article_id": one} for one in ids), folder)


def test_an_attempt_leaves_what_it_was_given_until_it_is_taken_over(where):
    where.mkdir()
    given = staged("a", folder=where)
    one, other = attempt(given, "articles", "sightings"), attempt(given)
    assert (articles(one), articles(other)) == (["a"], [])
    taken = staged("a", "b", folder=one)
    after = staged("b", folder=attempt(taken))
    write_rows("sightings", [{"sighting_id": "s"}], one)
    staged("c", folder=other)
    assert {origin(folder) for folder in (where, one, other, after.folder)} == {where}
    assert articles(where) == ["a"]
    assert adopt(after) == Batch("articles", where, 1)
    assert articles(where) == ["b"], "of the step after"
    assert read_staged(where, "sightings")["sighting_id"].to_list() == ["s"], "of the step before"
    left = {name.partition("/")[0] for name in sizes_below(where)}
    assert left == {"articles.parquet", "sightings.parquet", other.name}
    assert adopt(Batch("articles", where, 1)) == Batch("articles", where, 1), "there is nothing to take over"
    assert articles(where) == ["b"]


@pytest.fixture
def work(where, tmp_path):
    """A batch of a record that is broken, an article off the topic and two on it; and the two steps over a batch."""
    records = [record(number, text) for number, text in enumerate((ON_TOPIC, OFF_TOPIC, f"{ON_TOPIC} وبدأ العمل."))]
    file = write(tmp_path / "in.jsonl", *records, "{broken")
    settings, topic = Settings(workers=1), load_topic(SEED_TOPIC)
    run = Run("r", topic.topic_id, topic.query_hash, False, datetime.now(UTC), where)
    (batch,) = ingest.fn(sources(topic, (file,)), run, settings).batches
    return SimpleNamespace(
        batch=batch,
        clean=lambda given: clean.fn(given, run, topic, settings),
        extract=lambda given: extract.fn(given, run, settings),
    )


@pytest.fixture
def one_fails(monkeypatch):
    """Extraction fails at a batch's first article."""
    whole = tasks.extract.extract_articles

    def failing(articles: list[dict[str, Any]], *rest: Any) -> Any:
        first, found = articles[0], whole(articles[1:], *rest)
        failed = Reject("extract", "timeout", "", first["locator"], first["capture_id"], first["article_id"])
        return found[0], [*found[1], failed]

    monkeypatch.setattr(tasks.extract, "extract_articles", failing)


def left(folder: Place) -> dict[str, Any]:
    """What the next step finds, but for times."""
    tables = {name: read_staged(folder, name).drop("rejected_at", strict=False).rows() for name in REACHED}
    found = {name: read_found(name, folder).rows() for name in ("mentions", "quotes", "dates")}
    return {**tables, **found, "tallies": sorted(astuple(tally)[:-1] for tally in read_tallies(folder))}


def test_steps_that_are_done_again_and_again_leave_what_they_leave_when_done_once(work, one_fails):
    whole = work.batch.folder
    broken_off = work.clean(work.batch)
    given_up = work.extract(broken_off)
    cleaned = work.clean(work.batch)
    lost = work.extract(cleaned)
    assert read_staged(whole, "rejects")["stage"].to_list() == ["ingest"]
    assert adopt(work.extract(cleaned)) == Batch("articles", whole, 1)
    once = left(whole)
    assert sorted(row[REJECT_STAGE] for row in once["rejects"]) == ["clean", "extract", "ingest"]
    assert len(once["articles"]) == 1
    assert once["quotes"]
    assert [tally[:5] for tally in once["tallies"]] == [
        ("clean", "documents", 3, 2, 1),
        ("extract", "documents", 2, 1, 1),
        ("ingest", "documents", 4, 3, 1),
    ]
    work.extract(broken_off)  # by somebody who was given up for dead, and comes too late
    with pytest.raises(StagingBroken):
        work.clean(work.batch)
    assert left(whole) == once
    assert len({given_up.folder, lost.folder, broken_off.folder, cleaned.folder}) == 4
