"""Stored documents through other code: same articles and ids, new rows; rejects that are articles now."""

import shutil
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tasks.model.errors import ConfigError
from tests.flows.test_monitor import OFF_TOPIC, ON_TOPIC, TOPIC, record, run, table, write

pytestmark = pytest.mark.usefixtures("prefect")
OTHER_QUERY = """
query = "المباراة"
languages = ["ar"]
title = {ar = "مباراة", en = "match"}
schedule = {cron = "0 6 * * *", timezone = "Asia/Baghdad"}
[[sources]]
reader = "folder"
path = "."
"""
IDS = {
    "articles": ("article_id", "revision", "is_latest", "duplicate_cluster"),
    "mentions": ("mention_id", "entity_id"),
    "quotes": ("quote_id", "speaker_entity_id"),
    "dates": ("date_id",),
    "entities": ("entity_id", "mentions", "articles"),
    "topic_matches": ("topic_id", "article_id", "revision"),
    "captures": ("capture_id", "run_id"),
    "rejects": ("reason", "capture_id"),
}


def ids(warehouse: Path) -> dict[str, list[Any]]:
    return {name: table(warehouse, name).select(columns).sort(columns).rows() for name, columns in IDS.items()}


def status(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    from flows import __main__ as command

    monkeypatch.setattr(sys, "argv", ["marsad", *words])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


def other_versions(monkeypatch: pytest.MonkeyPatch, **changed: str) -> None:
    """Have runs say that they use other versions."""
    from tasks.accounting import versions

    own = versions.reading
    monkeypatch.setattr(versions, "reading", lambda model: {**own(model), **changed})
    monkeypatch.setattr("tasks.renewal.stale.reading", lambda model: {**own(model), **changed})


@pytest.fixture(scope="module")
def made(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, one of two revisions; what is off the topic; what had no text; beside it what was read."""
    folder = tmp_path_factory.mktemp("made")
    run(folder / "w", write(folder / "a.jsonl", record(1), record(2), record(3, OFF_TOPIC), record(4, content="")))
    run(folder / "w", write(folder / "b.jsonl", record(1, ON_TOPIC.replace("واضح", "غامض"))))
    return folder


@pytest.fixture
def warehouse(made: Path, tmp_path: Path) -> Path:
    """A copy of the warehouse."""
    shutil.copytree(made / "w", tmp_path / "w", symlinks=True)
    return tmp_path / "w"


def test_the_same_articles_get_new_rows_with_the_same_ids(
    made: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.reprocess import reprocess

    before = ids(warehouse)
    assert reprocess(warehouse=warehouse).run_id is None, "today's code has made all of it"
    other_versions(monkeypatch, quotes="new")
    done = reprocess(warehouse=warehouse, stage="extract")
    assert done.documents == 2
    assert ids(warehouse) == before
    for name in ("articles", "mentions", "quotes", "topic_matches"):
        assert set(table(warehouse, name)["run_id"]) == {done.run_id}, name
    row = table(warehouse, "runs").filter(run_id=done.run_id).row(0, named=True)
    assert (row["kind"], row["outcome"], row["topic_id"]) == ("reprocess", "finished", "")
    assert reprocess(warehouse=warehouse, stage="extract").run_id is None
    assert run(warehouse, made / "a.jsonl") is None, "what was taken up again is settled as before"


def test_bytes_are_cleaned_again_and_rejects_with_them(warehouse: Path) -> None:
    from flows.reprocess import reprocess

    before = ids(warehouse)
    articles = table(warehouse, "articles")
    done = reprocess(warehouse=warehouse, every=True)
    assert done.documents == 4, "two articles, two rejects"
    assert ids(warehouse) == before
    now = table(warehouse, "articles")
    assert now.sort("article_id", "revision")["text"].equals(articles.sort("article_id", "revision")["text"])
    assert set(table(warehouse, "rejects")["run_id"]) == {done.run_id}
    assert reprocess(warehouse=warehouse, topics=[TOPIC], outlet="nobody", every=True).run_id is None


def test_a_reject_that_is_an_article_after_a_fix_is_published(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from flows.reprocess import replay

    topic = tmp_path / TOPIC.name  # the name is the topic's id
    topic.write_text(OTHER_QUERY, encoding="utf-8")
    still = replay(["no_text"], [], warehouse=warehouse)
    assert (still.documents, table(warehouse, "rejects").height) == (1, 2)
    assert status(monkeypatch, "rejects", "replay", "--topic", str(topic), "--warehouse", str(warehouse)) == 0
    said = capsys.readouterr().out
    assert "2 taken up" in said
    assert "Rejected: 1 no_text." in said
    assert dict(table(warehouse, "rejects").select("reason", "stage").rows()) == {"no_text": "clean"}
    assert table(warehouse, "articles").filter(pl.col("text").str.contains("المباراة")).height == 1


def test_mistakes_are_one_sentence(tmp_path: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.reprocess import reprocess

    with pytest.raises(ConfigError, match="There are no tables"):
        reprocess(warehouse=tmp_path / "empty")
    assert status(monkeypatch, "reprocess", "--outlet", "nobody", "--warehouse", str(warehouse)) == 2
