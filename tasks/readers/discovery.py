"""What an address holds and which feeds and sitemaps it leads to: for `marsad add`."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

import lxml.html  # type: ignore[import-untyped]

from tasks.model.errors import RejectDocument
from tasks.readers.announce import absolute
from tasks.readers.feed import read_feed
from tasks.readers.hypertext import base_of_page, language_of_page, read_page, title_of
from tasks.readers.jsonfeed import is_json, read_json_feed
from tasks.readers.links import looks_like_article
from tasks.readers.xml import root_name
from tasks.text.decode import decode

KINDS = ("feed", "sitemap", "listing", "article", "other")
_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml+rss"}
)
_FEED_GUESSES = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml")
_SITEMAP_GUESSES = ("/sitemap.xml", "/sitemap_news.xml")
_ROOTS = {
    **dict.fromkeys(("rss", "rdf", "feed", "channel"), "feed"),
    **dict.fromkeys(("urlset", "sitemapindex"), "sitemap"),
}
_PAGE = re.compile(r"<(?:!doctype )?(?:html|head|body)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*https?://\S+\s*(?:\n|\Z)")
# A page that links to fewer articles is an article with a few beside it.
_FEWEST_LINKS = 8
_ARTICLE_TEXT = 600  # characters in paragraphs
_ARTICLE_TYPE = re.compile(r"schema\.org/(?:[A-Za-z]*NewsArticle|Article|BlogPosting|LiveBlogPosting)\b")
_NEWS = re.compile(r'"@type"\s*:\s*\[?\s*"(?:[A-Za-z]*NewsArticle|Article|BlogPosting|LiveBlogPosting)"')


@dataclass(frozen=True, slots=True)
class Discovered:
    """What there is to read at an address.

    Attributes:
        kind: what the body itself is, of `KINDS`.
        title: what it calls itself.
        language: as stated.
        feeds: addresses of feeds that the page names.
        sitemaps: addresses of sitemaps that it names.
        feed_guesses: where feeds of its site often are; to be tried where none is named.
        sitemap_guesses: where sitemaps often are, besides those that robots.txt names.
    """

    kind: str
    title: str | None = None
    language: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    feed_guesses: tuple[str, ...] = ()
    sitemap_guesses: tuple[str, ...] = ()


def kind_of(body: bytes, media_type: str | None = None) -> str:
    """What a body is, of `KINDS`; what the server says of it counts less than what it is. Never raises."""
    try:
        if is_json(body):
            return "feed" if read_json_feed(body, "http://feed.invalid/") else "other"
        text = decode(body).text
        kind = _xml_kind(text)
        if kind is not None:
            return kind
        is_page = "html" in (media_type or "").lower() or _PAGE.search(text[:5000])
        return _page_kind(read_page(body, None)[0], "") if is_page else "other"
    except RejectDocument:
        return "other"


def discover(body: bytes, url: str, charset: str | None = None, media_type: str | None = None) -> Discovered:
    """What there is to read at an address, from the body it gave; nothing is fetched.

    Args:
        body: the bytes.
        url: the address they came from.
        charset: the encoding that the server says.
        media_type: what the server says that they are.

    Raises:
        RejectDocument: `not_text` where the body is no text, `bad_record` where it is empty.
    """
    if not body.strip():
        raise RejectDocument("bad_record", "it is empty")
    kind = kind_of(body, media_type)
    feeds, sitemaps = _guesses(url, _FEED_GUESSES), _guesses(url, _SITEMAP_GUESSES)
    found = Discovered(kind, feed_guesses=feeds, sitemap_guesses=sitemaps)
    if kind == "feed":
        index = read_feed(body, url, charset)
        return replace(found, title=index.title, language=index.language, feeds=(url,))
    if kind == "sitemap":
        return replace(found, sitemaps=(url,))
    tree, _ = read_page(body, charset)
    kind = _page_kind(tree, url) if kind in ("listing", "article") else kind
    named, mapped = _named(tree, url)
    title, language = title_of(tree), language_of_page(tree)
    return replace(found, kind=kind, title=title, language=language, feeds=named, sitemaps=mapped)


def _xml_kind(text: str) -> str | None:
    """What a document is by the name of its root, or by its first line where that is an address."""
    if _ADDRESS.match(text):
        return "sitemap"
    begins = text.lstrip("\ufeff \n\t").startswith("<")
    return _ROOTS.get(root_name(text[:20_000]) or "") if begins else None


def _page_kind(tree: lxml.html.HtmlElement, url: str) -> str:
    """A page that says it is an article is one, unless it is a site's first; else the links and paragraphs decide."""
    at_root = urlsplit(url).path in ("", "/") and not urlsplit(url).query and url != ""
    types = {(one.get("content") or "").strip().lower() for one in tree.xpath("//meta[@property='og:type']")}
    stated = "article" in types or any(map(_ARTICLE_TYPE.search, tree.xpath("//*/@itemtype")))
    stated = stated or any(_NEWS.search(one.text or "") for one in tree.iter("script"))
    text = sum(len(one.text_content().strip()) for one in tree.iter("p"))
    links = _articles_linked(tree, url or "http://page.invalid/")
    if not at_root and (stated or (text >= _ARTICLE_TEXT and links < _FEWEST_LINKS)):
        return "article"
    return "listing" if at_root or links >= _FEWEST_LINKS else "other"


def _articles_linked(tree: lxml.html.HtmlElement, url: str) -> int:
    """How many links look like articles'; where the page's own address is not known, any host counts as its own."""
    base = base_of_page(tree, url)
    known = not url.startswith("http://page.invalid")
    found = ((absolute(one.get("href") or "", base), one.text_content()) for one in tree.iter("a"))
    return len({to for to, words in found if to and looks_like_article(to, words, url if known else to)})


def _named(tree: lxml.html.HtmlElement, url: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The feeds and the sitemaps that the page's head names."""
    base = base_of_page(tree, url)
    feeds: dict[str, None] = {}
    sitemaps: dict[str, None] = {}
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        to = absolute(link.get("href") or "", base)
        if to is not None and "sitemap" in relations:
            sitemaps[to] = None
        elif to is not None and "alternate" in relations and _is_feed_type(link.get("type") or ""):
            feeds[to] = None
    return tuple(feeds), tuple(sitemaps)


def _is_feed_type(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower() in _FEED_TYPES


def _guesses(url: str, paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(urljoin(url, path) for path in paths)
