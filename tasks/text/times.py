"""Times as records and pages state them."""

from datetime import UTC, datetime


def parse_time(value: object) -> datetime:
    """A time in ISO 8601 as UTC; one that names no zone is taken as UTC, a day alone as its midnight.

    Raises:
        ValueError: it is no such time.
    """
    try:
        time = datetime.fromisoformat(value)  # type: ignore[arg-type]
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{value!r} is no time in ISO 8601") from None


def time_or_none(value: object) -> datetime | None:
    """`parse_time`, but None where the value is no such time."""
    try:
        return parse_time(value)
    except ValueError:
        return None
