"""Times as records and pages state them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from tasks.text.dateline import find_date

_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_LATEST = date.max - timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Time:
    """A time as it was written.

    Attributes:
        at: with its zone where it names one; of a day, month or year the first moment, without zone.
        precision: time, day, month or year, of `expectations.vocabulary.PUBLISHED_PRECISIONS`.
    """

    at: datetime
    precision: str


def read_time(value: object) -> Time:
    """A time, day, month or year in ISO 8601. Midnight is a day, for that is how systems write one.

    Raises:
        ValueError: it is no such time.
    """
    try:
        written = value.strip()  # type: ignore[attr-defined]
        if _YEAR.fullmatch(written):
            return Time(datetime(int(written), 1, 1), "year")
        month = _MONTH.fullmatch(written)
        if month:
            return Time(datetime(int(month[1]), int(month[2]), 1), "month")
        return _day_or_time(datetime.fromisoformat(written), bool(_DAY.fullmatch(written)))
    except (AttributeError, TypeError, ValueError, OverflowError):
        raise ValueError(f"{value!r} is no time in ISO 8601") from None


def read_any_time(value: object) -> Time | None:
    """`read_time`, or a time as in mail (RFC 5322), or else a date in words; None where the value is none of them."""
    try:
        return read_time(value)
    except ValueError:
        pass
    if not isinstance(value, str):
        return None
    try:
        return _day_or_time(parsedate_to_datetime(value), False)
    except (ValueError, TypeError, OverflowError, IndexError):
        day = find_date(value, _LATEST)
        return Time(datetime(day.year, day.month, day.day), "day") if day else None


def zoned(at: datetime) -> datetime:
    """The moment with its zone; one that names none counts as UTC."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def parse_time(value: object) -> datetime:
    """A moment in ISO 8601 as UTC; one that names no zone is taken as UTC, a day alone as its midnight.

    Raises:
        ValueError: it is no such time.
    """
    try:
        time = datetime.fromisoformat(value)  # type: ignore[arg-type]
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{value!r} is no time in ISO 8601") from None


def _day_or_time(at: datetime, is_day: bool) -> Time:
    if is_day or (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0):
        return Time(datetime(at.year, at.month, at.day), "day")
    return Time(at, "time")
