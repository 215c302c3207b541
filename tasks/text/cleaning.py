"""Clean a capture: bytes as they arrived to an article, or the reason why not."""

import json
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from expectations.vocabulary import LANGUAGES
from tasks.model.errors import RejectDocument
from tasks.model.ids import identify
from tasks.model.records import Article, Capture
from tasks.text.addresses import canonical, is_article
from tasks.text.agencies import credited
from tasks.text.decode import MOST_BROKEN, Decoded, declared_charset, decode, scrub
from tasks.text.garbled import is_garbled
from tasks.text.language import language_of
from tasks.text.markup import has_markup, without_markup
from tasks.text.newswire import read_record, read_text
from tasks.text.outlets import of_file, of_url, zone_of
from tasks.text.page import Page, Stated, tidy_lines
from tasks.text.published import modified, published
from tasks.text.times import parse_time, read_time

VERSION = "3"
"""Goes up whenever cleaning can give another article for the same capture."""

# Nobody prints a headline of 500 characters: what is longer is a paragraph that a page without a headline begins with.
_LONGEST_HEADLINE = 500
# A book of 300 pages has 600,000 characters.
_LONGEST_TEXT = 2_000_000
_FEWEST_WORDS = 2  # one word is a button or a label


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read off a capture: the page, the id that its source gives it, and the text it was decoded to."""

    page: Page
    own_id: str
    decoded: Decoded | None = None


def clean(capture: Capture) -> Article:
    """The article of a capture; the same capture gives the same article at any time on any machine.

    Its text is headline and paragraphs with one empty line between. Words stay verbatim, letter by letter; only spaces
    are tidied: edges bare, no-break and other spaces and tabs as one space, control characters gone.

    `article_id` is the hash of the canonical address where there is one; else of outlet and record id for a record of
    JSONL; else of the locator. The outlet is the one given with the capture, else the one whose id the file's name
    begins with (`<outlet>-...`), else the one whose domain the address lies under (`seeds/outlets.csv`), else None.

    Raises:
        RejectDocument: `unreadable`, `not_text`, `bad_record`, `not_article`, `no_headline`, `no_text`, `too_large` or
            `language`.
    """
    readers = {
        "application/json": _from_record,
        "application/pdf": _from_pdf,
        "text/html": _from_html,
        "text/plain": _from_text,
    }
    outlet = capture.outlet or of_file(capture.locator.rsplit("/", 1)[-1]) or of_url(capture.url)
    if capture.media_type not in readers:
        raise RejectDocument("not_article", f"articles are not read from {capture.media_type}")
    read = readers[capture.media_type](capture, outlet)
    return _article(capture, outlet, replace(read, page=_announced(read.page, capture)))


def parse_record(body: bytes) -> dict[str, Any]:
    """A record of JSONL from its bytes.

    Raises:
        RejectDocument: `bad_record`.
    """
    try:
        record = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RejectDocument("bad_record", str(error)) from None
    if not isinstance(record, dict):
        raise RejectDocument("bad_record", f"a JSON {type(record).__name__} is no object")
    return record


def _from_text(capture: Capture, outlet: str | None) -> _Read:
    decoded = decode(capture.body, capture.charset)
    return _Read(read_text(decoded.text, capture.captured_at.date(), outlet), capture.locator, decoded)


def _from_pdf(capture: Capture, outlet: str | None) -> _Read:
    from tasks.text.pdf import read_pdf

    return _Read(read_pdf(capture.body, capture.captured_at.date(), outlet), capture.locator)


def _from_html(capture: Capture, outlet: str | None) -> _Read:
    from tasks.text.html import read_html  # trafilatura: 0.7 s to import, for pages only

    decoded = decode(capture.body, capture.charset or declared_charset(capture.body))
    page = read_html(decoded.text, capture.url, capture.captured_at.date(), outlet)
    return _Read(page, capture.locator, decoded)


def _from_record(capture: Capture, outlet: str | None) -> _Read:
    record = parse_record(capture.body)
    title, content = (_string(record, name) for name in ("title", "content"))
    page = read_record(title, content, _string(record, "author") or None, capture.captured_at.date(), outlet)
    stated = (*_stated(record, "published_at", "record"), *page.stated, *_stated(record, "collected_at", "collected"))
    return _Read(replace(page, stated=stated), str(record.get("id", "")))


def _announced(page: Page, capture: Capture) -> Page:
    """The page with what feeds and listings said of it, for where it does not say so itself."""
    if not capture.announced:
        return page
    headlines = (" ".join(tidy_lines(scrub(unescape(one.headline or "")))) for one in capture.announced)
    return replace(
        page,
        headline=page.headline if _has_words(page.headline) else next(filter(_has_words, headlines), page.headline),
        stated=(*page.stated, *(Stated(one.published, "feed") for one in capture.announced if one.published)),
        modified=(*page.modified, *(one.updated for one in capture.announced if one.updated)),
    )


def _string(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RejectDocument("bad_record", f"{name} is a {type(value).__name__}, not a string")
    return scrub(unescape(without_markup(value) if has_markup(value) else value))


def _stated(record: dict[str, Any], name: str, origin: str) -> tuple[Stated, ...]:
    """What a record says of its time in this field."""
    value = record.get(name)
    if value is None or value == "":
        return ()
    try:
        _ = read_time(value) if origin == "record" else parse_time(value)
    except ValueError as error:
        raise RejectDocument("bad_record", f"{name}: {error}") from None
    return (Stated(value, origin),)


def _article(capture: Capture, outlet: str | None, read: _Read) -> Article:
    page = read.page
    _check(page)
    url = page.url if page.is_copy else capture.url or page.url
    outlet = outlet or of_url(url)
    zone = zone_of(outlet)
    when = published(page.stated, zone, capture.captured_at)
    text = "\n\n".join((page.headline, *page.paragraphs))
    garbled = is_garbled(text)
    return Article(
        article_id=_id(capture, url, outlet, read.own_id),
        capture_id=capture.capture_id,
        language="ar" if garbled else _language(page),
        headline=page.headline,
        text=text,
        captured_at=capture.captured_at,
        outlet=outlet,
        url=url,
        deck=page.deck,
        byline=page.byline,
        dateline=page.dateline,
        caption=page.caption,
        credit=page.credit,
        published_at=when.at if when else None,
        published_from=when.origin if when else None,
        published_precision=when.precision if when else None,
        published_zone=when.zone if when else None,
        published_on=when.day.isoformat() if when and when.day else None,
        modified_at=modified(page.modified, when, zone, capture.captured_at),
        agency=credited(page),
        section=page.section,
        is_free=page.is_free,
        page_kind=page.kind,
        encoding=read.decoded.encoding if read.decoded else None,
        broken_share=read.decoded.broken if read.decoded else None,
        garbled=garbled,
        truncated=capture.truncated,
        extracted_by=page.extracted_by,
        extraction_agreement=page.agreement,
    )


def _check(page: Page) -> None:
    """A headline and, besides it, words; fewer than 1 character in 100 lost to a wrong encoding."""
    body = "\n".join(page.paragraphs)
    if not _has_words(page.headline) or len(page.headline) > _LONGEST_HEADLINE:
        raise RejectDocument("no_headline", f"{len(page.headline)} characters where it should be")
    if len(body) > _LONGEST_TEXT:
        raise RejectDocument("too_large", f"a text of {len(body)} characters is no article's")
    if len(body.split()) < _FEWEST_WORDS or not _has_words(body):
        raise RejectDocument("no_text", "there is a headline and nothing else")
    broken = body.count("\ufffd")
    if broken > MOST_BROKEN * len(body) + 1:
        raise RejectDocument("not_text", f"{broken} of {len(body)} characters are lost to a wrong encoding")


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _language(page: Page) -> str:
    language = language_of("\n".join(page.paragraphs))
    if language not in LANGUAGES:
        raise RejectDocument("language", language)
    return language


def _id(capture: Capture, url: str | None, outlet: str | None, own_id: str) -> str:
    address = canonical(url) if url and is_article(url) else None
    if address is not None:
        return identify("article", address)
    if capture.media_type == "application/json":
        return identify("article", outlet or "", own_id)
    return identify("article", capture.locator)
