"""Read the parts of a newspaper article off a web page.

It runs in worker processes only, for every parser hangs on some page that somebody can write.
"""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from html import unescape
from typing import Any

import lxml.html  # type: ignore[import-untyped]
from lxml.etree import ParserError  # type: ignore[import-untyped]

from tasks.model.errors import RejectDocument
from tasks.text.agencies import without_credits
from tasks.text.boilerplate import key, without_furniture_of
from tasks.text.dateline import find_date, is_date_line
from tasks.text.decode import scrub
from tasks.text.extraction import main_text
from tasks.text.metadata import Metadata, found_day, read_metadata
from tasks.text.newswire import split_caption
from tasks.text.not_article import check_is_article
from tasks.text.outlets import of_url
from tasks.text.page import Page, Stated, tidy

_PROLOG = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
# libxml2 goes no deeper, however it is asked; with its usual limit of 256 pages came out empty without a word.
_DEEPEST = 2048
_SITE_BEHIND = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
_SITE_BEFORE = re.compile(r"^[^|–—]{2,40}?\s+[|–—-]\s+")


def read_html(text: str, url: str | None, latest: date, outlet: str | None = None) -> Page:
    """The parts of a web page.

    Args:
        text: the decoded page.
        url: where it was fetched, None where not known.
        latest: the day it was captured; a date line does not lie more than two days after it.
        outlet: who published it, where known: what that one alone prints around its articles falls out.

    Raises:
        RejectDocument: `no_text` where there is no page or no main text in it, `not_article` where it is none of one
            article.
    """
    tree = _tree(text)
    metadata = read_metadata(tree, url)
    found = main_text(tree, url)
    printed = without_furniture_of(outlet or of_url(metadata.url), found.lines)
    headline = _headline(metadata, tree, printed)
    check_is_article(tree, metadata, printed, headline, url)
    lines, agency_line = without_credits(printed)
    caption, credit = split_caption(metadata.caption) if metadata.caption else (None, None)
    dated = next((line for line in lines[:5] if is_date_line(line)), None)
    elsewhere = {key(part) for part in (headline, metadata.caption, metadata.byline, metadata.deck) if part}
    page = Page(
        headline,
        tuple(line for line in lines if line != dated and key(line) not in elsewhere),
        deck=_deck(metadata, headline),
        byline=metadata.byline,
        dateline=dated,
        caption=caption,
        credit=metadata.credit or credit,
        agency_line=agency_line,
        stated=_stated(tree, metadata, dated, url, latest),
        modified=metadata.modified,
        url=metadata.url,
        is_copy=metadata.is_copy,
        section=metadata.section,
        is_free=metadata.is_free,
        kind=metadata.kind,
        extracted_by=found.by,
        agreement=found.agreement,
    )
    return _scrubbed(page)


def _scrubbed(page: Page) -> Page:
    """The page without what no table can hold: entities and JSON write what the bytes may not have."""
    texts = {field.name: getattr(page, field.name) for field in fields(page)}
    clean: dict[str, Any] = {name: scrub(text) for name, text in texts.items() if isinstance(text, str)}
    return replace(page, **clean, paragraphs=tuple(filter(None, map(tidy, map(scrub, page.paragraphs)))))


def _stated(
    tree: lxml.html.HtmlElement, metadata: Metadata, dated: str | None, url: str | None, latest: date
) -> tuple[Stated, ...]:
    """All that says when: the page's head, its date line; where neither does, what looks like a date."""
    day = find_date(dated, latest) if dated else None
    stated = (*metadata.stated, *((Stated(day.isoformat(), "dateline"),) if day else ()))
    searched = None if stated else found_day(tree, url or metadata.url, latest)
    return (searched,) if searched else stated


def _tree(text: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    try:
        tree = lxml.html.document_fromstring(_PROLOG.sub("", text).encode(), parser=parser)
    except (ParserError, ValueError, TypeError) as error:
        raise RejectDocument("no_text", f"there is no page: {error}") from None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log) and not _has_body_text(tree):
        raise RejectDocument("no_text", f"its elements lie more than {_DEEPEST} deep in one another")
    return tree


def _has_body_text(tree: lxml.html.HtmlElement) -> bool:
    body = tree.find("body")
    return body is not None and bool(body.text_content().strip())


def _headline(metadata: Metadata, tree: lxml.html.HtmlElement, lines: Sequence[str]) -> str:
    """The stated headline; a site's name before or behind it falls out where the page prints it without."""
    headline = tidy(unescape(metadata.headline or ""))
    printed = {key(line) for line in (*(one.text_content() for one in tree.xpath("//h1")), *lines[:3])}
    shorter = [_SITE_BEHIND.sub("", headline), _SITE_BEFORE.sub("", headline)]
    return next((one for one in shorter if one != headline and key(one) in printed), headline)


def _deck(metadata: Metadata, headline: str) -> str | None:
    deck = metadata.deck
    return None if deck is None or key(deck) == key(headline) else deck
