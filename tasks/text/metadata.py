"""What a page says about itself in its head: JSON-LD (schema.org), OpenGraph, meta tags, the canonical link.

JSON-LD first: it alone gives times with their zone and tells the article from the site.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from tasks.text.addresses import is_article, same_site
from tasks.text.page import Stated, tidy

_LONGEST_JSON = 1_000_000  # characters; a page with 5 MB of JSON-LD cost one parser 720 MB of memory
_DEEPEST = 6
_KINDS = ("Article", "Posting", "Report")
_TIMES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datePublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "sailthru.date",
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says; None where it says nothing."""

    headline: str | None = None
    deck: str | None = None
    byline: str | None = None
    caption: str | None = None
    credit: str | None = None
    stated: tuple[Stated, ...] = ()
    url: str | None = None


def read_metadata(tree: HtmlElement, url: str | None) -> Metadata:
    """The page's metadata.

    Args:
        tree: the parsed page.
        url: where it was fetched, None where not known; a canonical link to another site is not believed.
    """
    linked = next(_linked_data(tree), {})
    image = _first(linked.get("image"))
    image = image if isinstance(image, dict) else {}
    return Metadata(
        headline=_text(linked.get("headline")) or _meta(tree, "og:title", "twitter:title") or _heading(tree),
        deck=_text(linked.get("alternativeHeadline")),
        byline=_name(_first(linked.get("author"))) or _meta(tree, "author", "article:author"),
        caption=_text(image.get("caption")) or _figcaption(tree),
        credit=_text(image.get("creditText")) or _name(image.get("author")),
        stated=tuple(_stated(tree, linked)),
        url=_own_address(tree, url),
    )


def _stated(tree: HtmlElement, linked: dict[str, Any]) -> Iterator[Stated]:
    """All times of publishing in the page's head and in its elements for one, the surest first."""
    published = _text(linked.get("datePublished"))
    if published:
        yield Stated(published, "json_ld")
    tags = (value for value in (_meta(tree, name) for name in _TIMES) if value)
    elements = tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime")[:1]
    yield from (Stated(value, "meta") for value in (*tags, *map(str, elements)))


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that are articles, the outermost first."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        raw = script.text or ""
        if len(raw) <= _LONGEST_JSON:
            try:
                yield from _articles(json.loads(raw, strict=False), _DEEPEST)
            except (ValueError, RecursionError):
                continue


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, list):
        for one in value:
            yield from _articles(one, depth - 1)
    elif isinstance(value, dict):
        if _is_article(value.get("@type")):
            yield value
        for one in value.values():
            yield from _articles(one, depth - 1)


def _is_article(kinds: Any) -> bool:
    every = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(_KINDS) for kind in every)


def _own_address(tree: HtmlElement, url: str | None) -> str | None:
    found = [*tree.xpath("//link[@rel='canonical']/@href")[:1], _meta(tree, "og:url")]
    return next((one for one in found if one and is_article(one) and (url is None or same_site(one, url))), None)


def _meta(tree: HtmlElement, *names: str) -> str | None:
    for name in names:
        for value in tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name)[:1]:
            if tidy(value):
                return tidy(value)
    return None


def _heading(tree: HtmlElement) -> str | None:
    headings = tree.xpath("//h1") or tree.xpath("//title")
    return next((text for text in (tidy(one.text_content()) for one in headings) if text), None)


def _figcaption(tree: HtmlElement) -> str | None:
    captions = tree.xpath("//article//figure//figcaption | //main//figure//figcaption")
    return next((tidy(one.text_content()) for one in captions), None)


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _name(value: Any) -> str | None:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str | None:
    return " ".join(tidy(value).split("\n")) or None if isinstance(value, str) else None
