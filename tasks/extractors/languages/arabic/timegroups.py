"""What the groups of a matched time expression say, whatever the pattern."""

import re
from collections.abc import Callable

from tasks.extractors.languages.arabic.calendars import CURRENT, NEXT, PAST, Value
from tasks.extractors.languages.arabic.timeplaces import Place
from tasks.extractors.languages.arabic.timewords import which

Matched = re.Match[str]
Reader = Callable[[Matched, Place], Value | None]
_STEPS = {PAST: -1, NEXT: 1, CURRENT: 0}


def group(matched: Matched, name: str) -> str | None:
    """The words of a group; None where the pattern has no such group or it matched nothing."""
    return matched[name] if name in matched.re.groupindex else None


def which_one(matched: Matched) -> str | None:
    """Whether the past, the next or the current one is meant; None where it is not said."""
    said = group(matched, "which")
    return which()[said] if said else None


def step(matched: Matched) -> int:
    """How many units from now: الماضي -1, قبل الماضي -2."""
    one = _STEPS[which_one(matched) or CURRENT]
    return one * 2 if group(matched, "further") else one


def length(matched: Matched) -> int:
    """How many tokens the words are."""
    return matched.group().count(" ") + 1


def counted(value: Value | None) -> Value | None:
    """The value, marked as counted from the day of publication."""
    return Value(value.iso, value.precision, True) if value else None
