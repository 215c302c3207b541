"""What is read off one newspaper page, whatever form it came in."""

import re
from dataclasses import dataclass

# Spaces of every width, tabs and controls among them; the newline is no space here.
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Stated:
    """A time of publishing as something writes it.

    Attributes:
        value: as written.
        origin: what writes it, of `expectations.vocabulary.PUBLISHED_FROM`.
    """

    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of one article as its outlet printed them.

    Attributes:
        headline: without widgets; empty where the page has none.
        paragraphs: the running text, in order, without the other parts.
        stated: all that says when it was published.
        url: the address that the page gives itself.
    """

    headline: str
    paragraphs: tuple[str, ...] = ()
    deck: str | None = None
    byline: str | None = None
    dateline: str | None = None
    caption: str | None = None
    credit: str | None = None
    stated: tuple[Stated, ...] = ()
    url: str | None = None


def tidy(line: str) -> str:
    """The line with its words verbatim, runs of spaces of any width (no-break space, tab) as one, its edges bare."""
    return _SPACES.sub(" ", line).strip()


def tidy_lines(text: str) -> list[str]:
    """The text's lines that have anything in them, tidied; every kind of line end ends one."""
    return [line for line in map(tidy, text.splitlines()) if line]
