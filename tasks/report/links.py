"""Links out of the report: only to the web, and to the words of a quote where the browser can (text fragments)."""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

# Shorter snippets stand whole in the fragment; of longer ones the first and the last words.
_WHOLE, _EDGE, _BESIDE = 8, 4, 3  # words
_OPAQUE = re.compile(r"[\x00-\x20\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\\]")


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web, else None: no script, no file, nothing that a reader cannot see."""
    if url is None or _OPAQUE.search(url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
        found = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return url.strip() if found else None


def at_words(url: str | None, text: str, start: int, end: int) -> str | None:
    """The address of a page with a text fragment that leads to `text[start:end]` of it.

    WICG's scroll-to-text-fragment: `#:~:text=[prefix-,]start[,end][,-suffix]`. Commas, ampersands and dashes of the
    text are percent-encoded, for they divide. Words beside the snippet are given only where its first words stand
    several times in the text: each more word is one more that the page may spell otherwise.

    Args:
        url: the page's address.
        text: the article's text.
        start: first code point of the snippet, from 0.
        end: one past its last.

    Returns:
        None where the address is not one of the web.
    """
    address = web_address(url)
    if address is None:
        return None
    words = text[start:end].split()
    if not words:
        return address
    first, last = (words, []) if len(words) <= _WHOLE else (words[:_EDGE], words[-_EDGE:])
    parts = [_encoded(first), *([_encoded(last)] if last else [])]
    if _times(text, first) > 1:
        parts = _beside(text, start, end, parts)
    return f"{address}{'' if '#' in address else '#'}:~:text={','.join(parts)}"


def _beside(text: str, start: int, end: int, parts: list[str]) -> list[str]:
    """The parts with a prefix and a suffix out of the same paragraph, as far as there are any."""
    before = text[:start].rpartition("\n")[2].split()[-_BESIDE:]
    after = text[end:].partition("\n")[0].split()[:_BESIDE]
    prefix = [f"{_encoded(before)}-"] if before else []
    suffix = [f"-{_encoded(after)}"] if after else []
    return [*prefix, *parts, *suffix]


def _times(text: str, words: list[str]) -> int:
    return _spaced(text).count(" ".join(words))


@lru_cache(maxsize=1)
def _spaced(text: str) -> str:
    """The text with one space between words: asked for each quote of an article, one after the other."""
    return " ".join(text.split())


def _encoded(words: list[str]) -> str:
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
