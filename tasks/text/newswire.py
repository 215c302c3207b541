"""Read the parts of a newspaper article off plain text: a page saved as text, or a record's title and content.

A page has a head (headline, deck, date line, byline, photo caption with its credit, widgets) and a body. Every line
is one part; blank lines separate nothing that line ends do not. Words stay verbatim; spaces are tidied
(`tasks.text.page`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

from tasks.text.agencies import without_credits
from tasks.text.boilerplate import is_widget, key, same_words, without_furniture_of, without_lead, without_tail
from tasks.text.dateline import byline_words, find_date, is_date_line, is_update
from tasks.text.normalize import fold
from tasks.text.outlets import is_named
from tasks.text.page import Page, Stated, tidy_lines

# The head of a saved page is over within a dozen lines, and nobody prints more than two standfirsts.
_HEAD_LINES = 12
_HEAD_PROSE = 2
_SHORT = 4  # words: a name, "بغداد - محمد علي"
_LONGEST_CAPTION = 40  # words
_LONGEST_CREDIT = 6  # words
_LONGEST_HEADLINE = 30  # words; 999 in 1,000 real ones are shorter
_ENDS = re.compile(r"[.!؟?؛…]['\"»”’)\]]*$")
_IN_BRACKETS = re.compile(r"^(?P<caption>.*?)\s*[(\[](?P<credit>[^()\[\]]{2,80})[)\]]\s*\.?$")
_BEHIND_MARK = re.compile(r"^(?P<caption>.*\S)\s*[/|–—-]\s*(?P<credit>[^/|–—-]{2,60})$")
_LABEL = re.compile(r"^(?P<label>[^:：]{2,30})[:：]\s*(?P<value>.+)$")
_SEPARATOR = re.compile(r"\s*[/|–—:،-]\s*")


class Part(Enum):
    """What a line of the head is."""

    WIDGET = "widget"
    DATE = "date"
    UPDATE = "update"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    SHORT = "short"
    PLACE = "place"
    PROSE = "prose"


# These stand in the head only; seeing one says that what came before was the head too.
_SURE = frozenset({Part.WIDGET, Part.DATE, Part.UPDATE, Part.CAPTION, Part.CREDIT, Part.BYLINE, Part.PLACE})


def read_text(text: str, latest: date, outlet: str | None = None) -> Page:
    """The parts of a page saved as text.

    Args:
        text: the decoded text.
        latest: the day it was captured; a date line does not lie more than two days after it.
        outlet: who published it, where known: what that one alone prints around its articles falls out.
    """
    lines = _lines(text, outlet)
    first = next((at for at, line in enumerate(lines) if not is_widget(line) and not is_date_line(line)), len(lines))
    if first == len(lines):
        return Page("")
    headline = lines[first]
    before, rest = lines[:first], without_tail(lines[first + 1 :])
    length = _head_length(rest)
    return _page(headline, [*before, *rest[:length]], rest[length:], latest)


def read_record(title: str, content: str, author: str | None, latest: date, outlet: str | None = None) -> Page:
    """The parts of a record that has its headline and, where known, its byline apart from the text.

    Only lines that are clearly no paragraph are taken out of the content: a date line of its own, a place with an
    agency, widgets, footers. A record without a title takes the first line of its content where that can be a headline
    and more follows; nothing is made up.
    """
    lines = _lines(content, outlet)
    headline = " ".join(tidy_lines(title))
    if not headline and len(lines) > 1 and len(lines[0].split()) <= _LONGEST_HEADLINE:
        headline, lines = lines[0], lines[1:]
    rest = without_tail(lines)
    length = next((at for at, line in enumerate(rest[:3]) if _part(line) not in _SURE), min(len(rest), 3))
    page = _page(headline, rest[:length], rest[length:], latest)
    return _signed(page, " ".join(tidy_lines(author or "")), latest)


def _lines(text: str, outlet: str | None) -> list[str]:
    lines = [line for line in map(without_lead, tidy_lines(text)) if line]
    return without_furniture_of(outlet, lines)


def split_caption(line: str) -> tuple[str, str | None]:
    """A caption and its credit, the name in brackets or behind a mark at its end; None where there is none."""
    for pattern in (_IN_BRACKETS, _BEHIND_MARK):
        found = pattern.match(line)
        if found and _is_credit(found["credit"], pattern is _IN_BRACKETS):
            return found["caption"].strip(), None if _is_archive(found["credit"]) else found["credit"].strip()
    return line, None


def _is_credit(name: str, bracketed: bool) -> bool:
    return (
        is_named(name)
        or _is_archive(name)
        or any(map(is_named, _SEPARATOR.split(name)))
        or (bracketed and len(name.split()) <= _LONGEST_CREDIT and not any(character.isdigit() for character in name))
    )


def _is_archive(name: str) -> bool:
    return key(name) in byline_words("archive")


def _signed(page: Page, author: str, latest: date) -> Page:
    """The page with a record's author as byline; a date in it is a date line that the record keeps there."""
    if not author:
        return page
    first, *rest = page.paragraphs or ("",)
    if len(author.split()) > 1 and first.startswith(author):  # printed once more at the head of the text
        page = replace(
            page, paragraphs=tuple(line for line in (first.removeprefix(author).lstrip(" :–—-"), *rest) if line)
        )
    day = None if page.stated else find_date(author, latest)
    return replace(page, byline=author, stated=(*page.stated, *_printed(day)))


def _page(headline: str, head: Sequence[str], body: Sequence[str], latest: date) -> Page:
    """The page of a headline, the lines of its head and those of its body."""
    parts = [(_part(line), line) for line in head]
    paragraphs = tuple(line for line in body if not is_widget(line) and not same_words(line, headline))
    prose = [line for part, line in parts if part is Part.PROSE and not same_words(line, headline)]
    if not paragraphs:  # a head without a body is a text whose paragraphs look like one
        prose, paragraphs = [], tuple(prose)
    caption, credit = _photo(parts)
    text, agency_line = without_credits((*prose[1:], *paragraphs))
    return Page(
        headline,
        tuple(text),
        deck=prose[0] if prose else None,
        byline=_joined(parts, Part.BYLINE, Part.SHORT),
        dateline=_joined(parts, Part.DATE, Part.PLACE) or _joined(parts, Part.UPDATE),
        caption=caption,
        credit=credit,
        agency_line=agency_line,
        stated=_printed(_day(parts, latest)),
    )


def _photo(parts: Sequence[tuple[Part, str]]) -> tuple[str | None, str | None]:
    captions = [split_caption(line) for part, line in parts if part is Part.CAPTION]
    credits = [_LABEL.sub(r"\g<value>", line) for part, line in parts if part is Part.CREDIT]
    caption, credit = captions[0] if captions else (None, None)
    return caption or None, credit or next(iter(credits), None)


def _printed(day: date | None) -> tuple[Stated, ...]:
    return () if day is None else (Stated(day.isoformat(), "dateline"),)


def _day(parts: Sequence[tuple[Part, str]], latest: date) -> date | None:
    """The day of the first date line, of one that says when the page was changed where there is no other."""
    for wanted in (Part.DATE, Part.UPDATE):
        days = (find_date(line, latest) for part, line in parts if part is wanted)
        day = next((day for day in days if day is not None), None)
        if day is not None:
            return day
    return None


def _joined(parts: Sequence[tuple[Part, str]], *wanted: Part) -> str | None:
    return " - ".join(line for part, line in parts if part in wanted) or None


def _head_length(lines: Sequence[str]) -> int:
    """How many lines are the head: up to the last sure one near the top, and the short lines behind it.

    A deck without any sure line behind it ends without a stop where the paragraphs end with one.
    """
    parts = [_part(line) for line in lines[:_HEAD_LINES]]
    length = 0
    for at, part in enumerate(parts):
        if part in _SURE and parts[:at].count(Part.PROSE) <= _HEAD_PROSE and not _long_before(lines[length:at]):
            length = at + 1
    while length < len(parts) - 1 and parts[length] is Part.SHORT:
        length += 1
    return length or _deck_length(lines)


def _long_before(lines: Sequence[str]) -> bool:
    """Whether the body has begun: two full sentences in a row are paragraphs, not standfirsts."""
    return sum(bool(_ENDS.search(line)) for line in lines) > 1


def _deck_length(lines: Sequence[str]) -> int:
    if len(lines) < 3 or _ENDS.search(lines[0]) or len(lines[0].split()) > 20:
        return 0
    return int(all(_ENDS.search(line) for line in lines[1:]))


def _part(line: str) -> Part:
    """What a line would be if it stood in the head."""
    if is_widget(line):
        return Part.WIDGET
    if is_date_line(line) and not line.endswith("."):
        return Part.UPDATE if is_update(line) else Part.DATE
    labelled = _labelled(line)
    if labelled is not None:
        return labelled
    words = len(line.split())
    if words <= _LONGEST_CAPTION and _is_caption(line, words):
        return Part.CAPTION
    if words <= 2 * _SHORT and not _ENDS.search(line) and any(map(is_named, _SEPARATOR.split(line))):
        return Part.PLACE
    return Part.SHORT if words <= _SHORT and not _ENDS.search(line) else Part.PROSE


def _labelled(line: str) -> Part | None:
    """The part of a line such as `بقلم: فلان` or `تصوير: فلان`; a label alone before a name needs no colon."""
    found = _LABEL.match(line)
    label = fold(found["label"] if found else "").strip()
    value = found["value"] if found else ""
    if 0 < len(value.split()) <= _LONGEST_CREDIT and not _ENDS.search(value):
        if label in byline_words("byline"):
            return Part.BYLINE
        if label in byline_words("credit"):
            return Part.CREDIT
    first, _, name = line.partition(" ")
    signed = fold(first) in byline_words("byline") and 0 < len(name.split()) <= 3
    return Part.BYLINE if signed and not _ENDS.search(line) and fold(first) == fold("بقلم") else None


def _is_caption(line: str, words: int) -> bool:
    """A line with a credit at its end, where what is before it is no sentence with a stop and more than a place."""
    caption, credit = split_caption(line)
    if caption == line or _ENDS.search(caption):
        return False
    return not caption or len(caption.split()) >= 3 or (credit is not None and line.endswith((")", "]")) and words > 2)
