"""Published revisions that are taken up again: which keep their number, which go, and which are left alone."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from expectations.tables import TABLES
from tasks.renewal.redone import SCHEMA
from tasks.resolution.batch import resolve_batch
from tasks.resolution.staged import CHILDREN, Staged
from tasks.storage import warehouse
from tasks.storage.found import found_schema
from tasks.storage.lookup import published_rows

DAY = datetime(2021, 3, 1, tzinfo=UTC)
FIRST, SECOND = "خبر\n\nقال جون كيري إن 5 مدن جاهزة.", "خبر\n\nقال جون كيري إن 7 مدن جاهزة."
NAME = "جون كيري"


def frame(table: str, rows: list[dict[str, Any]], schema: Mapping[str, Any] | None = None) -> pl.DataFrame:
    columns = schema or TABLES[table].schema
    return pl.DataFrame([{name: row.get(name) for name in columns} for row in rows], schema=columns, orient="row")


def cleaned(article: str, number: int, text: str) -> dict[str, Any]:
    """The article of the capture of this number, an hour after the one before."""
    at = DAY + timedelta(hours=number)
    own = {"article_id": article, "capture_id": f"c{number}", "text": text, "captured_at": at, "published_at": DAY}
    return {**own, "language": "ar", "headline": "خبر", "truncated": False, "garbled": False}


def reject(capture: str, reason: str, topic: str = "t") -> dict[str, Any]:
    return {
        **dict.fromkeys(("detail", "locator", "query_hash", "run_id", "month"), "x"),
        "reject_id": f"{capture}{reason}{topic}",
        "stage": "clean",
        "reason": reason,
        "topic_id": topic,
        "capture_id": capture,
        "rejected_at": DAY,
    }


def batch(
    *rows: dict[str, Any],
    rejects: tuple[dict[str, Any], ...] = (),
    redone: tuple[tuple[str, int, str], ...] = (),
    stored: bool = False,
) -> Staged:
    """A batch in which each article names one person and matches the topic."""
    texts = {row["article_id"]: row["text"] for row in rows}
    mentions = [
        {"article_id": article, "start": text.index(NAME), "end": text.index(NAME) + len(NAME), "surface": NAME}
        | {"kind": "PERSON", "name": NAME, "roles": [], "extractor": "x", "version": "1"}
        for article, text in texts.items()
    ]
    found = {name: frame(name, [], found_schema(TABLES[name])) for name in CHILDREN}
    found["mentions"] = frame("mentions", mentions, found_schema(TABLES["mentions"]))
    matches = [{"topic_id": "t", "article_id": one, "terms": ["x"], "score": 1.0, "query_hash": "h"} for one in texts]
    seen = [
        {"sighting_id": f"s{one}", "article_id": one, "address": "a", "url": "u", "source": "f", "seen_at": DAY}
        | {"month": "2021-03"}
        for one in texts
    ]
    captures = [{"capture_id": row["capture_id"]} for row in rows]
    again = [(*one, "where") for one in redone]
    return Staged(
        frame("captures", captures),
        frame("articles", list(rows)),
        found,
        frame("topic_matches", matches),
        frame("sightings", [] if stored else seen),
        frame("rejects", list(rejects)),
        pl.DataFrame(again, schema=SCHEMA, orient="row"),
        stored,
    )


def publish(folder: Path, run: str, staged: Staged, topic: str = "t") -> None:
    done = resolve_batch(staged, partial(published_rows, folder), topic, run, "1")
    frames = {name: rows for name, rows in done.frames.items() if name != "captures"}
    warehouse.commit(folder, run, {**frames, "rejects": staged.rejects}, done.replaced)


def rows(folder: Path, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return warehouse.read(folder, table).select(columns).collect().sort(columns).rows()


def two_revisions(folder: Path) -> tuple[tuple[str, int, str], ...]:
    publish(folder, "r1", batch(cleaned("a", 1, FIRST)))
    publish(folder, "r2", batch(cleaned("a", 2, SECOND)))
    return ("a", 1, "c1"), ("a", 2, "c2")


def test_revisions_keep_their_numbers_whatever_they_are_cleaned_to(tmp_path: Path) -> None:
    redone = two_revisions(tmp_path)
    before = rows(tmp_path, "mentions", "mention_id", "entity_id")
    again = batch(cleaned("a", 1, SECOND), cleaned("a", 2, SECOND), redone=redone, stored=True)
    publish(tmp_path, "r3", again)
    wanted = [(1, False, None, "r3"), (2, True, 0.0, "r3")]
    assert rows(tmp_path, "articles", "revision", "is_latest", "change", "run_id") == wanted
    assert rows(tmp_path, "mentions", "mention_id", "entity_id") == before
    assert rows(tmp_path, "topic_matches", "article_id", "revision", "run_id") == [("a", 2, "r3")]
    assert rows(tmp_path, "entities", "articles", "mentions") == [(1, 1)]


def test_a_newest_revision_that_is_no_article_goes_and_the_one_before_is_the_newest(tmp_path: Path) -> None:
    redone = two_revisions(tmp_path)
    gone = (reject("c2", "not_article"),)
    publish(tmp_path, "r3", batch(cleaned("a", 1, FIRST), rejects=gone, redone=redone, stored=True))
    assert rows(tmp_path, "articles", "revision", "is_latest") == [(1, True)]
    assert rows(tmp_path, "mentions", "article_id", "revision") == [("a", 1)]
    assert rows(tmp_path, "topic_matches", "revision") == [(1,)]
    assert rows(tmp_path, "rejects", "capture_id", "reason") == [("c2", "not_article")]


def test_an_article_of_which_nothing_is_left_takes_all_its_rows_along(tmp_path: Path) -> None:
    redone = two_revisions(tmp_path)
    gone = (reject("c1", "not_article"), reject("c2", "not_article"))
    publish(tmp_path, "r3", batch(rejects=gone, redone=redone, stored=True))
    tables = ("articles", "mentions", "topic_matches", "sightings", "entities")
    assert [rows(tmp_path, table, TABLES[table].key[0]) for table in tables] == [[]] * len(tables)


def test_an_article_stays_as_it_is_where_a_step_broke_off(tmp_path: Path) -> None:
    redone = two_revisions(tmp_path)
    slow = (reject("c2", "timeout"),)
    publish(tmp_path, "r3", batch(cleaned("a", 1, SECOND), rejects=slow, redone=redone, stored=True))
    wanted = [(1, False, "r1"), (2, True, "r2")]
    assert rows(tmp_path, "articles", "revision", "is_latest", "run_id") == wanted
    assert rows(tmp_path, "mentions", "revision", "run_id") == [(2, "r2")]
    assert rows(tmp_path, "rejects", "capture_id", "reason") == [("c2", "timeout")]


def test_an_article_stays_as_it_is_where_a_newer_revision_was_taken_in_meanwhile(tmp_path: Path) -> None:
    redone = two_revisions(tmp_path)
    publish(tmp_path, "r3", batch(cleaned("a", 1, SECOND), redone=redone[:1], stored=True))
    wanted = [(1, False, "r1"), (2, True, "r2")]
    assert rows(tmp_path, "articles", "revision", "is_latest", "run_id") == wanted
    assert rows(tmp_path, "mentions", "revision", "run_id") == [(2, "r2")]


def test_what_was_seen_of_an_article_goes_along_to_its_new_id(tmp_path: Path) -> None:
    publish(tmp_path, "r1", batch(cleaned("a", 1, FIRST)))
    publish(tmp_path, "r2", batch(cleaned("a", 1, FIRST), redone=(("a", 1, "c1"),), stored=True), topic="other")
    again = batch(cleaned("b", 1, FIRST), redone=(("a", 1, "c1"),), stored=True)
    publish(tmp_path, "r3", again, topic="third")
    assert rows(tmp_path, "articles", "article_id", "revision", "is_latest") == [("b", 1, True)]
    assert rows(tmp_path, "sightings", "sighting_id", "article_id") == [("sa", "b")]
    assert {row[1] for row in rows(tmp_path, "topic_matches", "topic_id", "article_id")} == {"b"}
    assert rows(tmp_path, "mentions", "article_id") == [("b",)]
    assert rows(tmp_path, "entities", "articles", "mentions") == [(1, 1)]


def test_a_reject_of_one_topic_stays_when_its_bytes_are_read_for_another(tmp_path: Path) -> None:
    publish(tmp_path, "r1", batch(cleaned("a", 1, FIRST)))
    kept = [reject("c1", "off_topic", "other"), reject("c1", "crashed")]
    warehouse.commit(tmp_path, "r2", {"rejects": frame("rejects", kept)}, {})
    publish(tmp_path, "r3", batch(cleaned("a", 1, FIRST), redone=(("a", 1, "c1"),), stored=True))
    assert rows(tmp_path, "rejects", "reason", "topic_id") == [("off_topic", "other")]


def test_a_reject_of_an_older_text_is_no_new_revision(tmp_path: Path) -> None:
    publish(tmp_path, "r1", batch(cleaned("a", 2, SECOND)))
    warehouse.commit(tmp_path, "r2", {"rejects": frame("rejects", [reject("c1", "no_text")])}, {})
    publish(tmp_path, "r3", batch(cleaned("a", 1, FIRST), stored=True))
    assert rows(tmp_path, "articles", "revision", "capture_id", "run_id") == [(1, "c2", "r1")]
    assert rows(tmp_path, "rejects", "capture_id") == []
