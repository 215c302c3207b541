"""Date lines: the line of a page that says when, and often where and for which agency, it was written."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from tasks.storage.seeds import rows
from tasks.text.normalize import fold

# Words of a line, marks left out: what remains of a date line besides dates is a place, an agency and little else.
WORD = re.compile(r"[^\W_]+")
_MOST_OTHER_WORDS = 3
_LONGEST = 160
EARLIEST = date(1990, 1, 1)  # the first Arabic newspapers went online in 1995
_AHEAD = timedelta(days=1)  # outlets date tomorrow's paper; further ahead is no date of publication
_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?(?!\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a line: its day and where it stands in the folded line."""

    day: date
    start: int
    end: int


@cache
def _months(calendar: str) -> dict[str, int]:
    return {
        fold(row["name"]): int(row["month"]) for row in rows("lexicons/ar/months.csv") if row["calendar"] == calendar
    }


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Regular expressions of dates over folded text with the calendar of each, the surest first."""
    gregorian, hijri = (_either(_months(calendar)) for calendar in ("gregorian", "hijri"))
    other = rf"(?:\s*[/(\-]\s*(?:{gregorian})\s*\)?)?"  # يناير/ كانون الثاني, يوليو (تموز)
    day, gap = r"(?<!\d)(?P<day>\d{1,2})\s*[-/ ]?\s*", r"[،,/\- ]*"
    found = (
        (rf"{day}(?P<month>{gregorian}){other}{gap}(?P<year>\d{{4}})(?!\d)", "gregorian"),
        (rf"\b(?P<month>{gregorian}){other}\s+(?P<day>\d{{1,2}})[،, ]+(?P<year>\d{{4}})(?!\d)", "gregorian"),
        (r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", "gregorian"),
        (r"(?<!\d)(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>(?:19|20)\d\d)(?!\d)", "gregorian"),
        (rf"{day}(?P<month>{hijri}){gap}(?P<year>1[34]\d\d)(?!\d)", "hijri"),
    )
    return tuple((re.compile(pattern), calendar) for pattern, calendar in found)


def _either(names: dict[str, int]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)


def find_date(line: str, latest: date) -> date | None:
    """The day that the line names, from 1990 to a day after `latest`; a Gregorian one before a Hijri one."""
    return next((found.day for found in _dates(fold(line)) if EARLIEST <= found.day <= latest + _AHEAD), None)


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and besides it at most a place, an agency and the words that go with dates."""
    if len(line) > _LONGEST or not any(character.isdigit() for character in line):
        return False
    folded = fold(line)
    found = _dates(folded)
    if not found:
        return False
    for one in sorted(found, key=lambda one: one.start, reverse=True):
        folded = folded[: one.start] + " " + folded[one.end :]
    left = [word for word in WORD.findall(_TIME.sub(" ", folded)) if word not in _date_words()]
    return len(left) <= _MOST_OTHER_WORDS


def is_update(line: str) -> bool:
    """Whether a date line says when the page was changed, not when it was published."""
    folded = fold(line)
    return any(folded.startswith(phrase) for phrase in byline_words("update"))


@cache
def byline_words(part: str) -> frozenset[str]:
    """The folded phrases of `seeds/lexicons/ar/byline-words.csv` for this part of a page."""
    return frozenset(fold(row["phrase"]) for row in rows("lexicons/ar/byline-words.csv") if row["part"] == part)


@cache
def _date_words() -> frozenset[str]:
    phrases = byline_words("date") | byline_words("update")
    return frozenset(word for phrase in phrases for word in phrase.split())


def _dates(folded: str) -> list[Found]:
    found: list[Found] = []
    for pattern, calendar in _patterns():
        for match in pattern.finditer(folded):
            day = _day(match.groupdict(), calendar)
            if day is not None and not any(match.start() < one.end and one.start < match.end() for one in found):
                found.append(Found(day, match.start(), match.end()))
    return found


def _day(parts: dict[str, str], calendar: str) -> date | None:
    year, day = int(parts["year"]), int(parts["day"])
    name = " ".join(parts["month"].split())
    month = int(name) if name.isdigit() else _months(calendar)[name]
    if calendar == "hijri":
        return _from_hijri(year, month, day)
    if month > 12:  # 11/19/2021, as some systems print it
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_hijri(year: int, month: int, day: int) -> date | None:
    from hijridate import Hijri  # only agencies of the Gulf need it

    try:
        day_in_gregorian = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(day_in_gregorian.year, day_in_gregorian.month, day_in_gregorian.day)
