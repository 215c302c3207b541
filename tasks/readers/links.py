"""Which links of a page look like articles', by their addresses and words alone."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from courlan.filters import is_navigation_page, is_not_crawlable, path_filter, type_filter

from tasks.text.addresses import same_site

_FEWEST_WORDS = 3  # a headline has more words than the name of a section
_FEWEST_SLUG_WORDS = 4
_LONGEST_SECTION = 30  # characters; a slug in Arabic often has no other mark than its length
_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DAY = re.compile(r"/(?:19|20)\d\d/\d{1,2}/(?:\d{1,2}/)?[^/]+")
_WORDS = re.compile(r"[^\W_]+")


def looks_like_article(url: str, words: str, page: str) -> bool:
    """Whether a link on a page leads to an article of the same site.

    Conservative: what passes has a headline's words, and an address with a number, a date or a long name in it, and is
    no page of a section, tag, author or search.

    Args:
        url: where it leads, absolute.
        words: its text.
        page: the address of the page it stands on.
    """
    if not same_site(url, page) or len(_WORDS.findall(words)) < _FEWEST_WORDS:
        return False
    parts = urlsplit(url)
    if not _is_content(f"{parts.scheme}://{parts.netloc}{parts.path}", parts.path, parts.query):
        return False
    return _is_specific(unquote(parts.path)) or _is_numbered(parts.query)


def _is_content(bare: str, path: str, query: str) -> bool:
    """Courlan's rules; not over the query, where it takes WordPress's `?p=123` for a page of a list."""
    return (
        not is_navigation_page(bare)
        and not is_not_crawlable(bare)
        and bool(path_filter(path, query))
        and bool(type_filter(bare, strict=True))
    )


def _is_specific(path: str) -> bool:
    """Whether a path names one thing: by a number that is no year, a date with a name behind it, or a long name."""
    if _DAY.search(path):
        return True
    segments = [segment for segment in path.split("/") if segment]
    numbers = (found for segment in segments[-2:] for found in _NUMBER.findall(segment))
    if any(not _YEAR.match(number) for number in numbers):
        return True
    slug = segments[-1].rsplit(".", 1)[0] if segments else ""
    return len(_WORDS.findall(slug)) >= _FEWEST_SLUG_WORDS or len(slug) > _LONGEST_SECTION


def _is_numbered(query: str) -> bool:
    """Whether a parameter is the number of something: `?id=123`; the number of a list's page has fewer digits."""
    return any(value.isdigit() and len(value) >= 3 for _, value in parse_qsl(query))
