"""Which agency an article credits: in its dateline or byline, in the words that open it, or in its last line."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from tasks.storage.seeds import rows
from tasks.text.boilerplate import key
from tasks.text.dateline import byline_words
from tasks.text.page import Page

# What stands between the parts of a line of credit; a tatweel between spaces is a dash.
_DASHES = r"[/|–—:،,()\[\]+•*-]+|\sـ+|ـ+\s"
_OPENING = re.compile(_DASHES)
_BETWEEN = re.compile(rf"{_DASHES}|[«»\"“”]+|\s(?:من|عن|from)\s")
_OPENS_WITHIN = 60  # characters; in a dateline of two cities and two agencies the second ends there
_PLACE = 3  # words: in the words that open a text a place or an agency has no more
_AT_THE_END = re.compile(r"[(\[](?P<credit>[^()\[\]]{2,40})[)\]]\s*\.?$")
_LONGEST = 12  # words of a line of credit


def credited(page: Page) -> str | None:
    """The agency's id in `seeds/outlets.csv`, the first that is credited; None where none is."""
    return next((agency for line in _lines(page) for agency in _named(line)), None)


def without_credits(lines: Sequence[str]) -> tuple[list[str], str | None]:
    """The lines without the last ones that credit agencies and say nothing else, and these as one line or None."""
    end = len(lines)
    while end > 1 and is_credit(lines[end - 1]):
        end -= 1
    return list(lines[:end]), " - ".join(lines[end:]) or None


def is_credit(line: str) -> bool:
    """Whether a line names agencies and besides them nothing but the words that open such a line."""
    if len(line) > 80:
        return False
    parts = [part for part in _parts(line) if part not in byline_words("byline")]
    return bool(parts) and all(part in _agencies() for part in parts)


def _lines(page: Page) -> Iterator[str]:
    """The lines and parts of lines that may credit an agency, the surest first."""
    yield from (line for line in (page.dateline, page.byline, page.agency_line) if line)
    if page.paragraphs:
        yield _dateline(page.paragraphs[0])
        at_the_end = _AT_THE_END.search(page.paragraphs[-1])
        if at_the_end:
            yield at_the_end["credit"]


def _dateline(paragraph: str) -> str:
    """The short parts that open a paragraph, up to where its first sentence begins."""
    *parts, _sentence = _OPENING.split(paragraph[:_OPENS_WITHIN])
    return " - ".join(takewhile(lambda part: len(part.split()) <= _PLACE, parts))


def _named(line: str) -> Iterator[str]:
    if len(line.split()) > _LONGEST:
        return
    first, *rest = _parts(line) or [""]
    begins_with_place = bool(rest) and first in _places()
    yield from filter(None, map(_agencies().get, rest if begins_with_place else (first, *rest)))


def _parts(line: str) -> list[str]:
    return [part for part in map(key, _BETWEEN.split(line)) if part]


@cache
def _agencies() -> dict[str, str]:
    """Agencies by all their names; empty for what stands for several, as «agencies» does."""
    agencies = [row for row in rows("outlets.csv") if row["kind"] == "agency"]
    ids = {row["id"] for row in agencies} | {""}
    full = {key(row[column]): row["id"] for row in agencies for column in ("name_ar", "name_en")}
    return full | {key(row["phrase"]): row["outlet"] for row in _short() if row["outlet"] in ids}


@cache
def _places() -> frozenset[str]:
    return frozenset(key(row["phrase"]) for row in _short() if row["also"] == "place")


def _short() -> tuple[dict[str, str], ...]:
    return rows("lexicons/ar/agency-names.csv")
