"""Try what an address gave as a source: what it is, what it announces, where it leads. For `marsad add`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tasks.model.errors import RejectDocument
from tasks.model.records import Announcement
from tasks.readers.announce import plain, time_of
from tasks.readers.discovery import Discovered, discover
from tasks.readers.hypertext import read_page
from tasks.readers.index import Index, Polled
from tasks.readers.packed import unpacked
from tasks.readers.polled import read_index
from tasks.readers.selectors import propose_selector
from tasks.readers.sitemap import MOST_BYTES
from tasks.text.language import language_of
from tasks.text.metadata import read_metadata
from tasks.text.times import Time, zoned

KINDS = ("feed", "news sitemap", "sitemap", "listing", "article", "other")
"""What can be tried, the best source first; from the last nothing comes."""

SHOWN = 3  # of the newest
_AHEAD = timedelta(days=1)  # what is dated later has no time of publishing
_HEADLINES = 20  # that the language is judged by
_SUBTAG = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_COMMENT = re.compile(r"#comment", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """What an address gave; crosses into worker processes.

    Attributes:
        body: the bytes, without content encodings.
        url: the address that answered at last.
        charset: the encoding that the server says.
        media_type: what the server says that they are.
        now: when, UTC.
        since: articles of a sitemap that are older are not taken in.
    """

    body: bytes
    url: str
    charset: str | None
    media_type: str | None
    now: datetime
    since: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that is announced; the newest time stated of it, None where it is not or lies ahead."""

    url: str
    headline: str | None
    time: Time | None

    @property
    def at(self) -> datetime | None:
        """When; a time without a zone counts as UTC."""
        return None if self.time is None else zoned(self.time.at)


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it.

    Attributes:
        kind: of `KINDS`.
        led: where it leads.
        articles: how many it announces.
        wanted: how many of them would be taken in now.
        newest: up to three, the newest first; in the order of the document where no time is stated.
        language: by the headlines, ISO 639-1; as stated where there are none, None where it is not.
        selector: of a listing, the proposed one.
        children: further sitemaps that it names.
        is_comments: whether it announces readers' comments, not articles.
    """

    kind: str
    led: Discovered
    articles: int = 0
    wanted: int = 0
    newest: tuple[Entry, ...] = ()
    language: str | None = None
    selector: str | None = None
    children: tuple[str, ...] = ()
    is_comments: bool = False


def try_body(given: Given) -> Trial:
    """What a body is worth as a source; to be run in the pool of workers.

    Raises:
        RejectDocument: it cannot be read, or there is nothing.
    """
    body, _ = unpacked(given.body, MOST_BYTES)
    given = replace(given, body=body)
    led = discover(body, given.url, given.charset, given.media_type)
    match led.kind:
        case "feed" | "sitemap":
            return _tried(given, led, _read(given, led.kind))
        case "article":
            return _tried(given, led, _article(given))
        case _:
            return _page(given, led)


def _page(given: Given, led: Discovered) -> Trial:
    """A page of links to articles, where a selector can be told that selects them; also one that is no sure listing."""
    tree, _ = read_page(given.body, given.charset)
    selector = propose_selector(tree, given.url)
    if selector is None:
        return Trial("other", led)
    listing = replace(led, kind="listing")
    return replace(_tried(given, listing, _read(given, "page", selector)), selector=selector)


def _read(given: Given, reader: str, selector: str | None = None) -> Index:
    return read_index(Polled(reader, given.body, given.url, given.charset, selector))


def _article(given: Given) -> Index:
    """An article as if something had announced it."""
    tree, _ = read_page(given.body, given.charset)
    told = read_metadata(tree, given.url)
    published = next((stated.value for stated in told.stated), None)
    return Index((Announcement(given.url, given.url, plain(told.headline or ""), published),))


def _tried(given: Given, led: Discovered, index: Index) -> Trial:
    entries = [_entry(one, given.now) for one in index.announcements]
    is_news = led.kind == "sitemap" and any(one.headline for one in index.announcements)
    late = sum(one.at is not None and one.at < given.since for one in entries) if led.kind == "sitemap" else 0
    comments = sum(bool(_COMMENT.search(one.url)) for one in entries)
    return Trial(
        kind="news sitemap" if is_news else led.kind,
        led=led,
        articles=len(entries),
        wanted=len(entries) - late,
        newest=_newest(entries),
        language=_language(entries, (index.language, led.language, *(one.language for one in index.announcements[:1]))),
        children=index.children,
        is_comments=2 * comments > len(entries),
    )


def _entry(one: Announcement, now: datetime) -> Entry:
    entry = Entry(one.url, one.headline, time_of(one))
    return replace(entry, time=None) if entry.at is not None and entry.at > now + _AHEAD else entry


def _newest(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    timed = [(one.at, one) for one in entries if one.at is not None]
    timed.sort(key=lambda pair: pair[0], reverse=True)
    return (*(one for _, one in timed[:SHOWN]), *(one for one in entries if one.at is None))[:SHOWN]


def _language(entries: Sequence[Entry], stated: Iterable[str | None]) -> str | None:
    """By the headlines, for what is stated is wrong at times; as stated where there are none."""
    try:
        return language_of(" ".join(one.headline or "" for one in entries[:_HEADLINES]))
    except RejectDocument:
        found = (_SUBTAG.match(one or "") for one in stated)
        return next((one[0].lower() for one in found if one), None)
