"""Web pages: main text without what surrounds it, and what the page says about itself."""

import json
from datetime import date
from pathlib import Path

import pytest

from tasks.model.errors import RejectDocument
from tasks.text.decode import declared_charset, decode
from tasks.text.html import read_html
from tasks.text.page import Stated

CASES = Path(__file__).resolve().parents[4] / "shared" / "ingest-cases" / "arabic"
LATEST = date(2026, 2, 1)
PARAGRAPHS = [
    f"{number} قال وزير الموارد المائية سالم الجابري إن السد سيفتح الشهر المقبل أمام الزوار، وإن العمل فيه انتهى."
    for number in ("أولا", "ثانيا", "ثالثا")
]
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "url": "https://news.example/"},
        {
            "@type": "NewsArticle",
            "headline": "افتتاح السد",
            "datePublished": "2021-11-19T20:15:00+03:00",
            "author": [{"@type": "Person", "name": "سمير عبد الله"}],
            "image": {"@type": "ImageObject", "caption": "مهندسون عند السد (الأناضول)"},
        },
    ],
}


def page(head: str = "", body: str = "") -> str:
    paragraphs = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    return (
        f"<html lang='ar'><head><meta charset='utf-8'>{head}</head><body><nav><a href='/'>الرئيسية</a></nav>"
        f"<article><h1>افتتاح السد</h1>{body}{paragraphs}</article><footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def test_the_main_text_is_what_is_left_of_a_page() -> None:
    read = read_html(page(), None, LATEST)
    assert (read.headline, read.paragraphs) == ("افتتاح السد", tuple(PARAGRAPHS))
    assert (read.stated, read.url) == ((), None)


def test_json_ld_says_who_when_and_what_the_photo_shows() -> None:
    read = read_html(page(f"<script type='application/ld+json'>{json.dumps(LINKED)}</script>"), None, LATEST)
    assert (read.headline, read.byline) == ("افتتاح السد", "سمير عبد الله")
    assert read.stated == (Stated("2021-11-19T20:15:00+03:00", "json_ld"),)
    assert (read.caption, read.credit) == ("مهندسون عند السد", "الأناضول")


BROKEN = ("{broken", "[" * 50_000, '{"@type": 5}', "null", '{"@type": "NewsArticle", "author": [], "image": "x"}')


@pytest.mark.parametrize("script", BROKEN)
def test_broken_json_ld_costs_nothing_but_itself(script: str) -> None:
    stated = "<meta property='article:published_time' content='2021-11-19'>"
    read = read_html(page(f"<script type='application/ld+json'>{script}</script>{stated}"), None, LATEST)
    assert read.headline == "افتتاح السد"
    assert read.stated == (Stated("2021-11-19", "meta"),)


def test_a_sites_name_around_the_headline_falls_out() -> None:
    for title in ("افتتاح السد - صحيفة الخبر", "صحيفة الخبر | افتتاح السد"):
        assert read_html(page(f"<meta property='og:title' content='{title}'>"), None, LATEST).headline == "افتتاح السد"


@pytest.mark.parametrize(
    ("link", "url", "believed"),
    [
        ("https://news.example/a/1", "https://www.news.example/a/1?x=2", True),
        ("https://news.example/a/1", None, True),
        ("https://other.example/a/1", "https://news.example/a/1", False),
        ("https://news.example/", "https://news.example/a/1", False),
        ("/a/1", None, False),
    ],
)
def test_a_canonical_link_is_believed_for_its_own_site_and_an_article(
    link: str, url: str | None, believed: bool
) -> None:
    read = read_html(page(f"<link rel='canonical' href='{link}'>"), url, LATEST)
    assert read.url == (link if believed else None)


def test_a_date_line_on_the_page_serves_where_nothing_is_stated() -> None:
    read = read_html(page(body="<p>19 نوفمبر 2021</p>"), None, LATEST)
    assert read.stated == (Stated("2021-11-19", "dateline"),)
    assert read.paragraphs == tuple(PARAGRAPHS)


def test_the_figures_caption_is_no_paragraph() -> None:
    figure = "<figure><img src='a.jpg'><figcaption>مهندسون عند السد (رويترز)</figcaption></figure>"
    read = read_html(page(body=figure), None, LATEST)
    assert (read.caption, read.credit) == ("مهندسون عند السد", "رويترز")
    assert read.paragraphs == tuple(PARAGRAPHS)


@pytest.mark.parametrize("nothing", ["", " ", "<!-- -->", "<html></html>"])
def test_a_page_without_anything_has_no_text(nothing: str) -> None:
    try:
        assert read_html(nothing, None, LATEST).paragraphs == ()
    except RejectDocument as error:
        assert error.reason == "no_text"  # noqa: PT017


def test_the_declared_encoding_is_found_in_every_form() -> None:
    for tag in (b"<meta charset=windows-1256>", b"<META http-equiv='x' content='text/html; charset=windows-1256'>"):
        assert declared_charset(b"<html><head>" + tag) == "windows-1256"
    assert declared_charset(b'<?xml version="1.0" encoding="windows-1256"?>') == "windows-1256"
    assert declared_charset(b"<html>") is None


@pytest.mark.skipif(not CASES.exists(), reason="the folder of shared cases is not here")
def test_real_pages_have_text_and_a_headline() -> None:
    for case in json.loads((CASES / "manifest.json").read_text(encoding="utf-8")):
        read = read_html(decode((CASES / case["file"]).read_bytes()).text, case.get("url"), LATEST)
        assert len(" ".join(read.paragraphs)) > 500, case["file"]
        assert read.headline, case["file"]
