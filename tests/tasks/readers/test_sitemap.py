"""Sitemaps: articles and children, streamed; what is refused with which reason."""

import gzip
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import case

from tasks.model.errors import RejectDocument
from tasks.model.records import Announcement
from tasks.readers.index import FLAGS, Index, Polled
from tasks.readers.polled import read_index
from tasks.readers.sitemap import MOST_BYTES, MOST_URLS, read_sitemap

URL = "http://news.example/maps/sitemap.xml"
ARABIC = "بغداد تعلن اتفاقا جديدا مع أربيل حول النفط"
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


def urlset(*urls: str, spaces: str = SPACES) -> bytes:
    inside = "\n".join(f"<url>{url}</url>" for url in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {spaces}>{inside}</urlset>'.encode()


def loc(number: int) -> str:
    return f"<loc>http://news.example/{number}</loc>"


def read(body: bytes, charset: str | None = None) -> Index:
    index = read_sitemap(body, URL, charset)
    assert set(index.flags) <= set(FLAGS)
    return index


def reason(body: bytes) -> tuple[str, str]:
    with pytest.raises(RejectDocument) as raised:
        read_sitemap(body, URL)
    return raised.value.reason, raised.value.detail


NEWS = f"""<loc> http://news.example/1?a=1&amp;b=2 </loc><lastmod>2026-01-02</lastmod>
<news:news><news:publication><news:name>صحيفة</news:name><news:language>ar</news:language></news:publication>
<news:publication_date>2026-01-01T10:00:00+03:00</news:publication_date><news:title>{ARABIC} &amp;amp; غاز</news:title>
</news:news><image:image><image:loc>http://news.example/1.jpg</image:loc><image:title>صورة</image:title></image:image>
<xhtml:link rel="alternate" hreflang="en" href="http://news.example/en/1"/><priority>0.5</priority>"""


@pytest.mark.parametrize("spaces", [SPACES, ""], ids=["declared", "undeclared"])
def test_an_entry_says_what_its_news_tags_say(spaces: str) -> None:
    index = read(urlset(NEWS, spaces=spaces))
    expected = Announcement(
        "http://news.example/1?a=1&b=2", URL, f"{ARABIC} & غاز", "2026-01-01T10:00:00+03:00", "2026-01-02", "ar"
    )
    assert index.announcements == (expected,), "neither the picture nor the other language"
    assert index.flags == (() if spaces else ("bad_xml",))


def test_lastmod_alone_is_when_it_was_changed_not_when_it_was_published() -> None:
    (found,) = read(urlset(f"{loc(1)}<lastmod>٢ كانون الثاني</lastmod>")).announcements
    assert (found.published, found.updated, found.headline) == (None, "٢ كانون الثاني", None)


def test_an_index_names_its_children() -> None:
    maps = "".join(f"<sitemap><loc>/maps/{n}.xml.gz</loc><lastmod>2026</lastmod></sitemap>" for n in (1, 2, 1))
    index = read(f"<sitemapindex>{maps}<sitemap><loc>ftp://x/</loc></sitemap></sitemapindex>".encode())
    assert index.children == ("http://news.example/maps/1.xml.gz", "http://news.example/maps/2.xml.gz")
    assert index.announcements == ()
    assert [one.reason for one in index.rejects] == ["no_url"]


def test_text_with_an_address_a_line_is_a_sitemap() -> None:
    index = read(b"\xef\xbb\xbfhttp://news.example/1\r\n\r\nhttps://news.example/2\nnonsense\n")
    assert [one.url for one in index.announcements] == ["http://news.example/1", "https://news.example/2"]
    assert [(one.reason, one.detail) for one in index.rejects] == [("no_url", "no address: it says 'nonsense'")]


def test_a_feed_may_be_a_sitemap() -> None:
    body = f"<rss version='2.0'><channel><item><title>{ARABIC}</title><link>/1</link></item></channel></rss>"
    assert read(body.encode()).announcements == (Announcement("http://news.example/1", URL, ARABIC),)
    assert read_index(Polled("sitemap", body.encode(), URL)) == read(body.encode())


@pytest.mark.parametrize(
    ("body", "why", "says"),
    [
        (b"", "bad_record", "it is empty"),
        (b" \n", "bad_record", "it is empty"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "bad_record", "it is a web page, not a sitemap"),
        (b"<other/>", "bad_record", "it is XML of another kind, <other>, not a sitemap"),
        (b"hello\nworld\nhttp://x/", "bad_record", "it is text that is no list of addresses"),
        (b"<urlset>" + b"<a>" * 100_000, "bad_record", "excessive depth in document: 256"),
        (b"\x89PNG\r\n\x1a\n", "not_text", "it is a PNG picture"),
        (gzip.compress(b"<urlset>" + b" " * 40_000_000), "bomb", "it unpacks to more than 100 times its size"),
        (b"<" + b" " * MOST_BYTES, "too_large", f"more than {MOST_BYTES} bytes"),
        (b"\x1f\x8b\x08broken gzip", "unreadable", "its gzip is broken from the beginning"),
    ],
    ids=["empty", "blank", "html", "other", "text", "deep", "png", "bomb", "large", "broken"],
)
def test_what_is_no_sitemap_is_an_error(body: bytes, why: str, says: str) -> None:
    assert reason(body) == (why, says)


@pytest.mark.parametrize(
    "wrong", ["", "<loc/>", "<loc>javascript:x</loc>", f"<loc>{URL}#x</loc>", "<lastmod>2026</lastmod>"]
)
def test_an_entry_without_an_address_is_a_reject(wrong: str) -> None:
    index = read(urlset(wrong, loc(1)))
    assert [(one.reason, one.locator) for one in index.rejects] == [("no_url", URL)]
    assert [one.url for one in index.announcements] == ["http://news.example/1"]


def test_33_what_is_cut_off_is_salvaged_without_the_half_entry() -> None:
    body = urlset(*(loc(1000 + n) for n in range(3)))
    index = read(body[: body.rindex(b"2</loc>")])
    assert [one.url[-4:] for one in index.announcements] == ["1000", "1001"]
    assert index.flags == ("bad_xml", "salvaged")
    assert [one.reason for one in index.rejects] == ["truncated"]
    packed = gzip.compress(urlset(*(loc(n * n) for n in range(5000))))
    cut = read(packed[: len(packed) // 2])
    assert "salvaged" in cut.flags
    assert {one.url for one in cut.announcements} <= {f"http://news.example/{n * n}" for n in range(5000)}
    assert len(cut.announcements) > 1000


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("utf-8", None), ("utf-16", None), ("windows-1256", None), ("windows-1256", "windows-1256")],
)
def test_the_bytes_say_what_encoding_they_are_in(encoding: str, charset: str | None) -> None:
    news = f"<news:news><news:title>{ARABIC}</news:title></news:news>"
    body = urlset(*(f"{loc(n)}{news}" for n in range(3))).decode().encode(encoding)
    assert {one.headline for one in read(body, charset).announcements} == {ARABIC}


def test_wrong_references_are_mended() -> None:
    index = read(
        urlset("<loc>http://news.example/?a=1&b=2</loc>", "<loc>http://news.example/<![CDATA[?a=1&b=3]]></loc>")
    )
    assert [one.url for one in index.announcements] == ["http://news.example/?a=1&b=2", "http://news.example/?a=1&b=3"]
    assert index.flags == ("bad_xml",)


def test_39_entities_are_not_expanded() -> None:
    lol = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
    body = f'<!DOCTYPE urlset [<!ENTITY l0 "lol">{lol}]><urlset><url a="&l12;">{loc(1)}</url></urlset>'
    assert [one.url for one in read(body.encode()).announcements] == ["http://news.example/1"]


def test_35_50_000_addresses_are_read_and_the_rest_counted() -> None:
    started = time.monotonic()
    index = read(gzip.compress(urlset(*(f"{loc(n)}<lastmod>2026-01-01</lastmod>" for n in range(60_000)))))
    assert (len(index.announcements), index.tossed, index.flags) == (MOST_URLS, 10_000, ())
    assert time.monotonic() - started < 30, "3 s when nothing else runs"


def test_pieces_end_where_entries_do() -> None:
    """Two megabytes, so that the document is parsed in three pieces."""
    index = read(
        urlset(
            *(f"{loc(n)}<news:news><news:title>{ARABIC * 3} &amp; {n}</news:title></news:news>" for n in range(7000))
        )
    )
    assert [one.url for one in index.announcements] == [f"http://news.example/{n}" for n in range(7000)]
    assert index.announcements[-1].headline == f"{ARABIC * 3} & 6999"


def test_the_news_sitemap_of_common_crawl_is_read() -> None:
    body = case("commoncrawl-news", "src", "test", "resources", "sitemap-news.xml").read_bytes()
    (found,) = read(body).announcements
    assert (found.url, found.headline) == (
        "http://www.example.com/business/article55.html",
        "Companies A, B in Merger Talks",
    )
    assert (found.published, found.language) == ("2008-12-23", "en")


TOKENS = b"""<urlset> </urlset> <url> </url> <loc> http://[ & ]> <![CDATA[ <sitemapindex> <news:news> <!DOCTYPE"""
PIECES = st.sampled_from([urlset(NEWS), b"\xff\xfe", b"\x1f\x8b", b"http://x/\n", b"\x00", *TOKENS.split()])


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.lists(st.one_of(PIECES, st.binary(max_size=8)), max_size=8).map(b"".join)))
def test_no_bytes_raise_anything_but_a_reject(body: bytes) -> None:
    with suppress(RejectDocument):
        read(body)
