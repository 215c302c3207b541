"""What the words of a time expression mean: a reader for each pattern."""

import re
from dataclasses import replace
from datetime import date, timedelta

from tasks.extractors.languages.arabic import calendars
from tasks.extractors.languages.arabic.calendars import Value
from tasks.extractors.languages.arabic.timegroups import Matched, Reader, counted, group, step, which_one
from tasks.extractors.languages.arabic.timepatterns import joint, patterns
from tasks.extractors.languages.arabic.timeplaces import Place, goes_on_from_a_month, is_ahead, is_part_of_a_name
from tasks.extractors.languages.arabic.timeunits import UNIT_READERS
from tasks.extractors.languages.arabic.timewords import months, values

_NUMBER = re.compile(r"\d{1,2}(?= )")
_MARKS = frozenset('"«»“”()')
_MOST = 5  # days named before the last one: 3 و4 و5 يوليو


def _day_number(matched: Matched) -> int:
    if group(matched, "first"):
        return 1
    ordinal = group(matched, "ordinal")
    return int(values("ordinal")[ordinal] if ordinal else matched["day"])


def _year_meant(matched: Matched, place: Place, now: int) -> tuple[int | None, bool]:
    """The year that the words give a month, and whether it is counted from the day of publication, in year `now`."""
    year = group(matched, "year")
    if year:
        return int(year), False
    if group(matched, "same") and place.said is not None:
        return place.said, False
    if group(matched, "this"):
        return now, True
    return (now + step(matched) if group(matched, "of") else None), True


def _following(names: tuple[str, ...], matched: Matched) -> tuple[str, Matched] | None:
    """The pattern and match of what is joined to the words: the end of a range, the last of several."""
    text, at = matched.string, matched.end()
    for _ in range(_MOST):
        joined = joint().match(text, at)
        if not joined:
            return None
        for name in names:
            found = patterns()[name].match(text, joined.end())
            if found:
                return name, found
        number = _NUMBER.match(text, joined.end())
        if not number:
            return None
        at = number.end()
    return None


def _first_of_many(matched: Matched, place: Place) -> Value | None:
    """من 7 إلى 18 أبريل, يومي 7 و8 أبريل: the first number has the month and year of the last one."""
    following = _following(("hijri_day", "day_month", "day_of_unit"), matched)
    if following is None:
        return None
    name, last = following
    day = next((one for one in ("day", "ordinal", "bare") if group(last, one)), None)
    rest = last.string[last.end(day) : last.end()] if day else ""
    whole = patterns()[name].match(matched.group() + rest)
    value, end = READERS[name](whole, place) if whole else None, READERS[name](last, place)
    return value if value and end and value.iso < end.iso else None


def _day_month(matched: Matched, place: Place) -> Value | None:
    year, relative = _year_meant(matched, place, place.published.year)
    month, number = months("gregorian")[matched["month"]], _day_number(matched)
    if year is not None:
        value = calendars.shift_years(month, number, year)
        return counted(value) if relative else value
    if which_one(matched) is None:
        if is_part_of_a_name(place):
            return None
        shared = _shared(matched, ("day_month",), place)
        if shared is not None:
            return _not_after(month, number, shared)
    day = calendars.day_without_year("gregorian", month, number, place.published, which_one(matched))
    return counted(calendars.day_value(day) if day else None)


def _shared(matched: Matched, names: tuple[str, ...], place: Place) -> Value | None:
    """The value of what is joined behind, where that says its year and these words do not."""
    following = _following(names, matched)
    if following is None:
        return None
    name, last = following
    says = any(group(last, one) for one in ("year", "which", "this", "same"))
    return READERS[name](last, place) if says else None


def _not_after(month: int, day: int | None, end: Value) -> Value | None:
    """The last such month or day up to the end of its range."""
    for year in (end.year, end.year - 1):
        value = calendars.shift_years(month, day, year)
        if value is not None and value.iso <= end.iso:
            return replace(value, relative=end.relative)
    return None


def _hijri_day(matched: Matched, place: Place) -> Value | None:
    equal = _first_value(group(matched, "equal"), place)
    if equal is not None:
        return equal
    month, number = months("hijri")[matched["month"]], _day_number(matched)
    year, relative = _year_meant(matched, replace(place, said=None), calendars.to_hijri_year(place.published))
    if year is not None:
        day = calendars.make_day("hijri", year, month, number)
    else:
        day = calendars.day_without_year("hijri", month, number, place.published, which_one(matched))
    value = calendars.day_value(day) if day else None
    return counted(value) if relative else value


def _hijri_month(matched: Matched, place: Place) -> Value | None:
    month = months("hijri")[matched["month"]]
    year, relative = _year_meant(matched, replace(place, said=None), calendars.to_hijri_year(place.published))
    if year is not None:
        value = calendars.hijri_month(year, month)
        return counted(value) if relative else value
    if which_one(matched) is None:
        return None
    return counted(calendars.hijri_month_without_year(month, place.published, which_one(matched)))


def _numeric(matched: Matched, _place: Place) -> Value | None:
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


def _day_of_unit(matched: Matched, place: Place) -> Value | None:
    """23 من الشهر الجاري, الخامس من هذا الشهر, في 23 الجاري."""
    bare = matched["bare"]
    if bare is None and not (matched["which"] or matched["this"]):
        return None
    if bare and not _is_in_calendar(place):
        return None
    month = calendars.shift_months(place.published, 0 if bare else step(matched))
    day = calendars.make_day("gregorian", month.year, int(month.iso[5:7]), int(bare) if bare else _day_number(matched))
    return counted(calendars.day_value(day) if day else None)


def _is_in_calendar(place: Place) -> bool:
    """Whether a word that goes with dates stands before a number: في 23 الجاري, الخميس 23 الجاري."""
    announcing = ("part", "weekday", "from", "to", "between")
    return place.opens() or place.is_joined() or any(place.before() in values(kind) for kind in announcing)


def _month(matched: Matched, place: Place) -> Value | None:
    month, said = months("gregorian")[matched["month"]], which_one(matched)
    year, relative = _year_meant(matched, place, place.published.year)
    if year is not None:
        value = calendars.month_value(year, month)
        return counted(value) if relative else value
    shared = _shared(matched, ("month",), place) if said is None else None
    if shared is not None:
        return _not_after(month, None, shared)
    if not (said or _is_sure(matched, place)):
        return None
    return counted(calendars.month_without_year(month, place.published, said))


def _is_sure(matched: Matched, place: Place) -> bool:
    """Whether a bare name is that of a month, not of a person or a verb (مارس)."""
    if matched["said"] or matched["again"] or place.opens() or goes_on_from_a_month(place):
        return True
    begins = place.before() in values("from") or place.before() in values("between")
    return begins and _following(("month",), matched) is not None


def _weekday(matched: Matched, place: Place) -> Value | None:
    number = int(values("weekday")[matched["weekday"]])
    dated = _dated(matched, place, number)
    if dated:
        return dated
    said = which_one(matched)
    bare = not matched["part"] and not said
    if bare and place.before() in values("not-weekday"):
        return None
    if said is None:
        following = _following(("weekday",), matched)
        said = which_one(following[1]) if following else None
    if said is None and is_ahead(place):
        said = calendars.NEXT
    weeks = int(group(matched, "further") is not None)
    return counted(calendars.day_value(calendars.weekday(number, place.published, said, weeks)))


def _dated(matched: Matched, place: Place, weekday: int | None) -> Value | None:
    """The value of the date behind a weekday or أمس; of two names of the same day the one that is that weekday."""
    written = (group(matched, "dated"), group(matched, "equal"))
    found = [value for value in (_first_value(one, place) for one in written) if value is not None]
    if weekday is None or not found:
        return next(iter(found), None)
    agreeing = (value for one in found for value in _same_day_of_years(one) if _falls_on(value, weekday))
    return next(agreeing, found[0])


def _same_day_of_years(value: Value) -> list[Value]:
    """The day and, where its year was a guess, the same day of the years around it."""
    if not value.relative:
        return [value]
    day = date.fromisoformat(value.iso)
    others = (calendars.shift_years(day.month, day.day, day.year + more) for more in (-1, 1))
    return [value, *(replace(other, relative=True) for other in others if other is not None)]


def _falls_on(value: Value, weekday: int) -> bool:
    return date.fromisoformat(value.iso).weekday() == weekday


def _first_value(written: str | None, place: Place) -> Value | None:
    for name in ("numeric", "hijri_day", "day_month", "day_of_unit") if written else ():
        inner = patterns()[name].match(written or "")
        if inner:
            return READERS[name](inner, _anywhere(place))
    return None


def _anywhere(place: Place) -> Place:
    """The place without what stands before it: for a date behind a weekday that is no announcement."""
    return Place((), 0, place.published, place.said)


def _relative(matched: Matched, place: Place) -> Value | None:
    day = place.published + timedelta(days=int(values("day")[matched["relative"]]))
    named = int(values("weekday")[matched["named"]]) if matched["named"] else None
    dated = _dated(matched, place, named)
    if dated and not _is_slip(dated, day):
        return dated
    bare = matched.group() == matched["relative"]
    if bare and day == place.published and (place.before() in values("not-today") or _goes_on(place)):
        return None
    return counted(calendars.day_value(day if named is None else _on_weekday(day, named)))


def _on_weekday(day: date, weekday: int) -> date:
    """The day, or the one beside it that is that weekday: a page may be dated the day after it was written."""
    near = (day, day - timedelta(days=1), day + timedelta(days=1))
    return next((one for one in near if one.weekday() == weekday), day)


def _is_slip(dated: Value, day: date) -> bool:
    """Whether only the year is wrong (اليوم 2 يناير 2016, printed in 2017), as happens in January."""
    written = date.fromisoformat(dated.iso)
    return not dated.relative and written != day and (written.month, written.day) == (day.month, day.day)


def _goes_on(place: Place) -> bool:
    """اليوم الوطني, اليوم التالي, اليوم نفسه: no day of the calendar; «اليوم» in marks is a newspaper."""
    return place.behind(1) in values("not-a-day") or (place.before() in _MARKS and place.behind(1) in _MARKS)


READERS: dict[str, Reader] = {
    "day_month": _day_month,
    "hijri_day": _hijri_day,
    "hijri_month": _hijri_month,
    "day_of_unit": _day_of_unit,
    "first_of_many": _first_of_many,
    "numeric": _numeric,
    "dotted": _numeric,
    "month": _month,
    "weekday": _weekday,
    "relative": _relative,
    **UNIT_READERS,
}
