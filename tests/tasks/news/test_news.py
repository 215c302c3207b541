"""What is news: said for the first time, changed in silence, fallen silent; and how much of it is told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from expectations.vocabulary import EVENTS
from tasks.model.runs import Batch, Run
from tasks.news.batch import news_of, watched_people
from tasks.news.changes import silent_changes
from tasks.news.happening import MOST, Happening, told
from tasks.news.runs import fallen_silent, known_silent, read_known, stopped, write_known
from tasks.news.statements import SAID, candidates, statements, unsaid
from tasks.storage.staging import write_frame
from tasks.storage.warehouse import commit
from tests.tasks.storage.writer import frame, row

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
WATCHED = {"e1": "الوزير"}


def article(name: str, revision: int = 1, **given: Any) -> dict[str, Any]:
    own = {"article_id": name, "duplicate_cluster": name, "captured_at": NOON, "modified_at": None, "is_latest": True}
    return row("articles", revision=revision, **{**own, **given})


def quote(name: str, article_id: str, content: str, speaker: str | None = "e1", act: str = "state") -> dict[str, Any]:
    given = {"quote_id": name, "article_id": article_id, "content": content, "act": act}
    return row("quotes", speaker_entity_id=speaker, speaker="المتحدث", **given)


def found(quotes: list[dict[str, Any]], articles: list[dict[str, Any]]) -> pl.DataFrame:
    return candidates(frame("quotes", quotes), frame("articles", articles), WATCHED)


def nothing() -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(SAID, pl.String))


def test_only_watched_people_and_denials_are_candidates() -> None:
    quotes = [quote("q1", "a", "one"), quote("q2", "a", "two", "e2"), quote("q3", "a", "three", None, "deny")]
    assert found(quotes, [article("a")])["quote_id"].to_list() == ["q1", "q3"]


def test_what_a_copy_repeats_is_said_once_and_what_it_adds_is_new() -> None:
    quotes = [quote("q1", "a", "one"), quote("q2", "b", "one"), quote("q3", "b", "more")]
    copies = [article("a"), article("b", duplicate_cluster="a")]
    assert unsaid(found(quotes, copies), nothing())["quote_id"].to_list() == ["q1", "q3"]


def test_what_was_published_of_the_same_text_is_not_new() -> None:
    before = pl.DataFrame({"duplicate_cluster": ["a"], "content": ["one"]})
    quotes = [quote("q1", "a", "one"), quote("q2", "a", "more"), quote("q3", "b", "one")]
    new = unsaid(found(quotes, [article("a", 2), article("b")]), before)
    assert new["quote_id"].to_list() == ["q2", "q3"], "another article may say the same of its own"


def test_one_happening_for_what_one_speaker_says_in_one_article() -> None:
    quotes = [quote("q1", "a", "one"), quote("q2", "a", "two", act="deny"), quote("q3", "a", "three", None, "deny")]
    happenings = list(statements(found(quotes, [article("a", headline="خبر")]), WATCHED))
    assert [(one.event, one.resource, one.key) for one in happenings] == [
        ("marsad.quote.watched", "marsad.entity.e1", "q1/q2"),
        ("marsad.quote.denied", "marsad.entity.e1", "q2"),
        ("marsad.quote.denied", "marsad.article.a", "q3"),
    ]
    assert happenings[0].title == "الوزير said something new"
    assert happenings[0].text == "x: خبر\nالوزير: «one»\nالوزير: «two»"
    assert {one.event for one in happenings} <= set(EVENTS)


def test_a_change_is_silent_where_no_time_of_change_after_our_last_look_is_stated() -> None:
    hour = timedelta(hours=1)
    old = [article(name, is_latest=False, captured_at=NOON) for name in ("none", "early", "late")]
    new = [
        article("none", 2, captured_at=NOON + 2 * hour, change=0.25),
        article("early", 2, captured_at=NOON + 2 * hour, modified_at=NOON - hour),
        article("late", 2, captured_at=NOON + 2 * hour, modified_at=NOON + hour),
        article("first"),
    ]
    changed = list(silent_changes(frame("articles", old + new)))
    assert [one.resource for one in changed] == ["marsad.article.none", "marsad.article.early"]
    assert "25% of its words changed" in changed[0].text


def test_twenty_of_a_kind_are_told_and_the_last_says_how_many_there_are_more() -> None:
    many = [Happening("marsad.quote.denied", f"r{number}", "", "", str(number)) for number in range(MOST + 5)]
    one = Happening("marsad.article.changed", "r", "", "", "k")
    kept = told([*many, one])
    assert [happening.more for happening in kept] == [0, *[0] * (MOST - 1), 5]
    assert kept[0] == one


RUN = Run("r1", "topic", "hash", False, NOON, Path("w"))


def test_a_source_that_is_silent_is_told_of_once_until_it_speaks(tmp_path: Path) -> None:
    silent, speaking = [{"source": "s", "health": "silent"}], [{"source": "s", "health": "ok"}]
    (news,) = fallen_silent(silent, read_known(tmp_path), RUN)
    assert (news.event, news.url) == ("marsad.source.silent", "s")
    write_known(known_silent(silent, ()), tmp_path)
    assert fallen_silent(silent, read_known(tmp_path), RUN) == ()
    assert known_silent([], read_known(tmp_path)) == {"s"}, "another topic's run says nothing of it"
    write_known(known_silent(speaking, read_known(tmp_path)), tmp_path)
    assert len(fallen_silent(silent, read_known(tmp_path), RUN)) == 1


def test_a_broken_note_of_what_was_told_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "told.json").write_text("{", encoding="utf-8")
    assert read_known(tmp_path) == frozenset()


def test_a_stopped_publish_says_why() -> None:
    assert "few_rejects" in stopped(RUN, "few_rejects: 30 of 31").text


def test_news_of_a_batch_is_what_the_warehouse_does_not_say_yet(tmp_path: Path) -> None:
    person = next(iter(watched_people()))
    run = Run("r1", "topic", "hash", False, NOON, tmp_path / "w")
    (tmp_path / "staged").mkdir()
    batch = Batch("articles", tmp_path / "staged", 1)
    rows = {
        "articles": frame("articles", [article("a", month="2024-05")]),
        "quotes": frame("quotes", [{**quote("q1", "a", "one", person), "month": "2024-05"}]),
    }
    for table, staged in rows.items():
        write_frame(table, staged, batch.folder)
    assert [one.event for one in news_of(batch, run)] == ["marsad.quote.watched"]
    commit(run.warehouse, "b1", rows, {})
    assert news_of(batch, run) == ()
