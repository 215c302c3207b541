"""From a capture to an article: its parts, its identity, and the reasons why there is none."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.model.errors import RejectDocument
from tasks.model.records import Article, Capture
from tasks.model.settings import ROOT
from tasks.text.cleaning import clean

NOW = datetime(2026, 1, 2, tzinfo=UTC)
BODY = "قال وزير الموارد المائية سالم الجابري إن السد سيفتح الشهر المقبل أمام الزوار."
SEEDS = sorted((ROOT / "seeds/articles").glob("*.txt"))


def text_capture(text: str | bytes, locator: str = "news/a.txt", media_type: str = "text/plain") -> Capture:
    body = text.encode() if isinstance(text, str) else text
    return Capture("c", "folder", locator, media_type, body, NOW)


def record_capture(url: str | None = None, outlet: str | None = None, **fields: Any) -> Capture:
    record = {"id": "r1", "title": "افتتاح السد", "content": BODY, **fields}
    body = json.dumps(record, ensure_ascii=False).encode()
    return Capture("c", "jsonl", f"news/in.jsonl#{record['id']}", "application/json", body, NOW, url, outlet)


def reason(capture: Capture) -> str:
    with pytest.raises(RejectDocument) as caught:
        clean(capture)
    return caught.value.reason


def test_an_article_is_its_headline_and_paragraphs_with_an_empty_line_between() -> None:
    article = clean(text_capture(f"افتتاح السد\n\n19 نوفمبر 2021\n{BODY}\n{BODY[:-1]} غدا."))
    assert article.text == f"افتتاح السد\n\n{BODY}\n\n{BODY[:-1]} غدا."
    assert (article.headline, article.language, article.dateline) == ("افتتاح السد", "ar", "19 نوفمبر 2021")


@pytest.mark.parametrize(
    ("capture", "why"),
    [
        (text_capture(b"\x89PNG\r\n\x1a\n"), "not_text"),
        (text_capture(""), "no_headline"),
        (text_capture("+ - 123"), "no_headline"),
        (text_capture("افتتاح السد"), "no_text"),
        (text_capture("افتتاح السد\n+ الخط -\nالمساهمون"), "no_text"),
        (text_capture("ا" * 600 + "\n" + BODY), "no_headline"),
        (text_capture("Une nouvelle\nLe président a déclaré vendredi que la réunion était terminée."), "language"),
        (text_capture("یک خبر\nاین یک متن فارسی است که برای آزمایش نوشته شده است و گزارش می‌دهد."), "language"),
        (text_capture("", media_type="text/html"), "no_text"),
        (record_capture(content=""), "no_text"),
        (record_capture(title=""), "no_headline"),
        (record_capture(content=BODY + "\ufffd" * 9), "not_text"),
        (replace(record_capture(), body=b"{"), "bad_record"),
        (replace(record_capture(), body=b'{"title": 1, "content": "x"}'), "bad_record"),
        (record_capture(published_at="gestern"), "bad_record"),
    ],
)
def test_what_is_no_article_has_a_reason(capture: Capture, why: str) -> None:
    assert reason(capture) == why


@pytest.mark.parametrize(
    ("fields", "at", "how"),
    [
        ({"published_at": "2021-11-19T10:00:00+03:00"}, datetime(2021, 11, 19, 7, tzinfo=UTC), "record"),
        ({"published_at": "2021-11-19T10:00:00"}, datetime(2021, 11, 19, 10, tzinfo=UTC), "record"),
        ({"published_at": "2021-11-19"}, datetime(2021, 11, 19, tzinfo=UTC), "record"),
        ({"content": f"19 نوفمبر 2021\n{BODY}"}, datetime(2021, 11, 19, tzinfo=UTC), "dateline"),
        ({"collected_at": "2015-07-21 02:51:32"}, datetime(2015, 7, 21, 2, 51, 32, tzinfo=UTC), "collected"),
        ({}, None, None),
    ],
)
def test_published_at_says_how_it_is_known(fields: dict[str, str], at: datetime | None, how: str | None) -> None:
    article = clean(record_capture(**fields))
    assert (article.published_at, article.published_from) == (at, how)


def ids(*captures: Capture) -> set[str]:
    return {clean(capture).article_id for capture in captures}


def test_one_address_however_written_is_one_article_with_any_text() -> None:
    first = record_capture("http://www.news.example:80/a%d8%b9?utm_source=x&id=1#top")
    assert len(ids(first, record_capture("https://news.example/aع?id=1", content=f"{BODY} {BODY}"))) == 1
    assert len(ids(first, record_capture("https://news.example/aع?id=2"))) == 2


def test_without_an_address_a_record_is_known_by_outlet_and_id_and_a_file_by_its_place() -> None:
    assert len(ids(record_capture(outlet="o"), replace(record_capture(outlet="o"), locator="elsewhere/x#r1"))) == 1
    assert len(ids(record_capture(outlet="o"), record_capture(outlet="p"), record_capture(outlet="o", id="r2"))) == 3
    page = f"افتتاح السد\n{BODY}"
    assert len(ids(text_capture(page, "a/b.txt"), text_capture(page + BODY, "a/b.txt"))) == 1
    assert len(ids(text_capture(page, "a/b.txt"), text_capture(page, "a/c.txt"))) == 2


def test_a_home_page_is_nobodys_address() -> None:
    home = "http://news.example/"
    assert len(ids(record_capture(home), record_capture(home, id="r2"))) == 2


@pytest.mark.parametrize(
    ("capture", "outlet"),
    [
        (record_capture(outlet="example"), "example"),
        (record_capture("http://www.aawsat.com/home/1"), "aawsat"),
        (record_capture("http://aawsat.com.example/home/1"), None),
        (text_capture(f"افتتاح السد\n{BODY}", "news/alaraby-2021-11-19.txt"), "alaraby"),
        (text_capture(f"افتتاح السد\n{BODY}", "news/alarabyx-2021-11-19.txt"), None),
        (text_capture(f"افتتاح السد\n{BODY}", "alaraby-x/a.txt"), None),
    ],
)
def test_the_outlet_is_the_one_given_or_one_that_is_known(capture: Capture, outlet: str | None) -> None:
    assert clean(capture).outlet == outlet


def test_entities_and_tags_in_a_record_are_what_they_stand_for() -> None:
    article = clean(record_capture(title="&quot;السد&quot; يفتح", content=f"<p>{BODY}</p><p>قال&nbsp;آخر.<br/>نعم</p>"))
    assert article.text == f'"السد" يفتح\n\n{BODY}\n\nقال آخر.\n\nنعم'


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_seed_articles_leave_nothing_of_their_page_in_the_text(path: Path) -> None:
    article = clean(text_capture(path.read_bytes(), f"articles/{path.name}"))
    raw = path.read_text(encoding="utf-8")
    assert article.headline == raw.splitlines()[0].strip()
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == path.stem[-10:]
    assert article.caption is not None
    assert article.credit is not None
    for word in ("الخط", "المساهمون", article.caption, article.credit, str(article.published_at.year)):
        assert word not in article.text.split("\n\n")
    assert len(article.text.split("\n\n")) >= 7
    assert all(paragraph.strip() == paragraph and paragraph in raw for paragraph in article.text.split("\n\n"))


def test_the_first_seed_article_is_read_to_the_letter() -> None:
    (path,) = [path for path in SEEDS if path.stem == "alaraby-2021-11-19"]
    article = clean(text_capture(path.read_bytes(), f"articles/{path.name}"))
    assert article.headline == "العراق ينفي تمديد موعد انسحاب القوات الأميركية"
    assert (article.caption, article.credit) == ("جنود أميركيون في العراق", "الأناضول")
    assert (article.dateline, article.outlet, article.language) == ("19 نوفمبر 2021", "alaraby", "ar")
    assert article.published_from == "dateline"
    assert article.text.count("\n\n") == 8


LINES = st.sampled_from(
    [
        "",
        "19 نوفمبر 2021",
        "+ الخط -",
        "جنود (الأناضول)",
        BODY,
        "عنوان الخبر",
        "المساهمون",
        "بقلم: فلان",
        "x\x00y",
        "\u00a0",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(LINES, max_size=12).map(lambda lines: "\n".join(lines).encode())))
def test_any_bytes_give_an_article_that_begins_with_its_headline_or_a_reject(body: bytes) -> None:
    article: Article | None = None
    try:
        article = clean(text_capture(body))
    except RejectDocument:
        return
    assert article.text.startswith(f"{article.headline}\n\n")
    assert article.headline.strip() == article.headline != ""
    assert "" not in article.text.split("\n\n")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=3,
)


@settings(deadline=None)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("id", "title", "content", "author", "published_at"), JSON)))
def test_any_record_gives_an_article_or_a_reject(record: dict[str, Any]) -> None:
    capture = replace(record_capture(), body=json.dumps(record).encode())
    try:
        article = clean(capture)
    except RejectDocument:
        return
    assert article.text.startswith(f"{article.headline}\n\n")
    article.text.encode("utf-8")


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="<>/pdivh1 a=\"'ابت!-&;\n", max_size=200))
def test_any_page_gives_an_article_or_a_reject(page: str) -> None:
    try:
        article = clean(text_capture(f"<html><h1>عنوان</h1><p>{BODY}{page}", media_type="text/html"))
    except RejectDocument:
        return
    assert article.text.startswith(f"{article.headline}\n\n")
