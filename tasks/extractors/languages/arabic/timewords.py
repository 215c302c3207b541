"""The words of time expressions and the patterns made of them.

A pattern is matched against the folded tokens from one token on, joined by single spaces, so it is bounded and a
match of n spaces covers n + 1 tokens.
"""

import re
from functools import cache

from tasks.storage.seeds import rows
from tasks.text.normalize import fold

_NAME = "lexicons/ar/time-words.csv"
_END = r"(?= |$)"


@cache
def values(word_class: str) -> dict[str, str]:
    """The folded words of a class with their values."""
    return {fold(row["word"]): row["value"] for row in rows(_NAME) if row["class"] == word_class}


@cache
def months(calendar: str) -> dict[str, int]:
    """Folded names of months with their numbers."""
    found = {
        fold(row["name"]): int(row["month"]) for row in rows("lexicons/ar/months.csv") if row["calendar"] == calendar
    }
    return {name: number for name, number in found.items() if not name.isascii()}


def either(words: object) -> str:
    """An alternative of words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


@cache
def which() -> dict[str, str]:
    """Words that say which one is meant: past, next or current."""
    return {word: kind for kind in ("past", "next", "current") for word in values(kind)}


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns by name; each is tried where its opening word stands."""
    gregorian, hijri = either(months("gregorian")), either(months("hijri"))
    again = rf"(?: (?:[/(-] )?(?:{gregorian})(?: \))?)?"
    year = r"(?: ?[،,/-]?(?: (?:من )?(?:عام|سنه|العام))? (?P<year>(?:19|20)\d\d)(?: م)?)?"
    chosen = rf"(?: (?:من )?(?:الشهر |العام )?(?P<which>{either(which())}))?"
    day = rf"(?:(?P<day>\d{{1,2}})|(?P<ordinal>{either(values('ordinal'))}))"
    dated = rf"{day}(?: من)?(?: شهر)? (?P<month>{gregorian}){again}{year}{chosen}"
    hijri_dated = (
        rf"{day}(?: من)?(?: شهر)? (?P<month>{hijri})(?: ?[،,/-]?(?: عام| سنه)? (?P<year>1[34]\d\d)(?: ه)?)?{chosen}"
    )
    numeric = r"(?P<a>\d{1,4}) ?(?P<sep>[/.-]) ?(?P<b>\d{1,2}) ?[/.-] ?(?P<c>\d{2,4})(?: [هم])?"
    beside = "|".join(_unnamed(one) for one in (dated, hijri_dated, numeric))
    named = rf"(?:[،(-] )?(?:{either(values('weekday'))})(?: \))?"
    part = either(values("part"))
    return {
        name: re.compile(pattern + _END)
        for name, pattern in {
            "day_month": dated,
            "hijri_day": rf"(?:{day}|(?P<first>{either(values('first'))}))(?: من)?(?: شهر)? (?P<month>{hijri})"
            rf"(?: ?[،,/-]?(?: عام| سنه)? (?P<year>1[34]\d\d)(?: ه)?)?{chosen}",
            "hijri_month": rf"(?:شهر )?(?P<month>{hijri})(?: عام| سنه)? (?P<year>1[34]\d\d)(?: ه)?",
            "numeric": r"(?P<a>\d{1,4}) ?(?P<sep>[/.-]) ?(?P<b>\d{1,2}) ?(?P=sep) ?(?P<c>\d{2,4})(?: [هم])?",
            "dotted": r"(?P<a>\d{1,4})(?P<sep>\.)(?P<b>\d{1,2})\.(?P<c>\d{4})(?: م)?",
            "month": rf"(?P<said>شهر )?(?P<month>{gregorian})(?P<again>{again}){year}{chosen}",
            "weekday": rf"(?P<part>(?:(?:{part}) ){{0,3}})(?P<weekday>{either(values('weekday'))})"
            rf"(?: (?P<which>{either(which())}))?(?:(?: [،(])? (?P<dated>{beside})(?: \))?)?",
            "relative": rf"(?:(?:{part}) ){{0,3}}(?P<relative>{either(values('day'))})(?: {named})?"
            rf"(?:(?: [،(])? (?P<dated>{beside})(?: \))?)?",
            "unit": rf"(?:هذا |هذه )?(?P<unit>{either(values('unit'))}) (?P<which>{either(which())})",
            "this_unit": rf"(?:هذا|هذه) (?P<unit>{either(values('unit'))})",
            "ago": rf"(?P<side>قبل|بعد) (?:نحو |حوالي )?(?:(?P<count>\d{{1,2}}|{either(values('number'))}) )?"
            rf"(?P<units>{either(values('units'))})",
            "hijri_year": rf"(?:{either(values('year'))}) (?P<year>1[34]\d\d)(?: ه)?",
            "year": rf"(?:(?:{either(values('year'))}) )?(?:ال )?(?P<year>(?:19|20)\d\d)(?: م)?",
        }.items()
    }


def _unnamed(pattern: str) -> str:
    """The pattern without the names of its groups, to stand inside another."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


@cache
def openers() -> dict[str, tuple[str, ...]]:
    """Which patterns may begin with a folded word, in the order to try them; numbers are under the empty word."""
    found: dict[str, list[str]] = {}
    for name, words in _opening_words().items():
        for word in words:
            names = found.setdefault(word.split(" ")[0], [])
            if name not in names:
                names.append(name)
    return {word: tuple(names) for word, names in found.items()}


def _opening_words() -> dict[str, list[str]]:
    ordinals, parts = list(values("ordinal")), list(values("part"))
    return {
        "numeric": [""],
        "dotted": [""],
        "day_month": ["", *ordinals],
        "hijri_day": ["", *ordinals, *values("first")],
        "hijri_month": ["شهر", *months("hijri")],
        "relative": [*values("day"), *parts],
        "weekday": [*values("weekday"), *parts],
        "unit": [*values("unit"), "هذا", "هذه"],
        "this_unit": ["هذا", "هذه"],
        "ago": ["قبل"],
        "month": ["شهر", *months("gregorian")],
        "hijri_year": list(values("year")),
        "year": ["", *values("year")],
    }
