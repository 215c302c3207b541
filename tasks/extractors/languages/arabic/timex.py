"""Find time expressions in Arabic and work out the day, month, year or decade that each means."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tasks.extractors.languages.arabic.calendars import Value
from tasks.extractors.languages.arabic.gazetteers import readings
from tasks.extractors.languages.arabic.timepatterns import patterns
from tasks.extractors.languages.arabic.timeplaces import Place
from tasks.extractors.languages.arabic.timereaders import READERS
from tasks.extractors.languages.arabic.timewords import key, may_begin, openers, values
from tasks.extractors.languages.arabic.traits import TIME, candidates
from tasks.text.segment import Segmented

_SHORT = 3  # letters: names of months shorter than that are parts of many words
_LONGEST = 16  # tokens of an expression and of the end of its range, marks included

_GLUED = re.compile(r"([^\W\d]{1,4})(\d{1,2})")  # و8، الـ12، في7: not cut as words are
Openings = tuple[tuple[int, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An expression as tokens `[first:last]`, behind `cut` letters of a joined particle, with its value.

    `until` is the value of the end of the range that it begins.
    """

    first: int
    last: int
    cut: int
    value: Value
    until: str | None = None


def expressions(segmented: Segmented, published: date) -> Iterator[Found]:
    """The time expressions that can be given a value, in text order.

    Args:
        segmented: the document.
        published: the day that relative ones are counted from.
    """
    tokens, ends = segmented.tokens, [sentence.last for sentence in segmented.sentences]
    forms = [token.form for token in tokens]
    free, said = 0, None
    for at in candidates(segmented, TIME):
        openings = _openings(forms[at], forms[at + 1] if at + 1 < len(forms) else "") if at >= free else ()
        if openings:
            rest = forms[at + 1 : min(ends[bisect_right(ends, at)], at + _LONGEST)]
            found = _first(openings, rest, Place(tokens, at, published, said))
            if found:
                yield found
                free, said = found.last, found.value.year


def _first(openings: Openings, rest: list[str], place: Place) -> Found | None:
    """What begins with the first word that has these readings, the rest of its sentence behind it."""
    every = patterns()
    for cut, form, names in openings:
        text = " ".join([form, *rest])
        for name in names:
            matched = every[name].match(text)
            value = _value(name, matched, place) if matched else None
            if matched and value:
                return Found(place.at, place.at + matched.group().count(" ") + 1, cut, value)
    return None


def _value(name: str, matched: re.Match[str], place: Place) -> Value | None:
    """What the reader of that name makes of the words; None beyond the first and last year that a date can have."""
    try:
        return READERS[name](matched, place)
    except (OverflowError, ValueError):
        return None


@lru_cache(maxsize=1 << 16)
def _openings(written: str, after: str) -> Openings:
    """The readings of a word that can begin an expression before the next word, with the patterns to try."""
    glued = _GLUED.fullmatch(written)
    number = ((glued.end(1), glued[2]),) if glued and glued[1] in values("glued") else ()
    read = [(cut, form, openers().get(key(form), ())) for cut, form in (*readings(written), *number)]
    return tuple(
        (cut, form, names)
        for cut, form, names in read
        if names and not (cut and _is_one_word(written, form)) and may_begin(form, after)
    )


def _is_one_word(written: str, form: str) -> bool:
    """Whether a word that could be cut is another: باب is no آب behind a particle, but وآب is."""
    return written in openers() or (len(form) < _SHORT and form.isalpha() and not written.startswith("و"))
