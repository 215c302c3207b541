"""One document through a worker: article and match, or the reason; a batch of them: rows and rejects."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from tasks.model.errors import RejectDocument
from tasks.model.records import Capture
from tasks.model.runs import Run
from tasks.storage.captures import stage_captures, staged_captures
from tasks.text.examine import Examined, Wanted, examine
from tasks.text.outcome import match_rows, sort_out
from tasks.workers.pool import Failure, Pool

NOW = datetime(2026, 1, 2, tzinfo=UTC)
WANTED = Wanted("السد AND الوزير", ("ar",))
ON_TOPIC = "افتتاح السد\nقال الوزير سالم الجابري إن العمل انتهى."
RUN = Run("run", "topic", "hash", False, NOW, Path())


def capture(text: str, locator: str = "news/a.txt", media_type: str = "text/plain") -> Capture:
    return Capture(f"id of {locator}", "folder", locator, media_type, text.encode(), NOW)


def test_a_match_comes_with_its_article() -> None:
    examined = examine(capture(ON_TOPIC), WANTED)
    assert examined.article.headline == "افتتاح السد"
    assert examined.match is not None
    assert examined.match.terms == ("السد", "الوزير")


def test_a_language_that_the_topic_does_not_want_is_a_reject() -> None:
    with pytest.raises(RejectDocument) as caught:
        examine(capture(ON_TOPIC), replace(WANTED, languages=("en",)))
    assert (caught.value.reason, caught.value.detail) == ("language", "ar; the topic wants en")


def sorted_out(keep_all: bool) -> tuple[list[Examined], list[tuple[str, str]]]:
    captures = [capture(ON_TOPIC), capture("فوز الفريق\nفاز الفريق بهدفين.", "news/b.txt"), capture("", "news/c.txt")]
    outcomes = [*(examine(one, WANTED) for one in captures[:2]), Failure("timeout", "longer than 1 s")]
    kept, rejects = sort_out(captures, outcomes, replace(RUN, keep_all=keep_all))
    assert len(kept) + len(rejects) == len(captures)
    assert {reject.stage for reject in rejects} == {"clean"}
    return kept, [(reject.locator, reject.reason) for reject in rejects]


def test_what_is_off_topic_and_what_failed_becomes_a_reject() -> None:
    kept, rejects = sorted_out(keep_all=False)
    assert [one.article.headline for one in kept] == ["افتتاح السد"]
    assert rejects == [("news/b.txt", "off_topic"), ("news/c.txt", "timeout")]


def test_keeping_all_keeps_what_is_off_topic_without_a_match() -> None:
    kept, rejects = sorted_out(keep_all=True)
    assert rejects == [("news/c.txt", "timeout")]
    assert len(kept) == 2
    (row,) = match_rows(kept, RUN)
    assert (row["topic_id"], row["query_hash"], row["score"]) == ("topic", "hash", 1.0)


def test_captures_come_back_from_staging_as_they_went(tmp_path: Path) -> None:
    captures = [
        replace(capture(ON_TOPIC), url="http://news.example/1", charset="cp1256"),
        capture("\x00\xff", "news/b"),
    ]
    assert staged_captures(stage_captures(captures, tmp_path, RUN)) == captures
    assert staged_captures(stage_captures([], tmp_path, RUN)) == []


def test_a_page_made_to_hang_its_parser_costs_itself() -> None:
    hanging = "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x</p>"
    page = capture(f"<h1>عنوان</h1><p>قال الوزير.</p>{hanging}", "news/b.html", "text/html")
    pool = Pool(workers=1, memory=1024)
    try:
        (first,) = pool.map(partial(examine, wanted=WANTED), [page], 2)
        (second,) = pool.map(partial(examine, wanted=WANTED), [capture(ON_TOPIC)], 30)
    finally:
        pool.close()
    assert isinstance(first, Failure)
    assert first.reason == "timeout"
    assert isinstance(second, Examined)
