"""The format `sitemap` (sitemaps.org 0.9 with Google's news: tags): streamed, so that 50 MB hold no tree.

A sitemap may also be an index of others, a text file with an address a line, or a feed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree  # type: ignore[import-untyped]

from tasks.model.errors import RejectDocument
from tasks.model.records import Announcement, Reject
from tasks.readers.announce import absolute, announced, is_web, no_url, plain, raw_time
from tasks.readers.contract import unreadable
from tasks.readers.feed import read_feed
from tasks.readers.index import Index
from tasks.readers.packed import unpacked
from tasks.readers.xml import SAFE, check_limits, mend, root_name, stated_encoding, without_head
from tasks.text.decode import decode

MOST_BYTES = 52_428_800  # the protocol's own limits: 50 MB and 50,000 addresses
MOST_URLS = 50_000

_PIECE = 1 << 20  # bytes that are parsed at a time
_END = re.compile(rb"</\s*(?:[A-Za-z0-9]{1,20}:)?(?:urlset|sitemapindex)\s*>|/>\s*\Z", re.IGNORECASE)
_FEEDS = frozenset({"rss", "rdf", "feed", "channel"})
_ENTRIES = frozenset({"url", "sitemap"})


def read_sitemap(body: bytes, url: str, charset: str | None = None) -> Index:
    """What a sitemap says, gzipped or not: its articles, and as `children` the sitemaps that an index names.

    `headline`, `published` and `language` come from the news: tags, `updated` from lastmod. Addresses of pictures and
    of other languages' pages are passed over. Beyond 50,000 entries are tossed.

    Args:
        body: the bytes.
        url: the sitemap's own address.
        charset: the encoding that the server says.

    Raises:
        RejectDocument: `bad_record` where it is empty, a web page or no sitemap, or nested deeper than 256 elements;
            `not_text`; `too_large` beyond 50 MB unpacked, `bomb`, `unreadable` where it is gzipped and so.
    """
    packed, whole = unpacked(body, MOST_BYTES)
    kind = _kind(packed, charset)
    if kind in _FEEDS:
        return read_feed(packed, url, charset)
    if kind == "text":
        return _text(packed, url, charset)
    found = _Found(url)
    flags = found.read(_utf8(packed, charset))
    return found.index((*flags, *(() if whole else ("salvaged",))))


def _kind(body: bytes, charset: str | None) -> str:
    """The name of the root in small letters; `text` where no tag begins the document."""
    head = decode(body[:4096], charset).text
    if not head.strip() and not body[4096:].strip():
        raise RejectDocument("bad_record", "it is empty")
    if not head.lstrip("\ufeff \n\t").startswith("<"):
        return "text"
    name = root_name(head) or ""
    if name not in {"urlset", "sitemapindex", *_FEEDS}:
        what = "a web page" if name in ("html", "head", "body") else f"XML of another kind, <{name}>"
        raise RejectDocument("bad_record", f"it is {what}, not a sitemap")
    return name


def _text(body: bytes, url: str, charset: str | None) -> Index:
    """An address a line; where most lines are none, it is no sitemap."""
    lines = [line.strip() for line in decode(body, charset).text.split("\n") if line.strip()]
    read = [_line(line, url) for line in lines[:MOST_URLS]]
    found = announced(read)
    if 2 * len(found) < len(set(lines[:MOST_URLS])):
        raise RejectDocument("bad_record", "it is text that is no list of addresses")
    rejects = tuple(one for one in read if isinstance(one, Reject))
    return Index(found, rejects, max(len(lines) - MOST_URLS, 0))


def _line(line: str, url: str) -> Announcement | Reject:
    found = absolute(line, url, url) if is_web(line) else None
    return no_url(url, "", line) if found is None else Announcement(found, url)


def _utf8(body: bytes, charset: str | None) -> Iterator[tuple[bytes, bool]]:
    """The document in pieces of UTF-8 that end where entries do, without its head, references mended where wrong."""
    said = stated_encoding(body[: 1 << 16], charset)
    if body[:2] in (b"\xff\xfe", b"\xfe\xff") or not _is_utf8(body):
        body = decode(body, said).text.encode("utf-8", "replace")
    unknown = None
    at = 0
    while at < len(body):
        end = _cut(body, at)
        text = decode(body[at:end], "utf-8").text
        if at == 0:
            text, entities = without_head(text)
            unknown = "" if entities else None
        mended, wrong = mend(text, unknown)
        yield mended.encode("utf-8", "replace"), wrong
        at = end


def _cut(body: bytes, at: int) -> int:
    """Where a piece ends: behind the last entry, or at least the last tag, in the next megabyte."""
    most = at + _PIECE
    if most >= len(body):
        return len(body)
    for mark in (b"</url>", b"</sitemap>", b">"):
        found = body.rfind(mark, at, most)
        if found != -1:
            return found + len(mark)
    return most


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@dataclass(slots=True)
class _Found:
    """What the stream of elements has given so far."""

    url: str
    pages: list[Announcement] = field(default_factory=list)
    children: dict[str, None] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    tossed: int = 0
    cut: bool = False

    def read(self, pieces: Iterator[tuple[bytes, bool]]) -> tuple[str, ...]:
        """Take in a document; what was odd about it."""
        parser = etree.XMLPullParser(events=("end",), encoding="utf-8", **SAFE)
        tail, odd = b"", False
        try:
            for piece, wrong in pieces:
                tail, odd = (tail + piece)[-1000:], odd or wrong
                parser.feed(piece)
                self._take(parser)
            self.cut = _END.search(tail) is None
            parser.close()
        except etree.XMLSyntaxError:
            odd = True
        self._take(parser)
        check_limits(parser.feed_error_log)
        odd = odd or any(entry.level_name != "WARNING" for entry in parser.feed_error_log)
        return (*(("bad_xml",) if odd else ()), *(("salvaged",) if self.cut else ()))

    def _take(self, parser: etree.XMLPullParser) -> None:
        for _, element in parser.read_events():
            name = _name(element)
            if name in _ENTRIES:
                self._entry(name, element)
            if name in _ENTRIES or (element.getparent() is not None and element.getparent().getparent() is None):
                _forget(element)

    def _entry(self, name: str, element: etree._Element) -> None:
        if len(self.pages) + len(self.children) + len(self.rejects) >= MOST_URLS:
            self.tossed += 1
            return
        said = _said(element)
        written = said.get("loc", "")
        found = absolute(written, self.url, self.url)
        if self.cut:  # the parser ended what the document does not: half an address looks like one
            self.rejects.append(unreadable(self.url, "it ends inside an entry", "truncated"))
        elif found is None:
            self.rejects.append(no_url(self.url, plain(said.get("news.title", "")) or "", written or None))
        elif name == "sitemap":
            self.children[found] = None
        else:
            self.pages.append(_announcement(found, self.url, said))

    def index(self, flags: tuple[str, ...]) -> Index:
        """All of it."""
        return Index(
            announcements=announced(self.pages),
            rejects=tuple(self.rejects),
            tossed=self.tossed,
            flags=tuple(dict.fromkeys(flags)),
            children=tuple(self.children),
        )


def _announcement(found: str, source: str, said: dict[str, str]) -> Announcement:
    return Announcement(
        url=found,
        source=source,
        headline=plain(said.get("news.title", "")),
        published=raw_time(said.get("news.publication_date", "")),
        updated=raw_time(said.get("lastmod", "")),
        language=said.get("news.language", "").strip()[:35] or None,
    )


def _said(element: etree._Element) -> dict[str, str]:
    """The texts of an entry by name: its own children, and those of its news: part with `news.` before the name."""
    said: dict[str, str] = {}
    for child in element.iterchildren(etree.Element):
        if _name(child) == "news":
            for part in child.iter(etree.Element):
                said.setdefault(f"news.{_name(part)}", part.text or "")
        else:
            said.setdefault(_name(child), "".join(child.itertext()))
    return said


def _name(element: etree._Element) -> str:
    """The name in small letters without its namespace or a prefix that nobody declared."""
    return _bare(element.tag)


@lru_cache(maxsize=1 << 10)
def _bare(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _forget(element: etree._Element) -> None:
    """Free what was read: the element's inside, and all before it."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
