"""Which expressions begin a range, and where it ends: من 3 إلى 5 يوليو، بين عامي 2003 و2011، 2014-2015."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from tasks.extractors.languages.arabic.timewords import values
from tasks.extractors.languages.arabic.timex import Found
from tasks.text.segment import Segmented, Token

_DASHES = frozenset("-–/")
_NEAR = 3  # tokens before a range in which من or بين stands: بين يومي 3 و5
_WEEK = timedelta(days=7)


def with_ranges(segmented: Segmented, found: Iterable[Found]) -> Iterator[Found]:
    """The expressions, those that begin a range with its end, which has an expression of its own."""
    every = list(found)
    for at, (one, other) in enumerate(pairwise(every)):
        if other.first - one.last <= _NEAR and _are_ends(segmented.tokens, one, other):
            end = _behind(one, other)
            if end is not None:
                every[at : at + 2] = [replace(every[at], until=end.value.iso), end]
    yield from every


def _are_ends(tokens: tuple[Token, ...], one: Found, other: Found) -> bool:
    """Whether the words between two expressions make them the ends of a range."""
    if one.value.precision != other.value.precision:
        return False
    between = " ".join(token.form for token in tokens[one.last : other.first]).removeprefix("، ")
    before = [token.form for token in tokens[max(one.first - _NEAR, 0) : one.first + 1]]
    if between in _DASHES:
        return between != "/" or one.value.precision == "year"
    if between in values("to"):
        return any(form.removeprefix("و") in values("from") or form in values("between") for form in before)
    joined = between == "و" or (not between and other.cut > 0 and tokens[other.first].form.startswith("و"))
    return joined and any(form in values("between") for form in before)


def _behind(one: Found, other: Found) -> Found | None:
    """The end where it lies behind the beginning; a weekday is the one that follows: من الأحد إلى الخميس."""
    if one.value.iso < other.value.iso:
        return other
    if not (one.value.relative and other.value.relative and one.value.precision == "day"):
        return None
    later = date.fromisoformat(other.value.iso) + _WEEK
    near = date.fromisoformat(one.value.iso) < later < date.fromisoformat(one.value.iso) + _WEEK
    return replace(other, value=replace(other.value, iso=later.isoformat())) if near else None
