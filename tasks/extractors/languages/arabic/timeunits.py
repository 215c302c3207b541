"""What the words for months, years and decades without a name of a month mean: a reader for each pattern."""

from datetime import date, timedelta

from tasks.extractors.languages.arabic import calendars
from tasks.extractors.languages.arabic.calendars import Value
from tasks.extractors.languages.arabic.timegroups import Matched, Reader, counted, length, step
from tasks.extractors.languages.arabic.timeplaces import (
    Place,
    is_about_something_else,
    is_ahead,
    is_no_decade,
    is_one_of_two,
    is_year,
)
from tasks.extractors.languages.arabic.timewords import months, values

_LATEST_HIJRI = 1460  # without هـ a later year is one of the Gregorian calendar: سقطت غرناطة عام 1492
_WEEK = 7  # days
_FEW = 11  # a dual or singular unit stands behind no number below it: عشرة أيام, but خمسة عشر يوما


def _unit(matched: Matched, place: Place) -> Value | None:
    by = step(matched)
    year = values("unit")[matched["unit"]] == "year"
    return counted(_shifted(place.published, "year" if year else "month", by))


def _ago(matched: Matched, place: Place) -> Value | None:
    """قبل أربع سنوات: a year, قبل شهرين: a month, منذ يومين: a day; بعد only where the future is spoken of.

    منذ with weeks or anything longer is a duration: يعيش هنا منذ ثلاثين عاما.
    """
    side, lasting = values("ago")[matched["side"]].split()
    unit, *known = values("units")[matched["units"]].split()
    said = matched["count"]
    count = int(values("number").get(said, said) if said else known[0] if known else 0)
    few = bool(known) and bool(said) and count < _FEW
    if not count or few or is_about_something_else(place, length(matched)) or _announces(matched, place):
        return None
    long = unit != "day" or int((known or ["1"])[0]) >= _WEEK
    if (lasting == "lasting" and long) or (side == calendars.NEXT and not is_ahead(place)):
        return None
    return counted(_shifted(place.published, unit, count if side == calendars.NEXT else -count))


def _announces(matched: Matched, place: Place) -> bool:
    """Whether what looks like a unit announces a date or an event: قبل عام 2003, قبل يوم الجمعة, قبل شهر رمضان."""
    after = place.behind(length(matched))
    if matched["count"] or " 1" not in values("units")[matched["units"]] + " ":
        return after[:1].isdigit()
    known = any(after in months(calendar) for calendar in ("gregorian", "hijri"))
    return known or after.startswith("ال") or after[:1].isdigit()


def _shifted(day: date, unit: str, count: int) -> Value:
    if unit == "year":
        return calendars.year_value(day.year + count)
    if unit == "month":
        return calendars.shift_months(day, count)
    return calendars.day_value(day + timedelta(days=count))


def _decade(matched: Matched, place: Place) -> Value | None:
    """ثمانينيات القرن الماضي; التسعينيات alone is of the 20th century, العشرينيات alone may be of either."""
    tens, century = int(values("decade")[matched["decade"]]), matched["century"]
    if century:
        return calendars.decade_value(int(values("century")[century]), tens)
    if tens < 30 or not matched["decade"].startswith("ال") or is_no_decade(place, length(matched)):
        return None
    return calendars.decade_value(19, tens)


def _hijri_year(matched: Matched, place: Place) -> Value | None:
    """A number is a Hijri year behind عام or before هـ; the pair that names a school year (1436/1437هـ) is no date."""
    year, announced = int(matched["year"]), not matched.group()[0].isdigit()
    if is_one_of_two(year, place, length(matched)):
        return None
    return calendars.hijri_year(year) if matched["era"] or (announced and year <= _LATEST_HIJRI) else None


def _year(matched: Matched, place: Place) -> Value | None:
    """A number is a year behind عام and the like, behind a preposition or an event, or beside another year."""
    year = int(matched["year"] or matched["older"])
    bare = matched.group() == matched["year"]
    return None if bare and not is_year(year, place, 1) else calendars.year_value(year)


UNIT_READERS: dict[str, Reader] = {
    "unit": _unit,
    "this_unit": _unit,
    "edge": _unit,
    "ago": _ago,
    "decade": _decade,
    "hijri_year": _hijri_year,
    "year": _year,
}
