"""The patterns of time expressions.

A pattern is matched against the folded tokens from one token on, joined by single spaces, so it is bounded and a
match of n spaces covers n + 1 tokens.
"""

import re
from functools import cache

from tasks.extractors.languages.arabic.timewords import either, months, one_of, which, year_units

_END = r"(?= |$)"
_MARKS = r"[،,/-]"
_GREGORIAN_YEAR = r"(?:19|20)\d\d"
_OLDER_YEAR = r"1[0-8]\d\d"  # only behind a word for a year
_HIJRI_YEAR = r"1[34]\d\d"


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns by name; each is tried where its opening word stands."""
    written = {**_days(), **_beside_days(), **_units(), **_years()}
    return {name: re.compile(f"(?:{pattern}){_END}") for name, pattern in written.items()}


@cache
def joint() -> re.Pattern[str]:
    """What joins the parts of 7 و8 يوليو and من 7 إلى 9 يوليو."""
    return re.compile(rf" (?:[-–،,]|{one_of('to')}) (?:و ?)?| و ?")


def _month(calendar: str) -> str:
    return rf"(?P<month>{either(months(calendar))})"


def _again() -> str:
    """The same month by its other name: يوليو (تموز)، ديسمبر/ كانون الأول."""
    return rf"(?: (?:[/(-] )?(?:{either(months('gregorian'))})(?: \))?)?"


def _year(of: str, era: str) -> str:
    announced = either((*year_units(), "عام", "سنه"))
    return rf"(?: ?{_MARKS}?(?: (?:من )?(?:{announced}))? (?P<year>{of})(?: {era})?)?"


def _chosen() -> str:
    """Which one is meant: الماضي، من الشهر الجاري، من العام المقبل، من هذا العام، من العام نفسه."""
    unit = rf"(?:(?P<of>{either(year_units())}) |شهر |الشهر )?"
    far = rf"(?:(?P<further>{one_of('further')}) )?"
    this = rf"(?:(?P<this>(?:{one_of('this')}) (?:{either(year_units())}))|(?P<same>{one_of('same')}))"
    return rf"(?: (?:من )?(?:{this}|{unit}{far}(?P<which>{either(which())})))?"


def _day() -> str:
    return rf"(?:(?P<day>\d{{1,2}})|(?P<ordinal>{one_of('ordinal')}))"


def _dated() -> str:
    return rf"{_day()}(?: من| /)?(?: شهر)? {_month('gregorian')}{_again()}{_year(_GREGORIAN_YEAR, 'م')}{_chosen()}"


def _hijri_dated() -> str:
    day = rf"(?:{_day()}|(?P<first>{one_of('first')}))"
    return rf"{day}(?: من| /)?(?: شهر)? {_month('hijri')}{_year(_HIJRI_YEAR, 'ه')}{_chosen()}"


def _numeric() -> str:
    return r"(?P<a>\d{1,4}) ?(?P<sep>[/.-]) ?(?P<b>\d{1,2}) ?(?P=sep) ?(?P<c>\d{2,4})(?: [هم])?"


def _of_unit() -> str:
    """A day of a month that is not named: 23 من الشهر الجاري، 23 الجاري."""
    unit = rf"(?:من )?(?:(?P<this>{one_of('this')}) )?(?P<unit>{one_of('unit-day')})(?: (?P<which>{either(which())}))?"
    return rf"(?:{_day()} {unit}|(?P<bare>\d{{1,2}}) (?:من )?(?P<current>{one_of('current')}))"


def _days() -> dict[str, str]:
    equal = rf"(?: (?:{one_of('equal')}) (?P<equal>{_beside(_dated(), _numeric())}))?"
    return {
        "day_month": _dated(),
        "hijri_day": rf"{_hijri_dated()}(?(year)|{equal})",
        "numeric": _numeric(),
        "dotted": r"(?P<a>\d{1,4})(?P<sep>\.)(?P<b>\d{1,2})\.(?P<c>\d{4})(?: م)?",
        "day_of_unit": _of_unit(),
        "first_of_many": rf"{_day()}(?= (?:[-–،,]|و|{one_of('to')}))",
    }


def _beside_days() -> dict[str, str]:
    beside = _beside(_dated(), _hijri_dated(), _numeric(), _of_unit())
    equal = one_of("equal")
    dated = rf"(?:(?: (?:[،(]|{equal}))? (?P<dated>{beside})(?: \))?(?: (?:{equal}) (?P<equal>{beside}))?)?"
    part = one_of("part")
    named = rf"(?:[،(-] )?(?P<named>{one_of('weekday')})(?: \))?"
    chosen = rf"(?: (?:(?P<further>{one_of('further')}) )?(?P<which>{either(which())}))?"
    return {
        "weekday": rf"(?P<part>(?:(?:{part}) ){{0,3}})(?P<weekday>{one_of('weekday')}){chosen}{dated}",
        "relative": rf"(?:(?:{part}) ){{0,3}}(?P<relative>{one_of('day')})(?: {named})?{dated}",
    }


def _units() -> dict[str, str]:
    unit, this = rf"(?P<unit>{one_of('unit')})", rf"(?:{one_of('this')})"
    count = rf"(?:(?P<count>\d{{1,3}}|{one_of('number')}) )?"
    blessed = rf"(?: (?:{one_of('blessed')}))?"
    return {
        "month": rf"(?P<said>شهر )?{_month('gregorian')}(?P<again>{_again()}){_year(_GREGORIAN_YEAR, 'م')}{_chosen()}",
        "hijri_month": rf"(?:شهر )?{_month('hijri')}{blessed}{_year(_HIJRI_YEAR, 'ه')}{_chosen()}",
        "unit": rf"(?:{this} )?{unit} (?:(?P<further>{one_of('further')}) )?(?P<which>{either(which())})",
        "this_unit": rf"{this} {unit}",
        "edge": rf"(?:{one_of('edge')}) {unit}(?! (?:ال|\d))",
        "ago": rf"(?P<side>{one_of('ago')}) (?:(?:{one_of('about')}) )?{count}(?P<units>{one_of('units')})",
    }


def _years() -> dict[str, str]:
    announced = one_of("year")
    older = rf"(?:{announced}) (?P<older>{_OLDER_YEAR})"
    return {
        "hijri_year": rf"(?:(?:{announced}) )?(?P<year>{_HIJRI_YEAR})(?P<era> ه)?",
        "year": rf"(?:(?:{announced}) )?(?:ال )?(?P<year>{_GREGORIAN_YEAR})(?: م)?|{older}",
        "decade": rf"(?P<decade>{one_of('decade')})(?: (?:من )?(?P<century>{one_of('century')}))?",
    }


def _beside(*written: str) -> str:
    """An alternative of patterns without the names of their groups, to stand inside another."""
    plain = (re.sub(r"\(\?P<\w+>", "(?:", one.replace("(?P=sep)", "[/.-]")) for one in written)
    return "|".join(plain)
