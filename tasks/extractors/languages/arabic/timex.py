"""Find time expressions in Arabic and work out the day, month or year that each means."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tasks.extractors.languages.arabic import calendars
from tasks.extractors.languages.arabic.calendars import Value
from tasks.extractors.languages.arabic.gazetteers import common_words, readings
from tasks.extractors.languages.arabic.timewords import months, openers, patterns, values, which
from tasks.extractors.languages.arabic.traits import TIME, candidates
from tasks.text.segment import Segmented, Token

Tokens = tuple[Token, ...]
_LONGEST = 16  # tokens of an expression, marks included
_AHEAD = 7  # tokens before a weekday in which a verb in the future tense makes it the coming one


@dataclass(frozen=True, slots=True)
class Found:
    """An expression as tokens `[first:last]`, behind `cut` letters of a joined particle, with its value."""

    first: int
    last: int
    cut: int
    value: Value


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: all tokens, the number of its first, and the day of publication where known."""

    tokens: Tokens
    at: int
    published: date | None

    def before(self) -> str:
        """The folded token before; empty at the beginning."""
        return self.tokens[self.at - 1].form if self.at else ""


Reader = Callable[[re.Match[str], Place], Value | None]


def expressions(segmented: Segmented, published: date | None) -> Iterator[Found]:
    """The time expressions that can be given a value, in text order."""
    tokens, ends = segmented.tokens, [sentence.last for sentence in segmented.sentences]
    free = 0
    for at in candidates(tokens, TIME):
        found = _at(tokens, at, ends[bisect_right(ends, at)], published) if at >= free else None
        if found:
            yield found
            free = found.last


def _at(tokens: Tokens, at: int, last: int, published: date | None) -> Found | None:
    for cut, form, names in _openings(tokens[at].form):
        text = " ".join((form, *(token.form for token in tokens[at + 1 : min(last, at + _LONGEST)])))
        for name in names:
            matched = patterns()[name].match(text)
            value = _value(name, matched, Place(tokens, at, published)) if matched else None
            if matched and value:
                return Found(at, at + matched.group().count(" ") + 1, cut, value)
    return None


def _value(name: str, matched: re.Match[str], place: Place) -> Value | None:
    """What the reader of that name makes of the words; None beyond the first and last year that a date can have."""
    try:
        return READERS[name](matched, place)
    except OverflowError:
        return None


@lru_cache(maxsize=1 << 16)
def _openings(written: str) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """The readings of a word that can begin an expression, with the patterns to try."""
    found = ((cut, form, openers().get("" if form[0].isdigit() else form, ())) for cut, form in readings(written))
    return tuple((cut, form, names) for cut, form, names in found if names and not (cut and written in openers()))


def _group(matched: re.Match[str], name: str) -> str | None:
    return matched.groupdict().get(name)


def _which(matched: re.Match[str]) -> str | None:
    said = _group(matched, "which")
    return which()[said] if said else None


def _day_number(matched: re.Match[str]) -> int:
    if _group(matched, "first"):
        return 1
    ordinal = _group(matched, "ordinal")
    return int(values("ordinal")[ordinal] if ordinal else matched["day"])


def _calendar_day(calendar: str) -> Reader:
    def read(matched: re.Match[str], place: Place) -> Value | None:
        month, number, year = months(calendar)[matched["month"]], _day_number(matched), _group(matched, "year")
        if year:
            day = calendars.make_day(calendar, int(year), month, number)
        elif place.published:
            day = calendars.day_without_year(calendar, month, number, place.published, _which(matched))
        else:
            return None
        return calendars.day_value(day) if day else None

    return read


def _hijri_month(matched: re.Match[str], _place: Place) -> Value | None:
    return calendars.hijri_month(int(matched["year"]), months("hijri")[matched["month"]])


def _numeric(matched: re.Match[str], _place: Place) -> Value | None:
    """Day, month, year, or year first; the second number is the day only where it cannot be the month."""
    a, b, c = int(matched["a"]), int(matched["b"]), int(matched["c"])
    year, month, day = (a, b, c) if a > 31 else (c, b, a)
    if month > 12:
        month, day = day, month
    hijri = 1343 <= year <= 1500
    if not hijri and not 1900 <= year <= 2099:
        return None
    found = calendars.make_day("hijri" if hijri else "gregorian", year, month, day)
    return calendars.day_value(found) if found else None


def _month(matched: re.Match[str], place: Place) -> Value | None:
    month, year, said = months("gregorian")[matched["month"]], _group(matched, "year"), _which(matched)
    if year:
        return calendars.month_value(int(year), month)
    sure = said or matched["said"] or matched["again"] or place.before() in values("opening")
    if not sure or not place.published:
        return None
    return calendars.month_without_year(month, place.published, said)


def _weekday(matched: re.Match[str], place: Place) -> Value | None:
    dated = _dated(matched, place)
    if dated:
        return dated
    said = _which(matched)
    bare = not matched["part"] and not said
    if not place.published or (bare and place.before() in values("not-weekday")):
        return None
    if said is None and _future(place):
        said = calendars.NEXT
    return calendars.day_value(calendars.weekday(int(values("weekday")[matched["weekday"]]), place.published, said))


def _future(place: Place) -> bool:
    """Whether a verb in the future tense (سيعقد) stands closely before."""
    before = place.tokens[max(place.at - _AHEAD, 0) : place.at]
    return any(
        one.form.startswith(("سي", "ست", "وسي", "وست")) and one.form.lstrip("و")[1:] in common_words() for one in before
    )


def _dated(matched: re.Match[str], place: Place) -> Value | None:
    """The value of the date that stands behind a weekday or أمس."""
    dated = _group(matched, "dated")
    for name in ("numeric", "hijri_day", "day_month") if dated else ():
        inner = patterns()[name].match(dated or "")
        if inner:
            return READERS[name](inner, place)
    return None


def _relative(matched: re.Match[str], place: Place) -> Value | None:
    dated = _dated(matched, place)
    offset = int(values("day")[matched["relative"]])
    if dated or not place.published:
        return dated
    bare = matched.group() == matched["relative"]
    if bare and offset == 0 and (place.before() in values("not-today") or _goes_on(place)):
        return None
    return calendars.day_value(place.published + timedelta(days=offset))


def _goes_on(place: Place) -> bool:
    """اليوم الوطني, اليوم التالي, اليوم نفسه: no day of the calendar."""
    after = place.tokens[place.at + 1].form if place.at + 1 < len(place.tokens) else ""
    return after in values("not-a-day")


def _unit(matched: re.Match[str], place: Place) -> Value | None:
    if not place.published:
        return None
    step = {"past": -1, "next": 1, "current": 0}[_which(matched) or "current"]
    if values("unit")[matched["unit"]] == "year":
        return calendars.year_value(place.published.year + step)
    return calendars.shift_months(place.published, step)


def _ago(matched: re.Match[str], place: Place) -> Value | None:
    """قبل أربع سنوات: a year, قبل شهرين: a month, قبل يومين: a day."""
    unit, *known = values("units")[matched["units"]].split()
    counted = _group(matched, "count")
    count = int(values("number").get(counted, counted) if counted else known[0] if known else 0)
    if not place.published or not count or (known and counted):
        return None
    if unit == "year":
        return calendars.year_value(place.published.year - count)
    if unit == "month":
        return calendars.shift_months(place.published, -count)
    return calendars.day_value(place.published - timedelta(days=count))


def _hijri_year(matched: re.Match[str], _place: Place) -> Value | None:
    return calendars.hijri_year(int(matched["year"]))


def _year(matched: re.Match[str], place: Place) -> Value | None:
    """A number is a year behind عام and the like, behind a preposition or an event, or beside another year."""
    year = int(matched["year"])
    bare = matched.group() == matched["year"]
    return None if bare and not _is_year(year, place) else calendars.year_value(year)


def _is_year(year: int, place: Place) -> bool:
    if not 1950 <= year <= 2050:
        return False
    before = place.before()
    if (
        before in values("opening")
        or before in values("event")
        or (before.startswith("و") and before[1:] in values("opening"))
    ):
        return True
    joined = place.tokens[place.at].form.startswith("و")
    near = [token.form.lstrip("و") for token in place.tokens[max(place.at - 6, 0) : place.at]]
    beside = before in ("-", "–", "الي", "و", "،") or joined
    if beside and any(re.fullmatch(r"(?:19|20)\d\d", form) for form in near):
        return True
    after = place.tokens[place.at + 1].form if place.at + 1 < len(place.tokens) else ""
    return after in ("-", "–") or any(form in values("event") for form in near[-3:])


READERS: dict[str, Reader] = {
    "day_month": _calendar_day("gregorian"),
    "hijri_day": _calendar_day("hijri"),
    "hijri_month": _hijri_month,
    "numeric": _numeric,
    "dotted": _numeric,
    "month": _month,
    "weekday": _weekday,
    "relative": _relative,
    "unit": _unit,
    "this_unit": _unit,
    "ago": _ago,
    "hijri_year": _hijri_year,
    "year": _year,
}
