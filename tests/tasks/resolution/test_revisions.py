"""Revisions count on from what is published, and a text that has not changed enough is none."""

from typing import Any

import polars as pl

from tasks.resolution.revisions import OF_A_REVISION, new_revisions

SCHEMA = {"article_id": pl.String, "revision": pl.Int32, "content_hash": pl.String, "text": pl.String}
LONG = " ".join(f"كلمة{letter}{other}" for letter in "ابتثجحخدذرزسش" for other in "ابتثجحخدذرزسشص")
TEXTS = {
    **{name: f"عنوان\n\nنص عن {name} وحده." for name in "wxyz"},
    "long": f"عنوان\n\n{LONG}.",
    "long, a word on": f"عنوان\n\n{LONG} زائدة.",
    "long, two words on": f"عنوان\n\n{LONG} زائدة أخرى.",
}


def resolved(cleaned: list[tuple[str, str]], published: list[tuple[str, int, str]]) -> list[tuple[str, str, int, bool]]:
    frame = new_revisions(
        pl.DataFrame([(one, text, TEXTS[text]) for one, text in cleaned], schema=list(no_revision()), orient="row"),
        pl.DataFrame([(*row, TEXTS[row[2]]) for row in published], schema=SCHEMA, orient="row").select(OF_A_REVISION),
    )
    return frame.select("article_id", "content_hash", "revision", "is_latest").rows()


def no_revision() -> dict[str, Any]:
    return {name: dtype for name, dtype in SCHEMA.items() if name != "revision"}


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


def test_a_text_that_has_hardly_changed_is_no_revision() -> None:
    assert resolved([("a", "long, a word on")], [("a", 1, "long")]) == []


def test_small_changes_add_up() -> None:
    assert resolved([("a", "long, two words on")], [("a", 1, "long, a word on")]) == [], "one word in 184"
    both = [("a", "long, a word on"), ("a", "long, two words on")]
    assert resolved(both, [("a", 1, "long")]) == [("a", "long, two words on", 2, True)], (
        "two against the revision before"
    )


def test_of_a_batch_the_last_text_stands_for_it_was_extracted_from() -> None:
    assert resolved([("a", "long"), ("a", "long, a word on")], []) == [("a", "long, a word on", 1, True)]


def test_the_change_is_measured_against_the_revision_before() -> None:
    one, other = "عنوان\n\nواحد اثنان ثلاثة.", "عنوان\n\nواحد اثنان أربعة."
    cleaned = pl.DataFrame([("a", "1", one), ("a", "2", other)], schema=list(no_revision()), orient="row")
    assert new_revisions(cleaned, pl.DataFrame(schema=SCHEMA))["change"].to_list() == [None, 0.25]
