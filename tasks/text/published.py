"""When an article was published: of all that says so the first that can be believed.

In this order: JSON-LD, the page's meta tags, the feed or record it came with, its date line, whatever else on the page
looks like a date, when it was collected.
A mere year or month gives way to what says the day within it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from expectations.vocabulary import PUBLISHED_FROM
from tasks.text.dateline import EARLIEST
from tasks.text.page import Stated
from tasks.text.times import Time, read_any_time

# Tomorrow's paper is dated tomorrow, and a time without a zone may be 14 hours early; what is further ahead is no time
# of publishing.
AHEAD = timedelta(days=1)
_PRINTED = ("dateline", "collected")  # they say what they mean; systems write 1 January where they know the year alone


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published.

    Attributes:
        at: UTC; of a day, month or year the first midnight, in UTC.
        origin: what says so, of `expectations.vocabulary.PUBLISHED_FROM`.
        precision: time, day, month or year.
        zone: how the zone of a time is known: stated, the outlet's, or none; None where there is no time of day.
        day: the calendar day at the outlet, in the zone written where that is unknown; None of a month or year.
    """

    at: datetime
    origin: str
    precision: str
    zone: str | None
    day: date | None


def published(stated: Sequence[Stated], zone: ZoneInfo | None, captured_at: datetime) -> Published | None:
    """When it was published; None where nothing that can be believed says so.

    Args:
        stated: all that says so.
        zone: the outlet's, None where not known.
        captured_at: nothing is published more than a day later, nor before 1990.
    """
    ordered = sorted(stated, key=lambda one: PUBLISHED_FROM.index(one.origin))
    read = [one for one in (_read(one, zone) for one in ordered) if one is not None]
    found = [one for one in read if one.at.date() >= EARLIEST and one.at <= captured_at + AHEAD]
    if not found:
        return None
    return next((one for one in found if one.day is not None and _is_within(one, found[0])), found[0])


def modified(
    stated: Sequence[str], when: Published | None, zone: ZoneInfo | None, captured_at: datetime
) -> datetime | None:
    """When it was last changed, UTC; the first that can be believed: not before publishing, not after the capture.

    Args:
        stated: all that says so, as written, the surest first.
        when: when it was published, None where not known.
        zone: the outlet's, None where not known.
        captured_at: when the bytes were taken.
    """
    read = (_read(Stated(value, "meta"), zone) for value in stated)
    days = (one.at for one in read if one is not None and one.day is not None and one.day >= EARLIEST)
    return next((at for at in days if at <= captured_at and (when is None or at >= when.at)), None)


def _is_within(one: Published, coarse: Published) -> bool:
    """Whether a day or time lies in the year or month that another names; a day or time is its own."""
    if coarse.day is not None:
        return one is coarse
    same_month = one.at.month == coarse.at.month or coarse.precision == "year"
    return one.at.year == coarse.at.year and same_month


def _read(stated: Stated, zone: ZoneInfo | None) -> Published | None:
    time = read_any_time(stated.value)
    if time is None:
        return None
    if stated.origin not in _PRINTED and time.precision == "day" and (time.at.month, time.at.day) == (1, 1):
        time = replace(time, precision="year")
    try:
        return _placed(time, stated.origin, zone)
    except OverflowError:
        return None


def _placed(time: Time, origin: str, zone: ZoneInfo | None) -> Published:
    """A time with its zone and its day; the moment of collecting says the day, not the hour, of publishing."""
    if time.precision != "time":
        day = time.at.date() if time.precision == "day" else None
        return Published(time.at.replace(tzinfo=UTC), origin, time.precision, None, day)
    known = "stated" if time.at.tzinfo else "outlet" if zone else "none"
    local = time.at if time.at.tzinfo else time.at.replace(tzinfo=zone or UTC)
    day = local.astimezone(zone).date() if zone else local.date()
    if origin == "collected":
        return Published(local.astimezone(UTC), origin, "day", None, day)
    return Published(local.astimezone(UTC), origin, "time", known, day)
