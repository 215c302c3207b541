"""The words of time expressions, and which of the patterns made of them may begin with a word."""

import re
from collections.abc import Iterable
from functools import cache

from tasks.storage.seeds import rows
from tasks.text.normalize import fold

_NAME = "lexicons/ar/time-words.csv"
_DAY, _YEAR, _DOTTED = "1", "1000", "1.1.1000"  # shapes of numbers


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


def one_of(word_class: str) -> str:
    """An alternative of the words of a class."""
    return either(values(word_class))


@cache
def which() -> dict[str, str]:
    """Words that say which one is meant: past, next or current."""
    return {word: kind for kind in ("past", "next", "current") for word in values(kind)}


@cache
def year_units() -> tuple[str, ...]:
    """The words for a year: العام، السنة."""
    return tuple(word for word, unit in values("unit").items() if unit == "year")


def key(form: str) -> str:
    """What `openers` knows a folded word by: itself, a number by its shape, of a day, a year or a date with points."""
    if not form[0].isdecimal():
        return form
    if not form.isdecimal():
        return _DOTTED if form.count(".") == _DOTTED.count(".") else ""
    return {1: _DAY, 2: _DAY, 4: _YEAR}.get(len(form), "")


def may_begin(form: str, after: str) -> bool:
    """Whether a folded word can begin an expression before the next one: spares the patterns most of their work.

    A number of two digits wants a month, a mark or the like behind it, هذا a unit, قبل a number or a unit.
    """
    if form[0].isdecimal():
        return len(form) > len(_DAY) + 1 or after[:1] == "و" or after in _behind_days()
    wanted = _behind_words().get(form)
    return wanted is None or after in wanted or after[:1].isdecimal() or after[:1] == "و"


@cache
def _behind_days() -> frozenset[str]:
    classes = ("unit-day", "this", "current", "to")
    phrases = (*months("gregorian"), *months("hijri"), *(word for kind in classes for word in values(kind)))
    return frozenset((*_first_words(phrases), "من", "شهر", "/", "-", "–", ".", "،", ","))


@cache
def _behind_words() -> dict[str, frozenset[str]]:
    """What must follow words that open few expressions and many others."""
    counted = _first_words(word for kind in ("number", "units", "about") for word in values(kind))
    found = {word: frozenset(values("unit")) for word in values("this")} | dict.fromkeys(values("ago"), counted)
    found |= dict.fromkeys(_first_words(values("ordinal")), _behind_days())
    kinds = ("ordinal", "day", "part", "edge", "year")
    phrases = [phrase.split(" ") for kind in kinds for phrase in values(kind) if " " in phrase]
    return {word: wanted | {phrase[1] for phrase in phrases if phrase[0] == word} for word, wanted in found.items()}


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.split(" ")[0] for phrase in phrases)


@cache
def openers() -> dict[str, tuple[str, ...]]:
    """Which patterns may begin with a folded word, in the order to try them; numbers are under their `key`."""
    found: dict[str, list[str]] = {}
    for name, words in _opening_words().items():
        for word in words:
            names = found.setdefault(word.split(" ")[0], [])
            if name not in names:
                names.append(name)
    return {word: tuple(names) for word, names in found.items()}


def _opening_words() -> dict[str, list[str]]:
    ordinals, parts = list(values("ordinal")), list(values("part"))
    years = list(values("year"))
    return {
        "numeric": [_DAY, _YEAR],
        "dotted": [_DOTTED],
        "day_month": [_DAY, *ordinals],
        "hijri_day": [_DAY, *ordinals, *values("first")],
        "day_of_unit": [_DAY, *ordinals],
        "first_of_many": [_DAY, *ordinals],
        "hijri_month": ["شهر", *months("hijri")],
        "relative": [*values("day"), *parts],
        "weekday": [*values("weekday"), *parts],
        "edge": list(values("edge")),
        "unit": [*values("unit"), *values("this")],
        "this_unit": list(values("this")),
        "ago": list(values("ago")),
        "month": ["شهر", *months("gregorian")],
        "decade": list(values("decade")),
        "hijri_year": [_YEAR, *years],
        "year": [_YEAR, *years],
    }
