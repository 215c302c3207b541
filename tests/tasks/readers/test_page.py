"""Listing pages: which links are articles, by a selector and without."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import case

from tasks.model.errors import RejectDocument
from tasks.readers.index import MOST_ENTRIES, Index
from tasks.readers.links import looks_like_article
from tasks.readers.page import check_selector, read_listing

URL = "http://news.example/politics"
PAGE = """<!DOCTYPE html><html lang="ar"><head><title>أخبار | صحيفة</title></head><body>
<nav><a href="/">الرئيسية</a><a href="/politics">أخبار السياسة في العراق</a>
<a href="/tag/oil/">كل أخبار النفط والغاز</a></nav>
<main>
<div class="card"><a href="/article/12345"><img src="1.jpg" alt="صورة"></a>
 <h2><a href="/article/12345">بغداد تعلن اتفاقا جديدا</a></h2></div>
<div class="card"><h2><a href="/2026/01/02/oil">أربيل ترد على <b>الاتفاق</b> الجديد</a></h2></div>
<div class="card"><a href="?id=778"><h2>البرلمان يصوت اليوم على الموازنة</h2></a></div>
<div class="card"><h2>خبر بلا رابط</h2></div>
<div class="card"><a href="javascript:void(0)">المزيد من الأخبار هنا</a></div>
</main>
<footer><a href="http://other.example/article/99999">خبر من موقع آخر تماما</a>
<a href="/login">تسجيل الدخول إلى الموقع</a>
<a href="/author/123456/">كل مقالات هذا الكاتب</a><a href="/report-12345.pdf">ملف التقرير السنوي كاملا</a>
<a href="/article/55555">المزيد</a></footer></body></html>""".encode()


def read(selector: str | None, body: bytes = PAGE) -> Index:
    return read_listing(body, URL, None, selector)


def test_a_listing_is_in_the_encoding_that_its_xml_declaration_says() -> None:
    page = '<?xml version="1.0" encoding="koi8-r"?><html><body><a href="/1">Совет принял новый закон</a></body></html>'
    (one,) = read("a", page.encode("koi8-r")).announcements
    assert one.headline == "Совет принял новый закон"


def listed(index: Index) -> list[tuple[str, str | None]]:
    return [(one.url.removeprefix("http://news.example"), one.headline) for one in index.announcements]


EXPECTED = [
    ("/article/12345", "بغداد تعلن اتفاقا جديدا"),
    ("/2026/01/02/oil", "أربيل ترد على الاتفاق الجديد"),
    ("/politics?id=778", "البرلمان يصوت اليوم على الموازنة"),
]


def test_without_a_selector_links_that_look_like_articles_of_the_site_are_taken() -> None:
    index = read(None)
    assert listed(index) == EXPECTED
    assert (index.title, index.language, index.rejects) == ("أخبار | صحيفة", "ar", ())


@pytest.mark.parametrize("selector", [".card h2", "main h2 a, main a:has(h2)"])
def test_a_selector_picks_what_is_holds_or_stands_in_a_link(selector: str) -> None:
    assert listed(read(selector)) == EXPECTED


def test_what_a_selector_picks_and_leads_nowhere_is_a_reject() -> None:
    index = read(".card")
    assert listed(index)[:2] == [("/article/12345", "صورة"), EXPECTED[1]], "the first link of each card"
    assert [(one.reason, one.detail) for one in index.rejects] == [
        ("no_url", "no address for 'خبر بلا رابط': it says none"),
        ("no_url", "no address for 'المزيد من الأخبار هنا': it says 'javascript:void(0)'"),
    ]


def test_a_picture_before_the_headline_does_not_take_its_place() -> None:
    assert listed(read("main a[href^='/article']")) == [("/article/12345", "صورة")], "the first that has words"
    bare = PAGE.replace(' alt="صورة"'.encode(), b"")
    assert listed(read("main a[href^='/article']", bare)) == [EXPECTED[0]]


def test_a_base_counts() -> None:
    body = b'<html><head><base href="http://base.example/x/"></head><body><a href="1">x</a></body></html>'
    assert read("a", body).announcements[0].url == "http://base.example/x/1"


@pytest.mark.parametrize(
    ("url", "words", "wanted"),
    [
        ("http://news.example/news.php?sid=1234", "عنوان من ثلاث كلمات", True),
        ("http://www.news.example/?p=1234", "عنوان من ثلاث كلمات", True),
        ("http://news.example/بغداد-تعلن-اتفاقا-جديدا", "عنوان من ثلاث كلمات", True),
        ("http://news.example/%D8%A8%D8%BA-%D8%AA%D8%B9-%D8%A7%D8%AA-%D8%AC%D8%AF", "عنوان من ثلاث كلمات", True),
        ("http://news.example/world/story-of-four-words.html", "Three words here", True),
        ("http://news.example/a-123456", "عنوان", False),
        ("http://news.example/world", "عنوان من ثلاث كلمات", False),
        ("http://news.example/archive/2026", "عنوان من ثلاث كلمات", False),
        ("http://news.example/news?page=2", "عنوان من ثلاث كلمات", False),
        ("http://news.example/category/long-name-of-a-section/", "عنوان من ثلاث كلمات", False),
        ("http://sub.news.example/a-123456", "عنوان من ثلاث كلمات", False),
        ("http://news.example/photo-123456.jpg", "عنوان من ثلاث كلمات", False),
    ],
)
def test_what_looks_like_an_article(url: str, words: str, wanted: bool) -> None:
    assert looks_like_article(url, words, URL) is wanted


@pytest.mark.parametrize(
    "selector", ["a", "h2 > a.title", "a:not(.ad)", "a:has(h2)", "li:nth-child(2n+1) a", "*|a", "أ"]
)
def test_a_selector_that_is_one(selector: str) -> None:
    assert check_selector(selector) is None


@pytest.mark.parametrize(
    ("selector", "says"),
    [
        ("", "it is empty"),
        ("  ", "it is empty"),
        ("a[", "it is no CSS selector: Expected ident or '*', got <EOF at 2>"),
        ("div >", "it is no CSS selector: Expected selector, got <EOF at 5>"),
        ("a::text", "it is no CSS selector: Pseudo-elements are not supported."),
        (":nth-child(x)", "it is no CSS selector: Invalid series: '[<IDENT 'x' at 11>]'"),
        ("//a/@href", "it is no CSS selector: Expected selector, got <DELIM '/' at 0>"),
    ],
)
def test_a_selector_that_is_none_is_told_in_words(selector: str, says: str) -> None:
    assert check_selector(selector) == says
    if selector.strip():
        with pytest.raises(RejectDocument) as raised:
            read(selector)
        assert raised.value.reason == "bad_record"


@pytest.mark.parametrize(("body", "why"), [(b"", "bad_record"), (b"  ", "bad_record"), (b"\x89PNG\r\n", "not_text")])
def test_no_page_is_an_error(body: bytes, why: str) -> None:
    with pytest.raises(RejectDocument) as raised:
        read(None, body)
    assert raised.value.reason == why


def test_beyond_the_limit_links_are_counted() -> None:
    body = b"".join(b"<p><a href=/%d>x</a>" % n for n in range(MOST_ENTRIES + 50))
    index = read("a", body)
    assert (len(index.announcements), index.tossed) == (MOST_ENTRIES, 50)


def test_a_page_in_windows_1256_is_read() -> None:
    for page in sorted(case("arabic", "encoded").glob("1588107198.*1256*.html")):
        index = read_listing(page.read_bytes(), "http://news.example/x")
        assert "وزير الزراعة: نعمل على تطوير السياسات الزراعية للاستفادة من دروس ازمة كورونا" in {
            one.headline for one in index.announcements
        }, page.name


TOKENS = st.sampled_from(
    [PAGE, b"<a href=", b"'http://[", b"<base href='http://['>", b"<a href='//'>", b"\x00", b"<", b">"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.lists(st.one_of(TOKENS, st.binary(max_size=8)), max_size=8).map(b"".join)),
    st.sampled_from([None, "a", "h2", "*"]),
)
def test_no_bytes_raise_anything_but_a_reject(body: bytes, selector: str | None) -> None:
    with suppress(RejectDocument):
        read(selector, body)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab*.#[]()>+~:,='\" \\0nأ", max_size=20))
def test_no_selector_raises(selector: str) -> None:
    if check_selector(selector) is None:
        read(selector)
