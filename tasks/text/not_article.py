"""Tell pages that are none of one article: home pages and listings, and what is sent in an article's stead."""

from collections.abc import Sequence
from functools import cache

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from tasks.model.errors import RejectDocument
from tasks.storage.seeds import rows
from tasks.text.addresses import canonical, is_article
from tasks.text.boilerplate import key
from tasks.text.metadata import Metadata

_LISTS = frozenset({"CollectionPage", "SearchResultsPage"})
_NOTICE = 80  # words: what is sent in an article's stead is no longer
_PARAGRAPH = 25  # words; no headline is as long
_SENTENCE = 12  # words; headlines of as many end without a stop
_STOPS = (".", "!", "؟", "?", "…", "»", '"')
_MANY_LINKS = 50  # of a page; articles of small outlets have 20, home pages hundreds
_LINKED_LINES = 8  # lines of the text that are links by themselves; articles have two or three, to others of their kind


def check_is_article(
    tree: HtmlElement, metadata: Metadata, lines: Sequence[str], headline: str, url: str | None
) -> None:
    """Raise RejectDocument (`not_article`) where the page is no article's.

    Args:
        tree: the parsed page.
        metadata: what it says of itself.
        lines: its main text.
        headline: its headline.
        url: where it was fetched, None where not known.
    """
    why = _why_not(tree, metadata, lines, headline, url)
    if why is not None:
        raise RejectDocument("not_article", why)


def notice(headline: str, lines: Sequence[str]) -> str | None:
    """The words by which a short page says that it is no article (not found, consent, a check for robots), or None."""
    if key(headline) in _phrases("headline"):
        return key(headline)
    if sum(len(line.split()) for line in lines) >= _NOTICE:
        return None
    text = f" {key(' '.join((headline, *lines)))} "
    return next((phrase for phrase in _phrases("text") if f" {phrase} " in text), None)


def _why_not(tree: HtmlElement, metadata: Metadata, lines: Sequence[str], headline: str, url: str | None) -> str | None:
    if url is not None and canonical(url) is not None and not is_article(url):
        return "its address is a site's root"
    words = notice(headline, lines)
    if words is not None:
        return f"it says: {words}"
    if metadata.is_linked:
        return None
    if metadata.kinds & _LISTS:  # before og:type: some systems call every page an article there
        return f"it calls itself {', '.join(sorted(metadata.kinds & _LISTS))}"
    if "article" in metadata.kinds:
        return None
    if _is_bare_site(tree, metadata, lines):
        return "it calls itself a website, and has many links and no paragraph"
    linked = _linked_lines(tree, lines)
    return f"{linked} of {len(lines)} lines are links" if linked >= max(_LINKED_LINES, 0.4 * len(lines)) else None


def _is_bare_site(tree: HtmlElement, metadata: Metadata, lines: Sequence[str]) -> bool:
    is_site = "website" in metadata.kinds and not any(map(_is_paragraph, lines))
    return is_site and tree.xpath("count(//a[@href])") >= _MANY_LINKS


def _is_paragraph(line: str) -> bool:
    words = len(line.split())
    return words >= _PARAGRAPH or (words >= _SENTENCE and line.endswith(_STOPS))


def _linked_lines(tree: HtmlElement, lines: Sequence[str]) -> int:
    """How many lines are the text of a link and nothing else."""
    if len(lines) < _LINKED_LINES:
        return 0
    links = {key(link.text_content()) for link in tree.iter("a")}
    return sum(key(line) in links for line in lines)


@cache
def _phrases(rule: str) -> frozenset[str]:
    return frozenset(key(row["phrase"]) for row in rows("lexicons/not-articles.csv") if row["rule"] == rule)
