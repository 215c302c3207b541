"""What a page says about itself: addresses, times of change, sections, fences."""

import json
from datetime import UTC, date, datetime
from typing import Any

import lxml.html
import pytest

from tasks.model.records import Announcement, Article, Capture
from tasks.text.cleaning import clean
from tasks.text.metadata import Metadata, found_day, read_metadata
from tasks.text.page import Stated

URL = "https://news.example/a/1"
NOW = datetime(2021, 11, 25, 9, tzinfo=UTC)
BODY = "قال وزير الموارد المائية سالم الجابري إن السد سيفتح الشهر المقبل أمام الزوار، وإن العمل فيه انتهى."


def metadata(head: str, url: str | None = URL, attributes: str = "", body: str = "") -> Metadata:
    html = f"<html {attributes}><head>{head}</head><body><h1>افتتاح السد</h1>{body}</body></html>"
    return read_metadata(lxml.html.document_fromstring(html), url)


def linked(**fields: Any) -> str:
    data = {"@type": "NewsArticle", "headline": "افتتاح السد", **fields}
    return f"<script type='application/ld+json'>{json.dumps(data, ensure_ascii=False)}</script>"


def article(
    head: str, url: str | None = URL, *announced: Announcement, headline: str = "<h1>افتتاح السد</h1>"
) -> Article:
    paragraphs = "".join(f"<p>{number} {BODY}</p>" for number in ("أولا", "ثانيا", "ثالثا"))
    page = f"<html><head>{head}</head><body><article>{headline}{paragraphs}</article></body></html>"
    return clean(Capture("c", "feed", "a.html", "text/html", page.encode(), NOW, url, announced=announced))


@pytest.mark.parametrize(
    ("links", "believed"),
    [
        (("/a/1",), "https://news.example/a/1"),
        (("//news.example/a/1",), "https://news.example/a/1"),
        (("http://www.news.example/a/1",), "http://www.news.example/a/1"),
        (("https://m.news.example/a/1",), "https://m.news.example/a/1"),
        (("https://news.example/a/1", "https://news.example/a/1?utm_source=x"), "https://news.example/a/1"),
        (("https://news.example/a/1", "https://news.example/a/2"), None),
        (("https://news.example/",), None),
        (("/",), None),
        (("https://other.example/a/1",), None),
        (("https://news.example:8443/a/1",), None),
        (("javascript:void(0)",), None),
        (("http://[",), None),
        (("",), None),
    ],
)
def test_a_canonical_link_is_believed_on_its_own_site(links: tuple[str, ...], believed: str | None) -> None:
    assert metadata("".join(f"<link rel='canonical' href='{link}'>" for link in links)).url == believed


def test_a_page_in_amp_is_the_page_it_is_made_of() -> None:
    link = "<link rel='canonical' href='https://news.example/a/1'>"
    found = metadata(link, "https://news.example/xyz/7", "amp")
    assert (found.url, found.is_copy) == ("https://news.example/a/1", True)
    assert metadata(link, "https://news.example/xyz/7").is_copy is False
    assert metadata("", "https://news.example/xyz/7", "amp").is_copy is False


@pytest.mark.parametrize(
    ("value", "free"),
    [(True, True), (False, False), ("False", False), ("http://schema.org/True", True), ("maybe", None)],
)
def test_pages_say_in_many_ways_whether_all_may_read_them(value: object, free: bool | None) -> None:
    assert metadata(linked(isAccessibleForFree=value)).is_free is free
    assert metadata("").is_free is None


def test_the_section_is_that_of_json_ld_or_of_a_tag() -> None:
    tag = "<meta property='article:section' content='اقتصاد'>"
    assert metadata(linked(articleSection=["سياسة", "العراق"]) + tag).section == "سياسة"
    assert metadata(tag).section == "اقتصاد"
    assert metadata("").section is None


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (linked(**{"@type": "LiveBlogPosting"}), "live_blog"),
        ("<meta property='og:type' content='video.other'>", "video"),
        ('<script type=\'application/ld+json\'>{"@type": "ImageGallery"}</script>', "gallery"),
        (linked() + "<meta property='og:type' content='video.other'>", "article"),
        ("", "article"),
    ],
)
def test_what_a_page_calls_itself(head: str, kind: str) -> None:
    assert metadata(head).kind == kind


def test_the_articles_of_a_list_are_not_the_pages() -> None:
    listed = [{"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": "خبر آخر"}}]
    data = {"@type": "CollectionPage", "mainEntity": {"@type": "ItemList", "itemListElement": listed}}
    found = metadata(f"<script type='application/ld+json'>{json.dumps(data)}</script>")
    assert (found.headline, found.is_linked) == ("افتتاح السد", False)
    assert "CollectionPage" in found.kinds


def test_a_byline_is_looked_for_where_it_is_marked() -> None:
    assert metadata("", body="<a rel='author' href='/x'> سمير \n عبد الله </a>").byline == "سمير عبد الله"
    assert metadata("", body="<div itemprop='author'>اسم https://news.example/logo.png</div>").byline is None


@pytest.mark.parametrize(
    ("body", "url", "written"),
    [
        ("", "https://news.example/2021/11/19/a", "2021-11-19"),
        ("<time datetime='2021-11-19T10:00'>أمس</time>", URL, "2021-11-19"),
        ("", "https://news.example/2021/01/01/a", "2021"),
        ("", URL, None),
        ("", "https://news.example/2031/11/19/a", None),
    ],
)
def test_a_day_is_looked_for_where_nothing_says_it(body: str, url: str, written: str | None) -> None:
    tree = lxml.html.document_fromstring(f"<html><body><p>{BODY}</p>{body}</body></html>")
    assert found_day(tree, url, date(2021, 11, 26)) == (Stated(written, "page") if written else None)


def test_a_day_that_was_looked_for_says_so() -> None:
    found = article("", "https://news.example/2021/11/19/a")
    assert (found.published_from, found.published_on) == ("page", "2021-11-19")
    assert article("").published_from is None


PUBLISHED = "<meta property='article:published_time' content='2021-11-19T10:00:00Z'>"


@pytest.mark.parametrize(
    ("changed", "believed"),
    [
        ("2021-11-20T10:00:00Z", datetime(2021, 11, 20, 10, tzinfo=UTC)),
        ("2021-11-19T10:00:00Z", datetime(2021, 11, 19, 10, tzinfo=UTC)),
        ("2021-11-18T10:00:00Z", None),
        ("2021-11-26T10:00:00Z", None),
        ("soon", None),
    ],
)
def test_a_change_is_believed_after_publishing_and_before_the_capture(changed: str, believed: datetime | None) -> None:
    tag = f"<meta property='article:modified_time' content='{changed}'>"
    assert article(PUBLISHED + tag).modified_at == believed
    assert article(linked(dateModified=changed) + PUBLISHED).modified_at == believed
    assert article(PUBLISHED, URL, Announcement(URL, "f", updated=changed)).modified_at == believed


def test_a_feed_is_asked_for_the_time_behind_the_pages_head() -> None:
    feed = Announcement(URL, "https://news.example/feed", published="Thu, 18 Nov 2021 10:00:00 GMT")
    assert article(PUBLISHED, URL, feed).published_from == "meta"
    found = article("", URL, feed)
    assert (found.published_from, found.published_at) == ("feed", datetime(2021, 11, 18, 10, tzinfo=UTC))


def test_an_announced_headline_serves_where_the_page_has_none() -> None:
    feed = Announcement(URL, "https://news.example/feed", headline=" السد &amp;\x00 الوزير\u200f ")
    assert article("", URL, feed, headline="").headline == "السد & الوزير\u200f"
    assert article("", URL, feed).headline == "افتتاح السد"
