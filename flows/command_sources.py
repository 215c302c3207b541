"""The command `marsad sources`: what a topic reads, and how its sources on the web fare."""

import sqlite3
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from flows.screen import clean, why
from tasks.model.errors import MarsadError
from tasks.model.sources import Source, WebSource
from tasks.model.topics import SEED_TOPIC, load_topic
from tasks.places.place import Place, located
from tasks.web.standing import STANDS, Standing, standings
from tasks.web.state import State, state_path

_UNITS = ((86_400, "d"), (3_600, "h"), (60, "min"))


def print_sources(topic: Path | None, warehouse: Place | None) -> None:
    """Print a topic's sources, those in trouble first.

    Raises:
        ConfigError: the topic file is wrong.
        MarsadError: what is remembered cannot be read.
    """
    told = load_topic((topic or SEED_TOPIC).absolute())
    path = state_path(located(warehouse))
    now = time.time()
    console = Console()
    found = _standings([one for one in told.sources if isinstance(one, WebSource)], path, now, console)
    if found:
        console.print(_grid(found, told.topic_id, now))
    for number, one in enumerate(found, 1):
        console.print(Text(f"{number}  {clean(one.source.url)}{_remark(one)}"), soft_wrap=True)
    for source in told.sources:
        if isinstance(source, Source):
            console.print(Text(f"{source.reader}: {source.path}"), soft_wrap=True)
    if found and not path.exists():
        console.print(Text(f"Nothing was polled for {path.parents[1]} yet: `marsad run` does it."), soft_wrap=True)


def _standings(sources: list[WebSource], path: Path, now: float, console: Console) -> tuple[Standing, ...]:
    if not path.exists():
        return standings(sources, None, now)
    try:
        with State(path) as state:
            if state.broken is not None:
                console.print(Text(f"{path} was broken and is kept as {state.broken.name}."), soft_wrap=True)
            return standings(sources, state, now)
    except (sqlite3.Error, OSError) as error:
        reason = why(error)
        raise MarsadError(f"What is remembered of the web in {path} cannot be read: {reason}.") from None


def _grid(found: tuple[Standing, ...], title: str, now: float) -> Grid:
    grid = Grid(title=title)
    for name in ("", "reader", "health", "last poll", "next poll"):
        grid.add_column(name)
    for name in ("entries", "failures", "fetched", "waiting", "refused"):
        grid.add_column(name, justify="right")
    for number, one in enumerate(found, 1):
        refused = sum(count for _, count in one.refused)
        numbers = (one.entries, one.failures, one.fetched, one.waiting, refused)
        grid.add_row(
            str(number),
            one.source.reader,
            one.stands,
            "" if one.polled_at is None else f"{_span(now - one.polled_at)} ago",
            _next(one, now),
            *("" if number is None else f"{number:,}" for number in numbers),
        )
    return grid


def _next(one: Standing, now: float) -> str:
    if one.stands == "new":
        return "next run"
    if one.next_poll_at is None:
        return ""
    return "next run" if one.next_poll_at <= now else f"in {_span(one.next_poll_at - now)}"


def _remark(one: Standing) -> str:
    """What a person should know of a source that is in trouble, or whose pages are, to be put behind its address."""
    told = ": ".join(filter(None, (STANDS[one.stands] if one.stands != "new" else "", one.detail)))
    pages = ", ".join(f"{count:,} {reason}" for reason, count in one.refused)
    said = "; ".join(filter(None, (told, f"pages refused: {pages}" if pages else "")))
    return clean(f": {said}.") if said else ""


def _span(seconds: float) -> str:
    """A time span in its largest unit."""
    return next((f"{seconds / size:.0f} {unit}" for size, unit in _UNITS if seconds >= size), "a moment")
