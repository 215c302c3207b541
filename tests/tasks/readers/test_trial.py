"""What a body is worth as a source: its kind, its newest articles with their times, its language."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tasks.model.errors import RejectDocument
from tasks.model.records import Announcement
from tasks.readers.trial import Given, Trial, try_body
from tasks.web.poll import is_older
from tests.outlets import indexes
from tests.outlets.texts import article, page

NOW = datetime(2026, 1, 6, tzinfo=UTC)
BASE = "https://outlet.test"


def tried(body: str | bytes, url: str = f"{BASE}/x", now: datetime = NOW) -> Trial:
    raw = body.encode() if isinstance(body, str) else body
    return try_body(Given(raw, url, "utf-8", None, now, now - timedelta(days=7)))


def test_a_feed() -> None:
    got = tried(indexes.rss(BASE, 1, range(1, 6)))
    assert (got.kind, got.articles, got.wanted, got.language, got.led.title) == ("feed", 5, 5, "ar", "صحيفة 1")
    assert [entry.url for entry in got.newest] == [f"{BASE}/articles/{number}" for number in (5, 4, 3)], "newest first"
    assert got.newest[0].headline == article(1, 5).headline
    assert got.newest[0].at == indexes.published(5)


def test_what_is_dated_ahead_has_no_time() -> None:
    got = tried(indexes.rss(BASE, 1, (1, 2)), now=indexes.published(1) - timedelta(days=3))
    assert [entry.time for entry in got.newest] == [None, None]


def test_a_feed_of_comments() -> None:
    assert tried(indexes.rss(BASE, 1, (1, 2), "#comment-7")).is_comments
    assert not tried(indexes.rss(BASE, 1, (1, 2), "#x")).is_comments


def test_a_sitemap_takes_in_what_is_new() -> None:
    got = tried(gzip.compress(indexes.sitemap(BASE, range(1, 201)).encode()), now=indexes.published(100) + timedelta(7))
    assert (got.kind, got.articles) == ("sitemap", 200)
    assert got.wanted == 101, "those of the last seven days and those that say no time or one ahead"
    assert (got.language, got.newest[0].headline) == (None, None)


def test_a_sitemap_of_news_says_headlines() -> None:
    url = (
        f"<url><loc>{BASE}/n/1</loc><news:news><news:publication><news:name>صحيفة</news:name>"
        "<news:language>ar</news:language></news:publication>"
        "<news:publication_date>2026-01-05T10:00:00+03:00</news:publication_date>"
        "<news:title>الوزير يفتتح المعرض</news:title></news:news></url>"
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    got = tried(f"<urlset {spaces}>{url}</urlset>")
    assert (got.kind, got.language, got.newest[0].headline) == ("news sitemap", "ar", "الوزير يفتتح المعرض")


def test_a_sitemap_of_sitemaps() -> None:
    got = tried(f"<sitemapindex><sitemap><loc>{BASE}/a.xml</loc></sitemap></sitemapindex>")
    assert (got.kind, got.articles, got.children) == ("sitemap", 0, (f"{BASE}/a.xml",))


def test_a_listing_with_its_selector() -> None:
    got = tried(indexes.listing(BASE, 1, range(9, 0, -1)), f"{BASE}/")
    assert (got.kind, got.selector, got.articles) == ("listing", "a.story", 9)
    assert [entry.url for entry in got.newest] == [f"{BASE}/articles/{number}" for number in (9, 8, 7)]


def test_an_article() -> None:
    got = tried(page(1, 3).replace("<title>", "<title>&amp;quot;"), f"{BASE}/articles/3")
    assert (got.kind, got.articles, got.newest[0].headline) == ("article", 1, article(1, 3).headline)
    assert got.newest[0].at == datetime(2026, 1, 5, 5, 30, tzinfo=UTC)


def test_what_leads_nowhere() -> None:
    assert tried("<html><body><p>أهلاً</p></body></html>").kind == "other"
    with pytest.raises(RejectDocument, match="empty"):
        tried("")


def test_the_language_stated_counts_where_there_are_no_headlines() -> None:
    feed = indexes.rss(BASE, 1, (1, 2)).replace("<language>ar", "<language>en-GB")
    assert tried(feed).language == "ar", "by the headlines"
    bare = "<rss><channel><language>en-GB</language><item><link>https://outlet.test/1</link></item></channel></rss>"
    assert tried(bare).language == "en"


def test_an_old_article_that_was_changed_is_as_new_to_a_trial_as_to_a_crawl() -> None:
    entry = f"<url><loc>{BASE}/1</loc>{{}}<news:publication_date>2019-01-01</news:publication_date></url>"
    changed = entry.format(f"<lastmod>{NOW.date()}T00:00:01</lastmod>")
    got = tried(f'<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{changed}</urlset>')
    assert (got.articles, got.wanted, got.newest[0].at) == (1, 1, NOW + timedelta(seconds=1)), "no zone counts as UTC"
    one = Announcement("https://outlet.test/1", "https://outlet.test/x", None, "2019-01-01", "2026-01-06T00:00:01")
    assert not is_older(one, NOW.timestamp())
    assert is_older(replace(one, updated="words"), NOW.timestamp())
    assert not is_older(replace(one, updated=None, published=None), NOW.timestamp())
