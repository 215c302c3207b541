"""What has changed between two texts of one article: word by word, as a share, and whether it matters.

Counted are words, folded: spelling variants, marks and spaces are no change. What changes by itself does not count:
clocks, counters, dates of the last update, widgets, and the headlines of other articles behind the last paragraph.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tasks.model.records import Span
from tasks.storage.seeds import rows
from tasks.text.boilerplate import is_widget
from tasks.text.dateline import is_date_line
from tasks.text.diff import differences
from tasks.text.normalize import MARKS, fold

LEAST_CHANGE = 0.01
"""The share of words that a change has to exceed to make a revision by its size alone."""

Weigh = Callable[[str], frozenset[str]]
"""Says of a folded word what makes its coming or going a change however small the share is."""

_TOKEN = re.compile(rf"[\w{MARKS}]+|[^\w\s{MARKS}]")
# A number with its separators is one word: 1,000 and 1000 are the same, 3.5 and 35 are not.
_WORD = re.compile(rf"\d+(?:[.,٫٬]\d+)*|[^\W_][\w{MARKS}]*")
_SEPARATORS = re.compile("[,٬]")
_QUOTED = re.compile(r'«[^«»]*»|“[^“”]*”|"[^"]*"')
_STOP = re.compile(r"[.!?؟…؛»”\"]\s*$")
# A headline has hardly more words, a paragraph seldom fewer and then a stop.
_LONGEST_HEADLINE = 14


@dataclass(frozen=True, slots=True)
class Change:
    """One change between two texts: a stretch of the one that became a stretch of the other; one may be empty."""

    before: Span
    after: Span


@dataclass(frozen=True, slots=True)
class Extent:
    """How much has changed: the share of words, 0 to 1, and what the changed words weigh.

    `weights`: headline, quotation, and what `Weigh` says; who reads closely wants to know of these.
    """

    share: float
    weights: frozenset[str]

    @property
    def matters(self) -> bool:
        """Whether it makes a new revision."""
        return self.share > LEAST_CHANGE or bool(self.weights)


@dataclass(frozen=True, slots=True)
class _Word:
    """A counted word, folded, with what it weighs."""

    text: str
    weights: frozenset[str]


def word_diff(before: str, after: str) -> tuple[Change, ...]:
    """All differences of two texts in words and marks, in order; spaces do not count.

    Offsets are half-open and count code points of `before` and of `after`. An empty stretch stands where the next word
    begins. Takes time in proportion to the length, whatever the texts (`tasks.text.diff`).
    """
    ours, theirs = ([found.span() for found in _TOKEN.finditer(text)] for text in (before, after))
    words, others = ([text[start:end] for start, end in spans] for text, spans in ((before, ours), (after, theirs)))
    return tuple(
        Change(_stretch(ours, first, last, len(before)), _stretch(theirs, start, end, len(after)))
        for first, last, start, end in differences(words, others)
    )


def _stretch(spans: Sequence[tuple[int, int]], first: int, last: int, length: int) -> Span:
    start = spans[first][0] if first < len(spans) else length
    return Span(start, spans[last - 1][1] if last > first else start)


def extent(before: str, after: str, weigh: Weigh) -> Extent:
    """How much of an article's text has changed.

    The share is that of the words of `before` that went or of the words of `after` that came, whichever is larger: one
    word in a hundred put for another is 0.01, and so is one that came beside a hundred.
    """
    ours, theirs = _counted(before, weigh), _counted(after, weigh)
    gaps = differences([word.text for word in ours], [word.text for word in theirs])
    gone = [word for first, last, _, _ in gaps for word in ours[first:last]]
    come = [word for _, _, start, end in gaps for word in theirs[start:end]]
    share = max(len(gone) / max(len(ours), 1), len(come) / max(len(theirs), 1))
    return Extent(share, frozenset[str]().union(*(word.weights for word in (*gone, *come))))


def _counted(text: str, weigh: Weigh) -> list[_Word]:
    """The words that count, in order."""
    headline, *body = text.split("\n")
    words = list(_words(headline, frozenset(["headline"]), weigh))
    for line in _without_box(body):
        if not _changes_by_itself(line):
            words += _words(line, frozenset(), weigh)
    return words


def _words(line: str, weights: frozenset[str], weigh: Weigh) -> Iterator[_Word]:
    quoted = [found.span() for found in _QUOTED.finditer(line)]
    for found in _WORD.finditer(line):
        inside = any(start < found.start() < end for start, end in quoted)
        word = _SEPARATORS.sub("", fold(found.group()))
        if word:
            yield _Word(word, weights | weigh(word) | ({"quotation"} if inside else frozenset()))


def _without_box(lines: Sequence[str]) -> Sequence[str]:
    """The lines up to the last paragraph: what is short and without a stop behind it leads to other articles."""
    last = max((place for place, line in enumerate(lines, 1) if _is_paragraph(line)), default=len(lines))
    return lines[:last]


def _is_paragraph(line: str) -> bool:
    return bool(_STOP.search(line)) or len(line.split()) > _LONGEST_HEADLINE


def _changes_by_itself(line: str) -> bool:
    """Whether the line is a widget, a date, or nothing but numbers and the words of clocks and counters."""
    if is_widget(line) or (is_date_line(line) and not _STOP.search(line)):
        return True
    words = [fold(word) for word in _WORD.findall(line)]
    return all(word in _clock_words() or word[:1].isdigit() for word in words)


@cache
def _clock_words() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in rows("lexicons/ar/clock-words.csv"))
