"""Propose the CSS selector of a listing page: the one that selects its links to articles, and little else."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import lxml.html  # type: ignore[import-untyped]
from courlan.filters import is_navigation_page
from lxml.cssselect import CSSSelector  # type: ignore[import-untyped]

from tasks.readers.announce import absolute, plain
from tasks.readers.hypertext import base_of_page
from tasks.readers.links import looks_like_article
from tasks.text.addresses import same_site

FEWEST = 3  # links; fewer are no list
LEAST_RIGHT = 0.7  # of what it selects; beside articles there is at times a page of an author or a film
# What is wanted is a guess itself, so that a link more or less does not decide.
_MUCH_THE_SAME = 0.05
_FEWEST_WORDS = 4  # of a headline, where addresses do not tell
_MOST_LINKS = 3_000
_MOST_TRIED = 60
_HIGHEST = 5  # elements around a link that a selector may begin with
# Classes and tags as people write them; those with digits are mostly made anew whenever the site is built.
_NAME = re.compile(r"[A-Za-z][A-Za-z_-]{0,40}\Z")
_HEADING = re.compile(r"(?:h[1-6]|article)\Z")
_WORDS = re.compile(r"[^\W_]+")
_OUTSIDE = frozenset({"html", "body"})

Links = dict[lxml.html.HtmlElement, str]


def propose_selector(tree: lxml.html.HtmlElement, url: str) -> str | None:
    """The selector of links that selects the articles of a listing page best; None where no list of them is found.

    Args:
        tree: the page.
        url: its address.
    """
    links = _links(tree, url)
    wanted = _articles(links, url)
    if len(set(wanted.values())) < FEWEST:
        return None
    scored = [(_score(tree, selector, links, wanted), selector) for selector in _likely(wanted)]
    best = max((score for score, _ in scored), default=0.0)
    good = [(score, selector) for score, selector in scored if score > 0 and score >= best - _MUCH_THE_SAME]
    return min(good, key=lambda one: (_looseness(one[1]), -one[0], len(one[1]), one[1]))[1] if good else None


def _looseness(selector: str) -> int:
    """How easily what comes onto the page later is selected too: a class or a heading says more than a place."""
    steps = selector.split()
    return 0 if "." in selector else 1 if any(_HEADING.match(step) for step in steps) else 2 if len(steps) > 1 else 3


def _links(tree: lxml.html.HtmlElement, url: str) -> Links:
    """The page's links and where they lead."""
    base = base_of_page(tree, url)
    found = ((link, absolute(link.get("href") or "", base, url)) for link in tree.iter("a"))
    return {link: to for link, to in list(found)[:_MOST_LINKS] if to is not None}


def _articles(links: Links, url: str) -> Links:
    """The links that look like articles'; where hardly any do, those to the site with the words of a headline."""
    words = {link: plain(link.text_content()) or link.get("title") or "" for link in links}
    sure = {link: to for link, to in links.items() if looks_like_article(to, words[link], url)}
    if len(set(sure.values())) >= FEWEST:
        return sure
    return {
        link: to
        for link, to in links.items()
        if same_site(to, url) and len(_WORDS.findall(words[link])) >= _FEWEST_WORDS and not is_navigation_page(to)
    }


def _likely(wanted: Links) -> list[str]:
    """Selectors that the wanted links suggest, those first that most of them do."""
    suggested: Counter[str] = Counter()
    for link in wanted:
        suggested.update(set(_selectors(link)))
    often = sorted(suggested.items(), key=lambda one: (-one[1], len(one[0]), one[0]))
    return [selector for selector, count in often[:_MOST_TRIED] if count >= FEWEST]


def _selectors(link: lxml.html.HtmlElement) -> Iterator[str]:
    """A link by its own class, and by what stands around it."""
    own = list(_steps(link))
    yield from own
    around = (one for one in list(link.iterancestors())[:_HIGHEST] if one.tag not in _OUTSIDE)
    for element in around:
        yield from (f"{step} {last}" for step in _steps(element) for last in own)


def _steps(element: lxml.html.HtmlElement) -> Iterator[str]:
    """An element by its name, alone and with each of its classes."""
    if not isinstance(element.tag, str) or not _NAME.match(element.tag.rstrip("0123456789")):
        return
    yield element.tag
    yield from (f"{element.tag}.{name}" for name in (element.get("class") or "").split()[:4] if _NAME.match(name))


def _score(tree: lxml.html.HtmlElement, selector: str, links: Links, wanted: Links) -> float:
    """How well a selector selects the wanted addresses: the harmonic mean of precision and recall; 0 if too impure."""
    picked = _led(CSSSelector(selector, translator="html")(tree), links)
    right = picked & set(wanted.values())
    if len(right) < FEWEST or len(right) < LEAST_RIGHT * len(picked):
        return 0.0
    return 2 * len(right) / (len(picked) + len(set(wanted.values())))


def _led(selected: Iterable[lxml.html.HtmlElement], links: Links) -> set[str]:
    return {links[one] for one in selected if one in links}
