"""The format `page`: the links to articles on a page that lists them."""

from collections.abc import Iterable, Iterator

import lxml.html  # type: ignore[import-untyped]
from cssselect import SelectorError
from cssselect.xpath import ExpressionError
from lxml.cssselect import CSSSelector  # type: ignore[import-untyped]
from lxml.etree import XPathError  # type: ignore[import-untyped]

from tasks.model.errors import RejectDocument
from tasks.model.records import Announcement, Reject
from tasks.readers.announce import absolute, announced, no_url, plain
from tasks.readers.hypertext import base_of_page, language_of_page, read_page, title_of
from tasks.readers.index import MOST_ENTRIES, Index
from tasks.readers.links import looks_like_article


def read_listing(body: bytes, url: str, charset: str | None = None, selector: str | None = None) -> Index:
    """The articles that a listing page links to; a link's text is the headline.

    Args:
        body: the page's bytes.
        url: its address.
        charset: the encoding that the server says.
        selector: a CSS selector of links, or of what holds one or stands in one; what it picks and leads nowhere is a
            reject (`no_url`). None: the links of the same site that look like articles.

    Raises:
        RejectDocument: `bad_record` where there is nothing or the selector is none; `not_text`.
    """
    tree, decoded = read_page(body, charset)
    base = base_of_page(tree, url)
    links = _like_articles(tree, base, url) if selector is None else _selected(tree, base, url, selector)
    read = list(links)
    kept = read[:MOST_ENTRIES]
    return Index(
        announcements=announced(_named(kept)),
        rejects=tuple(one for one in kept if isinstance(one, Reject)),
        tossed=len(read) - len(kept),
        flags=("broken_characters",) if decoded.broken else (),
        title=title_of(tree),
        language=language_of_page(tree),
    )


def check_selector(selector: str) -> str | None:
    """What is wrong with a CSS selector, in words; None where nothing is."""
    if not selector.strip():
        return "it is empty"
    try:
        CSSSelector(selector, translator="html")
    except (SelectorError, ExpressionError, XPathError, ValueError, RecursionError) as error:
        return f"it is no CSS selector: {str(error)[:200] or 'nested too deep'}"
    return None


def _selected(tree: lxml.html.HtmlElement, base: str, url: str, selector: str) -> Iterator[Announcement | Reject]:
    fault = check_selector(selector)
    if fault is not None:
        raise RejectDocument("bad_record", f"the selector {selector[:100]!r}: {fault}")
    for picked in CSSSelector(selector, translator="html")(tree):
        link = _link(picked)
        words = plain(picked.text_content()) if link is None else _words(link, picked)
        written = None if link is None else link.get("href")
        found = absolute(written or "", base, url)
        yield no_url(url, words or "", written) if found is None else Announcement(found, url, words)


def _link(picked: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """The link that an element is, holds, or stands in."""
    around = (one for one in picked.iterancestors("a") if one.get("href"))
    return next((one for one in (*picked.iter("a"), *around) if one.get("href")), None)


def _words(link: lxml.html.HtmlElement, picked: lxml.html.HtmlElement) -> str | None:
    """A link's headline: its text, else its title, else what is said of its picture, else what was picked around it."""
    pictures = (picture.get("alt") or "" for picture in link.iter("img"))
    inside = picked.text_content() if link in picked.iterancestors() else ""
    said = (inside, link.text_content(), link.get("title") or "", *pictures, picked.text_content())
    return next((words for one in said if (words := plain(one))), None)


def _like_articles(tree: lxml.html.HtmlElement, base: str, url: str) -> Iterator[Announcement]:
    for link in tree.iter("a"):
        found = absolute(link.get("href") or "", base, url)
        words = plain(link.text_content()) if found is not None else None
        if found is not None and looks_like_article(found, words or link.get("title") or "", url):
            yield Announcement(found, url, words or plain(link.get("title") or ""))


def _named(found: Iterable[Announcement | Reject]) -> list[Announcement | Reject]:
    """With those that have a headline first among equals: a picture's link often stands before its headline's.

    The order is that of the first link to each address.
    """
    listed = list(found)
    named = {one.url: one for one in reversed(listed) if isinstance(one, Announcement) and one.headline}
    return [named.get(one.url, one) if isinstance(one, Announcement) else one for one in listed]
