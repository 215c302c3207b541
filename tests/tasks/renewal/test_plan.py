"""What is taken up again, as what, and what is left out with a word why."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.tables import TABLES
from tasks.model.batches import sizes
from tasks.model.runs import Run
from tasks.renewal.plan import ARTICLES, BARE, CAPTURES, REJECTS, UNKNOWN, documents_of, plan
from tasks.renewal.redone import read_redone
from tasks.renewal.replaying import plan_replay
from tasks.renewal.stale import Narrowed
from tasks.renewal.taking import take_up
from tasks.storage import warehouse
from tasks.storage.captures import staged_captures
from tasks.storage.staging import read_staged

DAY = datetime(2024, 3, 5, 12, tzinfo=UTC)


def frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = TABLES[table].schema
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema, orient="row")


def capture(name: str, days: int, body: bytes | None) -> dict[str, Any]:
    same = {"reader": "folder", "media_type": "text/plain", "holds": "article", "headers": [], "truncated": False}
    own = {"capture_id": name, "locator": f"at {name}", "body": body, "captured_at": DAY + timedelta(days=days)}
    return {**same, **own, "announced": [], "sha256": "x", "run_id": "r", "month": "2024-03"}


def article(name: str, revision: int, is_latest: bool, captured: str, days: int) -> dict[str, Any]:
    same = dict.fromkeys(("headline", "text", "content_hash", "duplicate_cluster"), "x") | {
        "language": "ar",
        "words": 1,
    }
    own = {"article_id": name, "revision": revision, "is_latest": is_latest, "capture_id": captured, "version": "0"}
    own |= {"captured_at": DAY + timedelta(days=days), "outlet": name, "run_id": "r", "month": "2024-03"}
    return {**same, **own, "truncated": False, "garbled": False}


def reject(captured: str | None, reason: str, topic: str, stage: str = "clean", **other: Any) -> dict[str, Any]:
    own = {
        "reject_id": f"{captured}{topic}",
        "capture_id": captured,
        "reason": reason,
        "topic_id": topic,
        "stage": stage,
    }
    same = {"detail": "", "locator": "x", "query_hash": "h", "rejected_at": DAY, "run_id": "r", "month": "2024-03"}
    return {**own, **same, **other}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run over a warehouse in which the bytes of an article, and of the first revision of another, are gone."""
    captures = [capture(name, days, body) for name, days, body in (("c1", 0, None), ("c2", 1, None), ("c3", 2, b"3"))]
    captures += [capture("c4", 3, b"4"), capture("c5", 4, b"5")]
    articles = [article("a", 1, True, "c1", 0), article("b", 1, False, "c2", 1), article("b", 2, True, "c3", 2)]
    rejects = [reject("c4", "no_text", "t"), reject("c4", "off_topic", "other"), reject("c5", "off_topic", "t")]
    rejects += [reject("c3", "off_topic", "t"), reject(None, "robots", "t", "ingest")]
    rejects += [reject("c3", "expectation", "", "validate", article_id="b", table="quotes", payload="{}")]
    frames = {"captures": captures, "articles": articles, "rejects": rejects}
    warehouse.commit(tmp_path, "one", {name: frame(name, rows) for name, rows in frames.items()}, {})
    (tmp_path / ".staging" / "r2").mkdir(parents=True)
    return Run("r2", "", "", False, DAY, tmp_path, kind="reprocess")


def planned(run: Run, stage: str, narrowed: Narrowed) -> tuple[dict[str, set[str]], dict[str, int]]:
    """The captures that are planned, by what they are taken up as, and what is left out."""
    made = plan(run, stage, narrowed, ("t",), sizes(10))
    found: dict[str, set[str]] = {}
    for portion in made.portions:
        found.setdefault(portion.source, set()).update(documents_of(portion, run)["capture_id"])
    return found, dict(made.left)


def test_bytes_are_taken_where_they_are_kept_and_rows_where_they_are_not(run: Run) -> None:
    found, left = planned(run, "clean", Narrowed())
    assert found == {CAPTURES: {"c3"}, ARTICLES: {"c1"}, REJECTS: {"c3", "c4", "c5"}}
    assert left == {BARE: 1, UNKNOWN: 1}


@pytest.mark.parametrize(
    ("narrowed", "wanted"),
    [
        (Narrowed(), {ARTICLES: {"c1", "c3"}}),
        (Narrowed(since=(DAY + timedelta(days=1)).date()), {ARTICLES: {"c3"}}),
        (Narrowed(outlet="a"), {ARTICLES: {"c1"}}),
        (Narrowed(topics=("t",)), {}),
    ],
    ids=["all", "since", "outlet", "topic"],
)
def test_rows_are_taken_to_be_read_again(run: Run, narrowed: Narrowed, wanted: dict[str, set[str]]) -> None:
    assert planned(run, "extract", narrowed) == (wanted, {})


def test_an_article_comes_with_all_its_revisions_whether_their_bytes_are_kept_or_not(run: Run) -> None:
    first = plan(run, "clean", Narrowed(), ("t",), sizes(10)).portions[0]
    (batch,) = take_up(first, run)
    assert [one.capture_id for one in staged_captures(batch)] == ["c3"]
    stored = read_staged(batch.folder, "articles")
    assert stored.select("article_id", "capture_id", "version", "revision").rows() == [("b", "c2", "0", None)]
    wanted = [("b", 1, "c2", "at c2"), ("b", 2, "c3", "at c3")]
    assert read_redone(batch.folder).rows() == wanted


def test_bytes_that_another_topic_has_read_since_are_found(run: Run) -> None:
    again = {**capture("c3", 40, b"3"), "month": "2024-04"}
    warehouse.commit(run.warehouse, "two", {"captures": frame("captures", [again])}, {})
    made = plan(run, "clean", Narrowed(), ("t",), sizes(10))
    (batch,) = take_up(made.portions[0], run)
    assert [one.capture_id for one in staged_captures(batch)] == ["c3"]
    assert made.left == {BARE: 1, UNKNOWN: 1}


def test_rejects_are_replayed_as_what_they_are(run: Run) -> None:
    made = plan_replay(run, ("no_text", "expectation", "robots"), (), ("t",), False, sizes(10))
    sources = {portion.source: set(documents_of(portion, run)["capture_id"]) for portion in made.portions}
    assert sources == {REJECTS: {"c4"}, ARTICLES: {"c3"}}
    assert made.rejects == 2
    assert list(made.left.values()) == [1], "robots had no bytes"


def test_rejects_of_a_topic_that_is_not_known_are_left_with_a_word(run: Run) -> None:
    made = plan_replay(run, ("off_topic",), (), ("t",), False, sizes(10))
    assert {portion.source for portion in made.portions} == {REJECTS}
    assert (made.rejects, made.left) == (2, {UNKNOWN: 1})
