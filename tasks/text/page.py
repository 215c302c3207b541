"""What is read off one newspaper page, whatever form it came in."""

import re
from dataclasses import dataclass

# Spaces of every width, tabs and controls among them; the newline is no space here.
# Not a single space, which is nearly all there is: to put it in its own place took a third of cleaning a record.
_SPACES = re.compile(r"(?: [^\S\n]|[^\S\n ])[^\S\n]*")


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
        agency_line: the last lines, where they credit agencies alone.
        stated: all that says when it was published.
        modified: what says when it was last changed, as written, the surest first.
        url: the address that the page gives itself.
        is_copy: whether the page is another form of the one at `url`, as pages in AMP are.
        section: what it stands under at its outlet.
        is_free: whether all may read it whole; None where the page does not say.
        kind: what the page calls itself, of `expectations.vocabulary.PAGE_KINDS`; None where it is no web page.
        extracted_by: what found the paragraphs, of `expectations.vocabulary.EXTRACTED_BY`; None where nothing had to.
        agreement: how far a second opinion agrees on them, 0 to 1; None where there is none.
    """

    headline: str
    paragraphs: tuple[str, ...] = ()
    deck: str | None = None
    byline: str | None = None
    dateline: str | None = None
    caption: str | None = None
    credit: str | None = None
    agency_line: str | None = None
    stated: tuple[Stated, ...] = ()
    modified: tuple[str, ...] = ()
    url: str | None = None
    is_copy: bool = False
    section: str | None = None
    is_free: bool | None = None
    kind: str | None = None
    extracted_by: str | None = None
    agreement: float | None = None


def tidy(line: str) -> str:
    """The line with its words verbatim, runs of spaces of any width (no-break space, tab) as one, its edges bare."""
    return _SPACES.sub(" ", line).strip()


def tidy_lines(text: str) -> list[str]:
    """The text's lines that have anything in them, tidied; every kind of line end ends one."""
    return [line for line in map(tidy, text.splitlines()) if line]
