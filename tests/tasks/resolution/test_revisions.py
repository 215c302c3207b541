"""Revisions count on from what is published, and an unchanged text is none."""

import polars as pl

from tasks.resolution.revisions import OF_A_REVISION, new_revisions

SCHEMA = {"article_id": pl.String, "revision": pl.Int32, "content_hash": pl.String}


def resolved(cleaned: list[tuple[str, str]], published: list[tuple[str, int, str]]) -> list[tuple[str, str, int, bool]]:
    frame = new_revisions(
        pl.DataFrame(cleaned, schema=["article_id", "content_hash"], orient="row"),
        pl.DataFrame(published, schema=SCHEMA, orient="row").select(OF_A_REVISION),
    )
    return frame.select("article_id", "content_hash", "revision", "is_latest").rows()


def test_a_new_article_starts_at_one() -> None:
    assert resolved([("a", "x"), ("b", "y")], []) == [("a", "x", 1, True), ("b", "y", 1, True)]


def test_an_unchanged_text_is_no_revision() -> None:
    assert resolved([("a", "x")], [("a", 1, "w"), ("a", 2, "x")]) == []


def test_a_changed_text_counts_on() -> None:
    assert resolved([("a", "z")], [("a", 1, "w"), ("a", 2, "x")]) == [("a", "z", 3, True)]


def test_a_text_that_returns_is_a_revision_again() -> None:
    assert resolved([("a", "w")], [("a", 1, "w"), ("a", 2, "x")]) == [("a", "w", 3, True)]


def test_two_revisions_in_one_batch_leave_one_latest() -> None:
    assert resolved([("a", "x"), ("a", "x"), ("a", "y")], []) == [("a", "x", 1, False), ("a", "y", 2, True)]
