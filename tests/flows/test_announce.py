"""What is emitted: each thing once, with what a message needs; a source that is silent is not told of again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import tasks.announce
from expectations.vocabulary import EVENTS
from tasks.announce import announce, announce_sources
from tasks.model.runs import Run
from tasks.news.happening import Happening

NEWS = Happening(
    "marsad.quote.denied", "marsad.entity.e1", "Somebody denied something", "«no»", "q1", "http://a.example/"
)


def run(name: str, warehouse: Path = Path("w")) -> Run:
    return Run(name, "topic", "hash", False, datetime(2024, 5, 1, tzinfo=UTC), warehouse)


@pytest.fixture
def emitted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.announce, "emit_event", lambda **event: found.append(event))
    return found


def test_an_event_says_what_a_message_needs(emitted: list[dict[str, Any]]) -> None:
    announce.fn((NEWS,), run("r1"))
    (event,) = emitted
    assert event["event"] in EVENTS
    assert event["resource"] == {"prefect.resource.id": "marsad.entity.e1", "prefect.resource.name": NEWS.title}
    assert event["payload"] == {
        "title": NEWS.title,
        "text": NEWS.text,
        "url": NEWS.url,
        "topic_id": "topic",
        "warehouse": "w",
        "more": 0,
    }


def test_an_event_repeated_by_its_run_is_the_same_and_that_of_another_run_is_not(emitted: list[dict[str, Any]]) -> None:
    for name in ("r1", "r1", "r2"):
        announce.fn((NEWS,), run(name))
    first, again, other = (event["id"] for event in emitted)
    assert first == again != other


def test_a_source_that_stays_silent_is_told_of_by_one_run(
    tmp_path: Path, emitted: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    health = {"source": "https://a.example/feed", "health": "silent"}
    monkeypatch.setattr(tasks.announce, "read_sources", lambda _run: [health])
    monkeypatch.setattr(tasks.announce, "announce", announce.fn)
    announce_sources(run("r1", tmp_path))
    announce_sources(run("r2", tmp_path))
    assert [event["event"] for event in emitted] == ["marsad.source.silent"]
    health["health"] = "ok"
    announce_sources(run("r3", tmp_path))
    health["health"] = "silent"
    announce_sources(run("r4", tmp_path))
    assert len(emitted) == 2
