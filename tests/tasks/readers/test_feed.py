"""Feeds: what they announce, what is refused with which reason, and that nothing hangs or is fetched."""

import gzip
import json
import pickle
import tarfile
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import case

from tasks.model.errors import RejectDocument
from tasks.model.records import Announcement, Reject
from tasks.readers.feed import MOST_BYTES, read_feed
from tasks.readers.index import FLAGS, MOST_ENTRIES, Index, Polled
from tasks.readers.polled import read_index

URL = "http://news.example/rss/feed.xml"
ARABIC = "بغداد تعلن اتفاقا جديدا مع أربيل حول النفط"


def rss(*items: str, head: str = "", before: str = "") -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'{before}<rss version="2.0"><channel><title>ت</title>{head}{inside}</channel></rss>'.encode()


def read(body: bytes, charset: str | None = None) -> Index:
    index = read_feed(body, URL, charset)
    assert set(index.flags) <= set(FLAGS)
    return index


def only(*items: str) -> Announcement:
    index = read(rss(*items))
    assert index.rejects == ()
    (announcement,) = index.announcements
    return announcement


def reason(body: bytes) -> tuple[str, str]:
    with pytest.raises(RejectDocument) as raised:
        read_feed(body, URL)
    return raised.value.reason, raised.value.detail


RSS2 = rss(
    f"<title>{ARABIC}</title><link>http://news.example/1</link><pubDate>Mon, 02 Jan 2006 15:04:05 +0300</pubDate>",
    head="<language>ar</language><link>http://news.example/</link>",
)
RSS091 = RSS2.replace(b"2.0", b"0.91")
RDF = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://news.example/"><title>ت</title><link>http://news.example/</link><dc:language>ar</dc:language>
<items><rdf:Seq><rdf:li resource="http://news.example/1"/></rdf:Seq></items></channel>
<item rdf:about="http://news.example/1"><title>{ARABIC}</title><link>http://news.example/1</link>
<dc:date>Mon, 02 Jan 2006 15:04:05 +0300</dc:date></item></rdf:RDF>""".encode()
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>ت</title><link href="http://news.example/"/>
<entry><id>urn:1</id><title>{ARABIC}</title><link rel="enclosure" href="http://news.example/1.mp3"/>
<link rel="alternate" href="/1"/><published>Mon, 02 Jan 2006 15:04:05 +0300</published></entry></feed>""".encode()
CDF = f"""<CHANNEL HREF="http://news.example/"><TITLE>ت</TITLE><LANGUAGE>ar</LANGUAGE>
<ITEM HREF="http://news.example/1"><TITLE>{ARABIC}</TITLE><pubDate>Mon, 02 Jan 2006 15:04:05 +0300</pubDate></ITEM>
</CHANNEL>""".encode()
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "ت",
        "language": "ar",
        "home_page_url": "http://news.example/",
        "items": [
            {"id": "1", "url": "/1", "title": ARABIC, "date_published": "Mon, 02 Jan 2006 15:04:05 +0300", "tags": [1]}
        ],
    }
).encode()


@pytest.mark.parametrize(
    "body", [RSS2, RSS091, RDF, ATOM, CDF, JSON], ids=["rss2", "rss091", "rdf", "atom", "cdf", "json"]
)
def test_all_kinds_say_the_same(body: bytes) -> None:
    index = read(body)
    published = "Mon, 02 Jan 2006 15:04:05 +0300"
    assert index.announcements == (Announcement("http://news.example/1", URL, ARABIC, published, None, "ar"),)
    assert (index.title, index.language) == ("ت", "ar")
    assert (index.flags, index.tossed, index.rejects) == ((), 0, ())


def test_what_crosses_between_processes_can() -> None:
    polled = pickle.loads(pickle.dumps(Polled("feed", RSS2, URL)))
    assert pickle.loads(pickle.dumps(read_index(polled))) == read(RSS2)


# 47. Addresses


@pytest.mark.parametrize(
    ("says", "url"),
    [
        ("<link>/a?x=1&amp;y=2</link>", "http://news.example/a?x=1&y=2"),
        ("<link>b</link>", "http://news.example/rss/b"),
        ("<link>//other.example/c</link>", "http://other.example/c"),
        ("<link> http://news.example/\n d </link>", "http://news.example/ d"),
        ("<link><![CDATA[http://news.example/?a=1&b=2]]></link>", "http://news.example/?a=1&b=2"),
        ("<link>http://news.example/?a=1&amp;amp;b=2&amp;copy=3</link>", "http://news.example/?a=1&b=2&copy=3"),
        ("<link>http://news.example/?a=1&b=2</link>", "http://news.example/?a=1&b=2"),
        ("<guid>http://news.example/1</guid>", "http://news.example/1"),
        ('<guid isPermaLink="true">/1</guid>', "http://news.example/1"),
        ("<link></link><guid>http://news.example/1</guid>", "http://news.example/1"),
        ("<link>javascript:alert(1)</link><guid>http://news.example/1</guid>", "http://news.example/1"),
        (
            '<link>http://feeds.example/~r/1</link><f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">'
            "http://news.example/1</f:origLink>",
            "http://news.example/1",
        ),
        ('<link xml:base="http://base.example/x/">1</link>', "http://base.example/x/1"),
        ('<link xml:base="http://base.example/x">#1</link>', "http://base.example/x#1"),
        ("<link>http://مثال.example/مقال</link>", "http://مثال.example/مقال"),
    ],
)
def test_an_address_is_found_and_made_whole(says: str, url: str) -> None:
    assert only(says).url == url


@pytest.mark.parametrize(
    "says",
    [
        "",
        "<link> </link>",
        "<guid>12345</guid>",
        '<guid isPermaLink="false">http://news.example/1</guid>',
        '<enclosure url="http://news.example/1.mp3"/>',
        "<comments>http://news.example/1#comments</comments>",
        "<link>#fragment</link>",
        "<link>javascript:alert(1)</link>",
        "<link>mailto:a@news.example</link>",
        "<link>file:///etc/passwd</link>",
        "<link>ftp://news.example/1</link>",
        "<link>http://[::1</link>",
        "<link>http://</link>",
        f"<link>http://news.example/{'x' * 2048}</link>",
    ],
)
def test_an_entry_without_an_address_is_a_reject_the_same_at_every_poll(says: str) -> None:
    item = f"<title>{ARABIC}</title>{says}"
    good = "<link>http://news.example/good</link>"
    first, second = read(rss(item, good)), read(rss(good, item))
    (reject,) = first.rejects
    assert isinstance(reject, Reject)
    assert (reject.stage, reject.reason, reject.locator) == ("ingest", "no_url", URL)
    assert ARABIC in reject.detail
    assert second.rejects == first.rejects
    assert [one.url for one in first.announcements] == ["http://news.example/good"]


def test_49_entries_that_share_a_guid_are_told_apart_by_their_addresses() -> None:
    items = [f"<guid isPermaLink='false'>same</guid><link>http://news.example/{n}</link>" for n in (1, 2, 3, 2)]
    assert [one.url[-1] for one in read(rss(*items)).announcements] == ["1", "2", "3"]


# 48. Dates


@pytest.mark.parametrize(
    "written",
    [
        "Mon, 02 Jan 2006 15:04:05 GMT",
        "١٥ تشرين الثاني 2025",
        "15 نوفمبر، 2025",
        "الاثنين 3 رجب 1447 هـ",
        "Thu,28 Jul 2022 4:35:5 GMT+9",
        "1970-01-01T00:00:00Z",
        "2099-01-01",
        "yesterday",
    ],
)
def test_a_date_is_left_as_it_is_written(written: str) -> None:
    found = only(f"<link>/1</link><pubDate>\n {written} </pubDate>")
    assert (found.published, found.updated) == (written, None)


def test_a_date_is_never_made_up() -> None:
    for says in ("", "<pubDate/>", f"<pubDate>{'x' * 500}</pubDate>"):
        found = only(f"<link>/1</link>{says}")
        assert (found.published, found.updated) == (None, None)


# 51. Titles


@pytest.mark.parametrize(
    ("written", "headline"),
    [
        ("&lt;b&gt;نفط&lt;/b&gt; و&amp;amp;غاز", "نفط و&غاز"),
        ("قال &amp;quot;لا&amp;quot;", 'قال "لا"'),
        ("<![CDATA[نفط &amp; <i>غاز</i>]]>", "نفط & غاز"),
        ("AT&T وغيرها", "AT&T وغيرها"),
        ("&laquo;نفط&raquo;&nbsp;وغاز", "«نفط» وغاز"),
        ("&#1606;&#x0641;&#1591; &#146;", "نفط ’"),
        ("a &lt; b", "a < b"),
        (" نفط\n\tوغاز ", "نفط وغاز"),
        ("\u202bنفط\u202c ن\u200cفط نفـــط", "\u202bنفط\u202c ن\u200cفط نفـــط"),
        ("نفط\x00\x08\ufffe &#0; &#8;", "نفط"),
        ("", None),
    ],
)
def test_a_title_loses_its_markup_and_keeps_its_letters(written: str, headline: str | None) -> None:
    assert only(f"<title>{written}</title><link>/1</link>").headline == headline


def test_a_module_is_not_taken_for_the_feed() -> None:
    media = '<m:group xmlns:m="http://search.yahoo.com/mrss/"><m:title>x</m:title></m:group>'
    media += '<m:title xmlns:m="http://search.yahoo.com/mrss/">x</m:title><media:title>y</media:title>'
    assert only(f"{media}<title>نفط</title><link>/1</link>").headline == "نفط"


# 43, 44. No feeds


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "it is empty"),
        (b" \n\xef\xbb\xbf", "it is empty"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "it is a web page, not a feed"),
        (b"<html><head><title>x</title></head></html>", "it is a web page, not a feed"),
        (b"<urlset><url><loc>http://x/</loc></url></urlset>", "it is XML of another kind, <urlset>, not a feed"),
        (b"hello", "it is no XML"),
        (b"<!-- nothing -->", "it is no XML"),
        (b'{"items": []}', "it is JSON, but no JSON Feed of version 1: None"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "its items are no list"),
        (b"{broken", "it is no JSON: "),
        (b'{"a":' * 100_000, "it is no JSON: "),
        (b"<a>" * 100_000, "excessive depth in document: 256"),
        (rss("<a>" * 100_000), "excessive depth in document: 256"),
    ],
)
def test_what_is_no_feed_is_an_error_not_a_day_without_news(body: bytes, says: str) -> None:
    why, detail = reason(body)
    assert why == "bad_record"
    assert detail.startswith(says)


@pytest.mark.parametrize("body", [b"http://127.0.0.1:9/feed", b"/etc/passwd", b"file:///etc/passwd"])
def test_a_body_that_is_an_address_is_not_fetched_or_opened(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket", None)
    assert reason(body) == ("bad_record", "it is no XML")


def test_other_bytes_are_no_text() -> None:
    assert reason(b"\x89PNG\r\n\x1a\n" + bytes(100))[0] == "not_text"


def test_a_feed_without_entries_is_a_quiet_one() -> None:
    assert read(rss()).announcements == ()


# 45, 46. Broken ones


def test_45_a_feed_that_is_cut_off_is_salvaged_and_says_so() -> None:
    items = [f"<title>{ARABIC}</title><link>http://news.example/{n}000</link>" for n in (1, 2, 3)]
    whole = rss(*items)
    index = read(whole[: whole.rindex(b"000</link>")])
    assert [one.url[-4:] for one in index.announcements] == ["1000", "2000"]
    assert {"bad_xml", "salvaged"} <= set(index.flags)
    (reject,) = index.rejects
    assert (reject.reason, reject.detail) == ("truncated", f"the feed ends inside its entry {ARABIC}"), (
        "half an address"
    )
    assert [one.url[-4:] for one in read(whole[: -len("</channel></rss>")]).announcements] == ["1000", "2000", "3000"]


def test_behind_an_error_addresses_are_whole() -> None:
    index = read(rss("<title>x</titel><link>/1?a=1&amp;b=2</link>", "<link>/2?a=1&amp;b=2</link>"))
    assert index.announcements[-1].url == "http://news.example/2?a=1&b=2"
    assert "bad_xml" in index.flags


@pytest.mark.parametrize(
    ("item", "headline"),
    [
        ("<media:thumbnail url='x'/><title>نفط</title>", "نفط"),
        ("<title>نفط & غاز</title>", "نفط & غاز"),
        ("<title>نفط &foo; غاز</title>", "نفط &foo; غاز"),
        ("<title>نفط\x0b\x1f</title>", "نفط"),
        ("<title>نفط</title><description><br><p>x</description>", "نفط"),
    ],
)
def test_46_what_is_commonly_wrong_is_read(item: str, headline: str) -> None:
    index = read(rss(f"{item}<link>/1</link>"))
    assert [one.headline for one in index.announcements] == [headline]
    assert index.flags == (() if "\x0b" in item else ("bad_xml", "loose") if "<br>" in item else ("bad_xml",))


def test_46_junk_before_the_feed_is_passed_over() -> None:
    index = read(b"Warning: mysql_connect() in <b>x.php</b>\n" + RSS2)
    assert [one.headline for one in index.announcements] == [ARABIC]
    assert "bad_xml" in index.flags


@pytest.mark.parametrize(
    ("encoding", "prolog", "charset", "flags"),
    [
        ("utf-8", None, None, ()),
        ("utf-8", "windows-1256", None, ("redecoded",)),
        ("utf-8", None, "windows-1256", ("redecoded",)),
        ("windows-1256", "windows-1256", None, ()),
        ("windows-1256", None, "windows-1256", ()),
        ("windows-1256", "windows-1256", "iso-8859-1", ()),
        ("windows-1256", None, None, ()),
        ("windows-1256", "utf-8", "utf-8", ("redecoded",)),
        ("iso-8859-6", "iso-8859-6", None, ()),
        ("utf-16", "utf-16", None, ()),
        ("utf-16-le", "utf-16", None, ()),
        ("utf-32-be", "utf-32", None, ()),
        ("utf-8-sig", "windows-1256", None, ("redecoded",)),
    ],
)
def test_46_the_bytes_say_what_encoding_they_are_in(
    encoding: str, prolog: str | None, charset: str | None, flags: tuple[str, ...]
) -> None:
    before = f'<?xml version="1.0" encoding="{prolog}"?>' if prolog else ""
    body = (
        rss(*[f"<title>{ARABIC}</title><link>/{n}</link>" for n in range(3)], before=before).decode().encode(encoding)
    )
    index = read(body, charset)
    assert {one.headline for one in index.announcements} == {ARABIC}
    assert index.flags == flags


def test_a_gzipped_feed_is_unpacked_within_bounds() -> None:
    assert read(gzip.compress(RSS2)).announcements == read(RSS2).announcements
    assert read(gzip.compress(gzip.compress(RSS2))).announcements == read(RSS2).announcements
    assert reason(gzip.compress(b" " * 19_000_000))[0] == "bomb"
    assert reason(gzip.compress(gzip.compress(gzip.compress(RSS2))))[0] == "not_text"
    assert reason(b"x" * (MOST_BYTES + 1))[0] == "too_large"
    cut = gzip.compress(rss(*[f"<link>/{n * n}</link>" for n in range(999)]))[:-300]
    assert "salvaged" in read(cut).flags


# 39 to 42. Hostile ones

_LOL = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{_LOL}]>'
CYCLE = '<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'
QUADRATIC = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]>'
EXTERNAL = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'


@pytest.mark.parametrize(
    ("doctype", "entity"), [(BOMB, "&l12;"), (CYCLE, "&a;"), (QUADRATIC, "&a;" * 50_000), (EXTERNAL, "&a;")]
)
def test_39_40_entities_are_not_expanded_and_nothing_is_fetched(
    doctype: str, entity: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.socket", None)
    item = f'<title a="{entity}">نفط{entity}</title><link>/1</link>'
    started = time.monotonic()
    tracemalloc.start()
    index = read(rss(item, before=doctype))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(one.url, one.headline) for one in index.announcements] == [("http://news.example/1", "نفط")]
    assert "doctype" in index.flags
    assert time.monotonic() - started < 5, "0.1 s when nothing else runs"
    assert peak < 200_000_000


def test_39_40_the_bombs_of_defusedxml_are_no_feeds() -> None:
    files = sorted(case("defusedxml", "xmltestdata").glob("*.xml"))
    assert len(files) > 5
    for file in files:
        assert reason(file.read_bytes())[0] == "bad_record", file.name


def test_42_of_a_long_feed_the_first_are_read_and_the_rest_counted() -> None:
    index = read(rss(*(f"<link>/{n}</link>" for n in range(100_000))))
    assert (len(index.announcements), index.tossed) == (MOST_ENTRIES, 98_000)
    assert index.announcements[-1].url == "http://news.example/1999"


@pytest.mark.parametrize(
    "body",
    [
        b"<" * 1_000_000,
        rss("<![CDATA[" * 200_000),
        rss(f"<title>{'&' * 200_000}</title>"),
        rss(f"<title>{'&lt;script' * 100_000}</title>"),
        b"<!DOCTYPE a [" * 100_000,
        b"<!--" * 200_000,
        b"<rss><channel>" + b"<item><b><title>x</titl></item>" * 20_000,
        rss(" ".join(f"<a{n}/>" for n in range(50_000))),
        b"<rss " + b" ".join(b"a%d='1'" % n for n in range(50_000)) + b"/>",
    ],
)
def test_what_is_made_to_hang_does_not(body: bytes) -> None:
    started = time.monotonic()
    with suppress(RejectDocument):
        read(body)
    assert time.monotonic() - started < 10, "a second when nothing else runs"


# 50. JSON Feed


def json_feed(*items: object, **more: object) -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1", "items": list(items), **more}).encode()


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ("text", "an item is a str, not an object"),
        ({"id": 1, "url": 5}, "item '1': its url is a int, not a string"),
        ({"id": "a", "url": "/1", "title": ["x"]}, "item 'a': its title is a list, not a string"),
        ({"id": "a", "url": "/1", "date_published": 5}, "item 'a': its date_published is a int, not a string"),
    ],
)
def test_50_an_item_of_wrong_types_is_a_reject_and_the_rest_is_read(item: object, why: str) -> None:
    index = read(json_feed(item, {"id": "b", "url": "/2"}))
    assert [(one.reason, one.detail) for one in index.rejects] == [("bad_record", why)]
    assert [one.url for one in index.announcements] == ["http://news.example/2"]


def test_50_an_items_address_is_its_own_not_that_of_what_it_points_at() -> None:
    index = read(
        json_feed(
            {"id": "http://news.example/1"},
            {"id": "2", "external_url": "http://other.example/2"},
            {"id": "3", "url": None, "title": "x"},
            title=["no string"],
        )
    )
    assert [one.url for one in index.announcements] == ["http://news.example/1"]
    assert [one.reason for one in index.rejects] == ["no_url", "no_url"]
    assert index.title is None


# Other projects' cases


def feeds_of_feedparser() -> dict[str, bytes]:
    with tarfile.open(case("feedparser.tar.gz")) as packed:
        members = [one for one in packed.getmembers() if one.isfile() and "/tests/" in one.name]
        return {one.name: packed.extractfile(one).read() for one in members}  # type: ignore[union-attr]


def test_feedparsers_feeds_are_read_without_an_error_and_every_well_formed_one_gives_its_entries() -> None:
    """All of them: 2 seconds."""
    feeds = feeds_of_feedparser()
    assert len(feeds) > 2_100
    refused, bare = [], []
    for name, body in feeds.items():
        try:
            index = read(body)
        except RejectDocument as error:
            refused.append((Path(name).name, error.reason))
            continue
        entries = body.lower().count(b"<entry") + body.lower().count(b"<item>") + body.lower().count(b"<item ")
        if "/wellformed/" in name and entries and not index.announcements and not index.rejects:
            bare.append(name)
    assert refused == [("rss_empty_document.xml", "bad_record")]
    assert bare == []


def test_the_feeds_of_other_projects_give_what_they_have() -> None:
    wanted = {
        ("miniflux", "internal", "reader", "parser", "testdata", "urdu_UTF8.xml"): 26,
        ("miniflux", "internal", "reader", "parser", "testdata", "encoding_WINDOWS-1251.xml"): 50,
        ("miniflux", "internal", "reader", "parser", "testdata", "rdf_UTF8.xml"): 60,
        ("miniflux", "internal", "reader", "parser", "testdata", "large_atom.xml"): 25,
        ("miniflux", "internal", "reader", "xml", "testdata", "koi8r.xml"): 2,
        ("mc-rss-fetcher", "fetcher", "test", "fixtures", "real-cnn.rss"): 69,
        ("mc-rss-fetcher", "fetcher", "test", "fixtures", "real-korean-times.rss"): 195,
        ("reader", "tests", "data", "full.json"): 2,
        ("reader", "tests", "data", "relative.rss"): 1,
        ("reader", "tests", "data", "full.atom"): 1,
        ("commoncrawl-news", "src", "test", "resources", "feed-with-sitemap-namespace.xml"): 2,
    }
    for parts, expected in wanted.items():
        index = read(case(*parts).read_bytes())
        assert len(index.announcements) == expected, parts


# Any bytes

TOKENS = b"""<item> </item> <entry <link> & ]]> <![CDATA[ <!DOCTYPE xml:base='http://[ http://[ ' " { <html <?xml"""
PIECES = st.sampled_from([RSS2, RDF, ATOM, CDF, JSON, b"\xff\xfe", b"\x00", *TOKENS.split()])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(st.one_of(PIECES, st.binary(max_size=8)), max_size=8).map(b"".join)))
def test_no_bytes_raise_anything_but_a_reject(body: bytes) -> None:
    with suppress(RejectDocument):
        read(body)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([RSS2, RDF, ATOM, CDF, JSON]), st.integers(0, 900), st.integers(0, 60), st.binary(max_size=5))
def test_no_damage_raises_anything_but_a_reject(body: bytes, at: int, length: int, put: bytes) -> None:
    with suppress(RejectDocument):
        read(body[:at] + put + body[at + length :])
