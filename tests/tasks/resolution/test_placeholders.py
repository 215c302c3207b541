"""A page that stands in for many articles is no article; what is really printed at several addresses is one."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from tasks.model.records import Reject
from tasks.resolution.batch import resolve_batch
from tasks.resolution.staged import Staged
from tasks.storage import warehouse
from tasks.storage.lookup import published_rows
from tests.tasks.resolution.test_renewed import batch, cleaned, frame, reject, rows

DAY = datetime(2021, 3, 1, tzinfo=UTC)
GONE = "عفوا\n\nهذه الصفحة التي يبحث عنها جون كيري انتقلت إلى مكان آخر"
NEWS = "كيري يزور المدينة\n\nزار جون كيري المدينة أمس وعاد منها مساء"
HEADLINES = {1: "الوزير يفتتح جسرا", 2: "ارتفاع أسعار القمح", 3: "فوز المنتخب بالبطولة", 4: "أمطار غزيرة غدا"}


def page(number: int, text: str) -> dict[str, Any]:
    """The page at the address of this number."""
    headline = text.partition("\n")[0]
    url = f"https://news.example/{number}"
    return {**cleaned(f"a{number}", number, text), "headline": headline, "url": url}


def announced(number: int, headline: str | None) -> dict[str, Any]:
    return {
        "sighting_id": f"s{number}",
        "article_id": f"a{number}",
        "address": "a",
        "url": "u",
        "source": "f",
        "headline": headline,
        "seen_at": DAY,
        "month": "2021-03",
    }


def pages(text: str, headlines: dict[int, str | None]) -> Staged:
    made = batch(*(page(number, text) for number in headlines))
    captures = [{"capture_id": f"c{number}", "locator": f"https://news.example/{number}"} for number in headlines]
    sightings = frame("sightings", [announced(number, headline) for number, headline in headlines.items()])
    return Staged(frame("captures", captures), made.cleaned, made.found, made.matches, sightings)


def take_in(folder: Path, staged: Staged) -> tuple[Reject, ...]:
    """Publish a batch, and its captures as far as anything looks for them."""
    run = f"r{len(rows(folder, 'articles', 'article_id'))}{len(rows(folder, 'rejects', 'reject_id'))}"
    done = resolve_batch(staged, partial(published_rows, folder), "t", run, "1")
    told = [{**reject(str(one.capture_id), one.reason), "detail": one.detail} for one in done.rejects]
    same = {"reader": "feed", "media_type": "text/html", "holds": "article", "headers": [], "truncated": False}
    same |= {"announced": [], "sha256": "x", "body": b"", "captured_at": DAY, "run_id": "r", "month": "2021-03"}
    captures = frame(
        "captures", [{**row, **same} for row in staged.captures.select("capture_id", "locator").to_dicts()]
    )
    warehouse.commit(
        folder, run, {**done.frames, "captures": captures, "rejects": frame("rejects", told)}, done.replaced
    )
    return done.rejects


def articles(folder: Path) -> list[str]:
    return [row[0] for row in rows(folder, "articles", "article_id")]


def some(*numbers: int) -> dict[int, str | None]:
    return {number: HEADLINES[number] for number in numbers}


def test_the_third_address_shows_what_the_two_before_are(tmp_path: Path) -> None:
    assert take_in(tmp_path, pages(GONE, some(1, 2))) == ()
    assert articles(tmp_path) == ["a1", "a2"]
    gone = take_in(tmp_path, pages(GONE, some(3)))
    assert sorted(str(one.article_id) for one in gone) == ["a1", "a2", "a3"]
    assert {(one.stage, one.reason) for one in gone} == {("resolve", "not_article")}
    assert {one.locator for one in gone} == {f"https://news.example/{number}" for number in (1, 2, 3)}
    assert articles(tmp_path) == []
    assert rows(tmp_path, "mentions", "mention_id") == rows(tmp_path, "sightings", "sighting_id") == []
    assert rows(tmp_path, "topic_matches", "article_id") == []


def test_a_later_one_is_known_for_what_it_is(tmp_path: Path) -> None:
    assert len(take_in(tmp_path, pages(GONE, some(1, 2, 3)))) == 3
    (one,) = take_in(tmp_path, pages(GONE, some(4)))
    assert one.detail.startswith("news.example shows one text, ")
    assert articles(tmp_path) == []


def test_what_is_printed_at_many_addresses_under_its_headline_stays(tmp_path: Path) -> None:
    assert take_in(tmp_path, pages(NEWS, dict.fromkeys(HEADLINES, "كيري يزور المدينة"))) == ()
    assert len(articles(tmp_path)) == 4


def test_what_nothing_announced_stays(tmp_path: Path) -> None:
    assert take_in(tmp_path, pages(GONE, dict.fromkeys(HEADLINES))) == ()
    assert len(articles(tmp_path)) == 4


def test_one_article_that_is_announced_again_and_again_in_other_words_stays(tmp_path: Path) -> None:
    assert take_in(tmp_path, pages(NEWS, dict.fromkeys(HEADLINES, "وزير في زيارة"))) == ()
    assert len(articles(tmp_path)) == 4


def test_the_article_that_it_really_is_stays(tmp_path: Path) -> None:
    assert take_in(tmp_path, pages(NEWS, {4: "كيري يزور المدينة"})) == ()
    assert len(take_in(tmp_path, pages(NEWS, some(1, 2, 3)))) == 3
    assert articles(tmp_path) == ["a4"]


def test_texts_that_differ_stay(tmp_path: Path) -> None:
    for number in HEADLINES:
        assert take_in(tmp_path, pages(f"{GONE} {number}", some(number))) == ()
    assert len(pl.Series(articles(tmp_path)).unique()) == 4
