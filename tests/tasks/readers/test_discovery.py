"""What an address holds and leads to."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import case

from tasks.model.errors import RejectDocument
from tasks.readers.discovery import KINDS, discover, kind_of

URL = "http://news.example/section/page"
HEAD = """<!DOCTYPE html><html lang="ar-IQ"><head><title>صحيفة</title>
<link rel="alternate" type="application/rss+xml" href="/rss.xml"><link rel="alternate" hreflang="en" href="/en">
<link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" href="atom"><link rel="sitemap" href="/map.xml">
<link rel="alternate" type="application/feed+json" href="//feeds.example/1"><link rel="stylesheet" href="x.css">
{}</head><body>{}</body></html>"""
LINKS = "".join(f"<a href='/article/{n}'>عنوان من ثلاث كلمات</a>" for n in range(12_345, 12_360))
TEXT = f"<p>{'قال الوزير إن الحكومة ستبدأ. ' * 30}</p>"
RSS = b"<rss version='2.0'><channel><title>\xd8\xaa</title><language>ar</language></channel></rss>"


def page(head: str = "", body: str = "") -> bytes:
    return HEAD.format(head, body).encode()


def test_a_page_tells_its_feeds_and_sitemaps() -> None:
    found = discover(page(body=LINKS), URL)
    assert found.feeds == ("http://news.example/rss.xml", "http://news.example/section/atom", "http://feeds.example/1")
    assert found.sitemaps == ("http://news.example/map.xml",)
    assert (found.kind, found.title, found.language) == ("listing", "صحيفة", "ar-IQ")
    assert found.feed_guesses == tuple(
        f"http://news.example/{one}" for one in ["feed", "rss", "rss.xml", "feed.xml", "atom.xml"]
    )
    assert found.sitemap_guesses == ("http://news.example/sitemap.xml", "http://news.example/sitemap_news.xml")


def test_a_feed_or_sitemap_is_its_own_source() -> None:
    feed = discover(RSS, URL)
    assert (feed.kind, feed.feeds, feed.title, feed.language) == ("feed", (URL,), "ت", "ar")
    assert discover(b"<urlset/>", URL).sitemaps == (URL,)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (RSS, "feed"),
        (b"<?xml version='1.0'?><!-- <urlset> --><feed xmlns='http://www.w3.org/2005/Atom'/>", "feed"),
        (b"<rdf:RDF/>", "feed"),
        (json.dumps({"version": "https://jsonfeed.org/version/1", "items": []}).encode(), "feed"),
        (b'{"a": 1}', "other"),
        (b"<sitemapindex/>", "sitemap"),
        (b"http://news.example/1\nhttp://news.example/2\n", "sitemap"),
        (page(body=LINKS), "listing"),
        (page(body=TEXT), "article"),
        (page("<meta property='og:type' content='article'>", LINKS), "article"),
        (page("""<script type="application/ld+json">{"@type": "NewsArticle"}</script>""", LINKS), "article"),
        (page(body=f"<div itemscope itemtype='http://schema.org/NewsArticle'>{LINKS}</div>"), "article"),
        (page(), "other"),
        (b"hello", "other"),
        (b"", "other"),
        (b"%PDF-1.4", "other"),
    ],
)
def test_what_a_body_is(body: bytes, kind: str) -> None:
    assert kind_of(body) == kind


def test_a_sites_first_page_is_a_listing_whatever_it_says() -> None:
    body = page("<meta property='og:type' content='article'>", TEXT)
    assert discover(body, "http://news.example/").kind == "listing"
    assert discover(body, "http://news.example/?p=1").kind == "article"


def test_nothing_is_an_error() -> None:
    for body, why in ((b" ", "bad_record"), (b"\x89PNG\r\n", "not_text")):
        with pytest.raises(RejectDocument) as raised:
            discover(body, URL)
        assert raised.value.reason == why


def test_articles_of_arabic_outlets_are_told_from_listings() -> None:
    for file in sorted(case("arabic", "pages").glob("*.html")):
        assert kind_of(file.read_bytes(), "text/html") == "article", file.name


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_of_some_kind(body: bytes) -> None:
    assert kind_of(body) in KINDS
    with suppress(RejectDocument):
        discover(body, URL)
