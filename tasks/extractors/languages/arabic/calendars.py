"""Days, months and years of two calendars, and which one an incomplete expression means.

Hijri dates follow the Umm al-Qura calendar (package hijridate), which Saudi newspapers print.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hijridate import Hijri

PAST, NEXT, CURRENT = "past", "next", "current"
_EARLIEST_HIJRI, _LATEST_HIJRI = 1343, 1500  # the range of the Umm al-Qura tables


@dataclass(frozen=True, slots=True)
class Value:
    """An ISO 8601 value with its precision: day, month, year or decade (ISO 8601-1:2019 writes the 1990s as 199).

    `relative` says that it depends on the day of publication.
    """

    iso: str
    precision: str
    relative: bool = False

    @property
    def year(self) -> int:
        """The year it lies in; of a decade the first."""
        return int(self.iso[:4].ljust(4, "0"))


def day_value(day: date) -> Value:
    """The value of a day."""
    return Value(day.isoformat(), "day")


def month_value(year: int, month: int) -> Value:
    """The value of a month."""
    return Value(f"{year:04d}-{month:02d}", "month")


def year_value(year: int) -> Value:
    """The value of a year."""
    return Value(f"{year:04d}", "year")


def decade_value(century: int, tens: int) -> Value:
    """The value of a decade: the hundreds of its years and their tens."""
    return Value(f"{century:02d}{tens // 10}", "decade")


def make_day(calendar: str, year: int, month: int, day: int) -> date | None:
    """The day in the Gregorian calendar; None where there is no such day."""
    try:
        if calendar == "gregorian":
            return date(year, month, day)
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


def to_hijri_year(day: date) -> int:
    """The Hijri year, within one year."""
    return round((day.year + day.timetuple().tm_yday / 365 - 622) * 33 / 32)


def choose(days: Iterable[date | None], published: date, which: str | None) -> date | None:
    """Of the same date in several years the one meant: the last before, the first after, or the nearest."""
    real = [day for day in days if day is not None]
    if which == PAST:
        return max((day for day in real if day <= published), default=None)
    if which == NEXT:
        return min((day for day in real if day >= published), default=None)
    return min(real, key=lambda day: abs(day - published), default=None)


def day_without_year(calendar: str, month: int, day: int, published: date, which: str | None) -> date | None:
    """The day that an expression without a year means."""
    year = published.year if calendar == "gregorian" else to_hijri_year(published)
    return choose((make_day(calendar, one, month, day) for one in (year - 1, year, year + 1)), published, which)


def month_without_year(month: int, published: date, which: str | None) -> Value:
    """The month that a bare name means: the last before this one, the next, or the nearest."""
    ahead = (month - published.month) % 12
    if which == PAST or (which is None and ahead > 5):
        ahead -= 12 if ahead or which == PAST else 0
    elif which == NEXT and ahead == 0:
        ahead = 12
    return shift_months(published, ahead)


def shift_months(published: date, months: int) -> Value:
    """The month so many months from the day of publication."""
    count = published.year * 12 + published.month - 1 + months
    return month_value(count // 12, count % 12 + 1)


def shift_years(month: int, day: int | None, year: int) -> Value | None:
    """A month, or its day where one is given, in that year; None where there is no such day."""
    if day is None:
        return month_value(year, month)
    found = make_day("gregorian", year, month, day)
    return day_value(found) if found else None


def hijri_month_without_year(month: int, published: date, which: str | None) -> Value | None:
    """The Gregorian month in which the middle of the Hijri month falls that is meant: last, next or nearest."""
    middle = day_without_year("hijri", month, 15, published, which)
    return month_value(middle.year, middle.month) if middle else None


def hijri_month(year: int, month: int) -> Value | None:
    """The Gregorian month in which the middle of a Hijri month falls; None outside the tables."""
    middle = make_day("hijri", year, month, 15)
    return month_value(middle.year, middle.month) if middle else None


def hijri_year(year: int) -> Value | None:
    """The Gregorian year in which most of a Hijri year falls; None outside the tables."""
    middle = make_day("hijri", year, 7, 1) if _EARLIEST_HIJRI <= year <= _LATEST_HIJRI else None
    return year_value(middle.year) if middle else None


def weekday(number: int, published: date, which: str | None, weeks: int = 0) -> date:
    """The day of the week that is meant, Monday being 0: without a word for it, the day of publication or before.

    `weeks` further on in the direction of `which`: الجمعة قبل الماضية is one beyond the past one.
    """
    if weeks:
        beyond = timedelta(days=7 * weeks if which == NEXT else -7 * weeks)
        return weekday(number, published, which) + beyond
    back = (published.weekday() - number) % 7
    if which == NEXT:
        return published + timedelta(days=7 - back)
    return published - timedelta(days=back or (7 if which == PAST else 0))
