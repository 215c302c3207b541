"""Check the five fields of a cron line (POSIX crontab, with names, lists, ranges and steps)."""

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("weekday", 0, 7, _DAYS),
)
_PART = re.compile(r"^(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>\d+))?$")


def cron_fault(cron: str) -> str | None:
    """What is wrong with a cron line, in words; None where nothing is."""
    parts = cron.split()
    if len(parts) != len(_FIELDS):
        return f"it has {len(parts)} fields, not the five minute, hour, day, month and weekday"
    for part, (name, least, most, names) in zip(parts, _FIELDS, strict=True):
        for one in part.split(","):
            if not _fits(one, least, most, names):
                return f"the {name} {one!r} is not within {least} to {most}"
    return None


def _fits(part: str, least: int, most: int, names: tuple[str, ...]) -> bool:
    found = _PART.match(part)
    if found is None or found["step"] == "0":
        return False
    ends = [_number(end, least, names) for end in (found["first"], found["last"]) if end is not None]
    known = [end for end in ends if end is not None and least <= end <= most]
    return len(known) == len(ends) and known == sorted(known)


def _number(word: str, least: int, names: tuple[str, ...]) -> int | None:
    if word.isdecimal():
        return int(word)
    return names.index(word.lower()) + least if word.lower() in names else None
