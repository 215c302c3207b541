"""The steps of a time axis: days, or weeks and months where there would be too many of them to be seen."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month"]
# As many bars as stay apart on a telephone's width and on a page's.
_MOST_DAYS, _MOST_WEEKS = 92, 104


def unit(days: Iterable[date]) -> Unit:
    """The step that shows all the days in a number of bars that can be told apart."""
    known = list(days)
    spread = (max(known) - min(known)).days if known else 0
    if spread < _MOST_DAYS:
        return "day"
    return "week" if spread < 7 * _MOST_WEEKS else "month"


def start_of(day: date, step: Unit) -> date:
    """The first day of the step that a day is in; weeks begin on Monday, as in ISO 8601."""
    if step == "day":
        return day
    return day - timedelta(days=day.weekday()) if step == "week" else day.replace(day=1)


def every(days: Iterable[date], step: Unit) -> list[date]:
    """The first days of all steps from the first of the days to the last, those without any too."""
    known = sorted(start_of(day, step) for day in days)
    found: list[date] = []
    while known and (not found or found[-1] < known[-1]):
        found.append(known[0] if not found else after(found[-1], step))
    return found


def after(start: date, step: Unit) -> date:
    """The first day of the next step."""
    if step == "month":
        return (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    return start + timedelta(days=7 if step == "week" else 1)
