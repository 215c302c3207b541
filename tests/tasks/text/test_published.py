"""When an article was published: what says so, how exactly, in which zone, and what is not believed."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.model.records import Article, Capture
from tasks.text.cleaning import clean

CASES = Path(__file__).resolve().parents[4] / "shared" / "ingest-cases" / "arabic"
NOW = datetime(2021, 11, 25, 9, tzinfo=UTC)
BODY = "قال وزير الموارد المائية سالم الجابري إن السد سيفتح الشهر المقبل أمام الزوار، وإن العمل فيه انتهى."
RIYADH = "https://www.okaz.com.sa/news/1"  # an outlet whose zone is known, three hours ahead of UTC
ELSEWHERE = "https://news.example/1"
LINKED = (
    '<script type="application/ld+json">'
    '{{"@type": "NewsArticle", "headline": "افتتاح السد", "datePublished": "{}"}}</script>'
)
META = '<meta property="article:published_time" content="{}">'
When = tuple[str, str, str, str | None, str | None]


def from_page(head: str = "", body: str = "", url: str | None = None) -> Article:
    paragraphs = "".join(f"<p>{number} {BODY}</p>" for number in ("أولا", "ثانيا", "ثالثا"))
    page = f"<html><head>{head}</head><body><article><h1>افتتاح السد</h1>{body}{paragraphs}</article></body></html>"
    return clean(Capture("c", "folder", "news/a.html", "text/html", page.encode(), NOW, url))


def from_record(url: str | None = None, **fields: Any) -> Article:
    record = {"id": "r", "title": "افتتاح السد", "content": BODY, **fields}
    body = json.dumps(record, ensure_ascii=False).encode()
    return clean(Capture("c", "jsonl", "news/in.jsonl#r", "application/json", body, NOW, url))


def when(article: Article) -> When:
    return (
        f"{article.published_at:%Y-%m-%d %H:%M}" if article.published_at else "",
        article.published_from or "",
        article.published_precision or "",
        article.published_zone,
        article.published_on,
    )


def test_json_ld_is_asked_first_then_meta_tags_then_the_date_line() -> None:
    linked, meta, printed = (
        LINKED.format("2021-11-19T20:15:00+03:00"),
        META.format("2021-11-18T10:00:00Z"),
        "<p>17 نوفمبر 2021</p>",
    )
    assert when(from_page(linked + meta, printed)) == ("2021-11-19 17:15", "json_ld", "time", "stated", "2021-11-19")
    assert when(from_page(meta, printed)) == ("2021-11-18 10:00", "meta", "time", "stated", "2021-11-18")
    assert when(from_page("", printed)) == ("2021-11-17 00:00", "dateline", "day", None, "2021-11-17")
    assert when(from_page()) == ("", "", "", None, None)


def test_a_record_is_asked_before_its_date_line_and_the_day_of_collecting_last() -> None:
    printed, collected = {"content": f"17 نوفمبر 2021\n{BODY}"}, {"collected_at": "2021-11-20 02:51:32"}
    assert when(from_record(published_at="2021-11-18", **printed, **collected))[:3] == (
        "2021-11-18 00:00",
        "record",
        "day",
    )
    assert when(from_record(**printed, **collected))[:3] == ("2021-11-17 00:00", "dateline", "day")
    assert when(from_record(**collected)) == ("2021-11-20 02:51", "collected", "day", None, "2021-11-20")
    assert when(from_record()) == ("", "", "", None, None)


@pytest.mark.parametrize(
    "tag",
    [
        '<meta name="pubdate" content="2021-11-19">',
        '<meta itemprop="datePublished" content="2021-11-19">',
        '<meta name="dc.date" content="2021-11-19">',
        '<meta property="article:published_time" content="Fri, 19 Nov 2021 00:00:00 GMT">',
        '<meta property="article:published_time" content="19/11/2021">',
        '<meta property="article:published_time" content="19 نوفمبر 2021">',
        '<meta property="article:published_time" content="20211119">',
        '<meta property="article:published_time" content=""><meta name="date" content="2021-11-19">',
        '<time itemprop="datePublished" datetime="2021-11-19">أمس</time>',
    ],
)
def test_tags_for_the_day_in_many_forms(tag: str) -> None:
    assert when(from_page(tag)) == ("2021-11-19 00:00", "meta", "day", None, "2021-11-19")


@pytest.mark.parametrize("written", ["2021-01-01", "2021-01-01T00:00:00", "2021-01-01T00:00:00+03:00", "2021"])
def test_a_bare_1_january_is_a_year(written: str) -> None:
    year = ("2021-01-01 00:00", "json_ld", "year", None, None)
    assert when(from_page(LINKED.format(written))) == year
    assert when(from_page(META.format(written))) == ("2021-01-01 00:00", "meta", *year[2:])
    assert when(from_record(published_at=written)) == ("2021-01-01 00:00", "record", *year[2:])


def test_a_1_january_with_a_time_of_day_or_printed_is_a_day() -> None:
    assert when(from_page(META.format("2021-01-01T14:20:00+03:00")))[2:] == ("time", "stated", "2021-01-01")
    assert when(from_page("", "<p>1 يناير 2021</p>"))[2:] == ("day", None, "2021-01-01")


def test_a_mere_year_or_month_gives_way_to_a_day_within_it() -> None:
    year = LINKED.format("2021-01-01")
    assert when(from_page(year, "<p>17 نوفمبر 2021</p>"))[1:3] == ("dateline", "day")
    assert when(from_page(year, "<p>17 نوفمبر 2020</p>"))[1:3] == ("json_ld", "year")
    assert when(from_record(published_at="2021-11"))[:3] == ("2021-11-01 00:00", "record", "month")
    assert when(from_record(published_at="2021-11", collected_at="2021-11-20"))[1:3] == ("collected", "day")
    assert when(from_record(published_at="2021-10", collected_at="2021-11-20"))[1:3] == ("record", "month")


def test_a_time_without_zone_is_in_the_outlets_where_that_is_known() -> None:
    head = META.format("2021-11-20T01:30:00")
    assert when(from_page(head, url=RIYADH)) == ("2021-11-19 22:30", "meta", "time", "outlet", "2021-11-20")
    assert when(from_page(head, url=ELSEWHERE)) == ("2021-11-20 01:30", "meta", "time", "none", "2021-11-20")
    assert when(from_record(RIYADH, published_at="2021-11-20 01:30"))[0:4:3] == ("2021-11-19 22:30", "outlet")


def test_the_day_is_that_of_the_outlets_place() -> None:
    head = META.format("2021-11-19T22:30:00Z")
    assert when(from_page(head, url=RIYADH))[3:] == ("stated", "2021-11-20")
    assert when(from_page(head, url=ELSEWHERE))[3:] == ("stated", "2021-11-19")
    assert when(from_page(META.format("2021-11-20T01:30:00+03:00"), url=ELSEWHERE))[3:] == ("stated", "2021-11-20")


@pytest.mark.parametrize(
    "wrong",
    [
        "2031-11-19",
        "2021-11-27T10:00:00Z",
        "1970-01-01T00:00:00Z",
        "0001-01-01",
        "9999-12-31",
        "2021-13-45",
        "soon",
        "-1",
    ],
)
def test_what_is_ahead_too_old_or_impossible_is_not_believed(wrong: str) -> None:
    assert when(from_page(LINKED.format(wrong))) == ("", "", "", None, None)
    assert when(from_page(LINKED.format(wrong) + META.format("2021-11-18T10:00:00Z")))[1] == "meta"
    assert when(from_page(META.format(wrong), "<p>17 نوفمبر 2021</p>"))[1] == "dateline"


def test_a_record_of_the_future_is_not_believed_but_tomorrows_paper_is() -> None:
    assert when(from_record(published_at="2031-11-19", collected_at="2021-11-20"))[1] == "collected"
    assert when(from_record(published_at="2021-11-26"))[:2] == ("2021-11-26 00:00", "record")


@pytest.mark.parametrize("broken", [5, None, [], {"@value": "2021"}])
def test_json_ld_whose_time_is_no_text_says_nothing(broken: object) -> None:
    script = json.dumps(
        {"@type": "NewsArticle", "headline": "افتتاح السد", "datePublished": broken}, ensure_ascii=False
    )
    assert when(from_page(f"<script type='application/ld+json'>{script}</script>"))[1] == ""


@pytest.mark.skipif(not CASES.exists(), reason="the folder of shared cases is not here")
def test_real_pages_have_the_day_that_people_read_off_them() -> None:
    for case in json.loads((CASES / "manifest.json").read_text(encoding="utf-8")):
        body = (CASES / case["file"]).read_bytes()
        article = clean(
            Capture("c", "folder", case["file"], "text/html", body, datetime(2026, 2, 1, tzinfo=UTC), case.get("url"))
        )
        if "gold_date" in case:
            assert article.published_on == case["gold_date"], case["file"]
        if "gold_json" in case:
            (gold,) = json.loads((CASES / "gold" / Path(case["gold_json"]).name).read_text(encoding="utf-8")).values()
            assert article.published_at == datetime.fromisoformat(gold["publishing_date"]), case["file"]
        if "gold_meta" in case:
            assert (article.published_at, article.published_on) == (None, None), "people read no date off it either"
