"""What a page says about itself in its head: JSON-LD (schema.org), OpenGraph, meta tags, the canonical link.

JSON-LD first: it alone gives times with their zone and tells the article from the site. Where nothing says when,
htmldate looks for a day in the page. trafilatura's search for authors is left out: it took as long as finding the text,
and on the one real page of five without a stated author it gave pieces of an address.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlsplit

import htmldate
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from tasks.text.addresses import canonical, is_article, resolved, same_site
from tasks.text.dateline import EARLIEST
from tasks.text.linked import (
    Object,
    article_of,
    first_of,
    kinds,
    kinds_of,
    name_of,
    read_linked_data,
    text_of,
    truth_of,
)
from tasks.text.page import Stated, tidy

_TIMES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "sailthru.date",
)
_CHANGES = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_SECTIONS = ("article:section", "og:section", "parsely-section", "articlesection")
_LONGEST_BYLINE = 8  # words


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says; None where it says nothing.

    Attributes:
        stated: all that says when it was published.
        modified: what says when it was changed, as written, the surest first.
        url: the address it gives itself, where that can be believed.
        is_copy: whether it is the AMP form of the page at `url`.
        is_linked: whether its JSON-LD has an article.
        kind: of `expectations.vocabulary.PAGE_KINDS`.
        kinds: what JSON-LD and OpenGraph call the page.
    """

    headline: str | None = None
    deck: str | None = None
    byline: str | None = None
    caption: str | None = None
    credit: str | None = None
    section: str | None = None
    stated: tuple[Stated, ...] = ()
    modified: tuple[str, ...] = ()
    url: str | None = None
    is_copy: bool = False
    is_free: bool | None = None
    is_linked: bool = False
    kind: str = "article"
    kinds: frozenset[str] = frozenset()


def read_metadata(tree: HtmlElement, url: str | None) -> Metadata:
    """The page's metadata.

    Args:
        tree: the parsed page; it stays as it is.
        url: where it was fetched, None where not known; a canonical link to another site is not believed.
    """
    data, tags = read_linked_data(tree), _tags(tree)
    linked = article_of(data)
    image = first_of(linked.get("image"))
    image = image if isinstance(image, dict) else {}
    called = kinds_of(data) | ({tags["og:type"].lower()} if "og:type" in tags else set())
    address = _own_address(tree, tags, url)
    return Metadata(
        headline=text_of(linked.get("headline")) or _tag(tags, "og:title", "twitter:title") or _heading(tree),
        deck=text_of(linked.get("alternativeHeadline")),
        byline=name_of(first_of(linked.get("author"))) or _tag(tags, "author", "article:author") or _found_byline(tree),
        caption=text_of(image.get("caption")) or _figcaption(tree),
        credit=text_of(image.get("creditText")) or name_of(image.get("author")),
        section=name_of(first_of(linked.get("articleSection"))) or _tag(tags, *_SECTIONS),
        stated=tuple(_stated(tree, linked, tags)),
        modified=tuple(_modified(linked, tags)),
        url=address,
        is_copy=address is not None and not {"amp", "\u26a1"}.isdisjoint(tree.keys()),
        is_free=truth_of(linked.get("isAccessibleForFree")),
        is_linked=bool(linked),
        kind=_kind(linked, called),
        kinds=called,
    )


def found_day(tree: HtmlElement, url: str | None, latest: date) -> Stated | None:
    """A day that htmldate finds anywhere on the page or in its address; None where it finds none.

    It writes the first day of a month or year where it knows no day: 1 January was wrong for every Arabic date in words
    that it could not read. So a first day counts as a month, a 1 January as a year.
    """
    found = htmldate.find_date(
        tree,
        extensive_search=False,
        original_date=True,
        url=url or "",
        min_date=datetime.combine(EARLIEST, time()),
        max_date=datetime.combine(latest, time()),
    )
    return Stated(found.removesuffix("-01").removesuffix("-01"), "page") if found else None


def _stated(tree: HtmlElement, linked: Object, tags: Mapping[str, str]) -> Iterator[Stated]:
    """All times of publishing in the page's head and in its elements for one, the surest first."""
    published = text_of(linked.get("datePublished"))
    if published:
        yield Stated(published, "json_ld")
    elements = tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime")[:1]
    yield from (Stated(value, "meta") for value in (*_every(tags, _TIMES), *map(str, elements)))


def _modified(linked: Object, tags: Mapping[str, str]) -> Iterator[str]:
    modified = text_of(linked.get("dateModified"))
    if modified:
        yield modified
    yield from _every(tags, _CHANGES)


def _kind(linked: Object, called: frozenset[str]) -> str:
    if "LiveBlogPosting" in kinds(linked):
        return "live_blog"
    if {"ImageGallery", "MediaGallery"} & called:
        return "gallery"
    is_video = "VideoObject" in called or any(kind.startswith("video") for kind in called)
    return "video" if is_video and not linked else "article"


def _own_address(tree: HtmlElement, tags: Mapping[str, str], url: str | None) -> str | None:
    """The canonical link or og:url that can be the article's: of the same site and port, more than its root.

    Of several canonical links that do not agree none is believed.
    """
    tagged = [one for one in tree.iter("link") if "canonical" in (one.get("rel") or "").lower().split()]
    links = [one for one in (resolved(tag.get("href") or "", url) for tag in tagged) if one]
    agreed = links[:1] if len({canonical(link) for link in links}) == 1 else []
    shared = resolved(tags.get("og:url", ""), url)
    return next((one for one in (*agreed, shared) if one and is_article(one) and _is_here(one, url)), None)


def _is_here(link: str, url: str | None) -> bool:
    return url is None or (same_site(link, url) and _port(link) == _port(url))


def _port(url: str) -> int | None:
    return urlsplit(canonical(url) or "").port


def _tags(tree: HtmlElement) -> dict[str, str]:
    """The contents of meta tags by name, property or itemprop in lower case, the first that says anything."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        content = tidy(tag.get("content") or "")
        for name in (tag.get("property"), tag.get("name"), tag.get("itemprop")) if content else ():
            if name:
                found.setdefault(name.strip().lower(), content)
    return found


def _every(tags: Mapping[str, str], names: tuple[str, ...]) -> Iterator[str]:
    return (tags[name] for name in names if name in tags)


def _tag(tags: Mapping[str, str], *names: str) -> str | None:
    return next(_every(tags, names), None)


def _heading(tree: HtmlElement) -> str | None:
    headings = tree.xpath("//h1") or tree.xpath("//title")
    return next((text for text in (tidy(one.text_content()) for one in headings) if text), None)


def _figcaption(tree: HtmlElement) -> str | None:
    captions = tree.xpath("//article//figure//figcaption | //main//figure//figcaption")
    return next((tidy(one.text_content()) for one in captions), None)


def _found_byline(tree: HtmlElement) -> str | None:
    found = tree.xpath("//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ')]")
    names = (tidy(" ".join(one.text_content().split())) for one in found[:3])
    return next((name for name in names if 0 < len(name.split()) <= _LONGEST_BYLINE and "//" not in name), None)
