"""The commands that answer a question: run it, and show the answer or hand it on."""

from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from flows.options import Format
from flows.screen import hand_on, short
from tasks.model.errors import ConfigError
from tasks.places.place import Place, located
from tasks.queries.filters import Wanted
from tasks.queries.question import Question, values
from tasks.storage.opening import filled

if TYPE_CHECKING:
    from tasks.storage.snapshot import Shown

# More on a screen is no answer; in files all is wanted.
MOST_SHOWN = 50
_WIDEST = 200  # characters of a statement
_MOST_NAMED = 20
_LONGEST_BAR = 16  # characters
_ID = 8  # characters of an id that tell it from nearly all others

Ask = Callable[[Wanted, int | None], Question]
Draw = Callable[[pl.DataFrame], Grid]


def answer(
    wanted: Wanted, ask: Ask, most: int | None, form: Format, explain: bool, warehouse: Place | None, draw: Draw
) -> None:
    """Print the answer to a question, or with `explain` the Python that gives it.

    Raises:
        ConfigError: there are no tables, or they do not know the outlet or topic that is asked for.
    """
    where = located(warehouse)
    tables = filled(where)
    question = ask(wanted, most if most is not None or form != "table" else MOST_SHOWN)
    if explain:
        print(question.text(lasting(tables, where)))
        return
    found = question.answer(tables)
    if found.is_empty():
        _check(wanted, tables)
    match form:
        case "table":
            _show(found, draw, most is None)
        case "jsonl":
            hand_on(found.write_ndjson().encode())
        case "csv":
            hand_on(found.write_csv().encode())


def lasting(tables: "Shown", warehouse: Place) -> "Shown":
    """What a program that is kept opens: on a disk the link to the newest snapshot, for each goes after a while."""
    return warehouse / "current" if isinstance(warehouse, Path) else tables


def _check(wanted: Wanted, tables: "Shown") -> None:
    """Whether an empty answer comes of a word that the tables do not know.

    Raises:
        ConfigError: it does.
    """
    for option, table, column, asked in (
        ("--topic", "topic_matches", "topic_id", (wanted.topic,) if wanted.topic else ()),
        ("--outlet", "articles", "outlet", wanted.outlets),
    ):
        if not asked:
            continue
        known = values(table, column).answer(tables)[column]
        unknown = [one for one in asked if one not in known]
        if unknown:
            raise ConfigError(f"{option} {unknown[0]} is in none of the tables; known are {_listed(known)}.")


def _listed(known: pl.Series) -> str:
    more = ", …" if known.len() > _MOST_NAMED else ""
    return ", ".join(known.head(_MOST_NAMED)) + more if known.len() else "none yet"


def _show(found: pl.DataFrame, draw: Draw, cut: bool) -> None:
    console = Console()
    if found.is_empty():
        console.print("Nothing in the tables answers that.")
        return
    console.print(draw(found))
    if cut and found.height == MOST_SHOWN:
        console.print(f"The first {MOST_SHOWN}; --limit shows more, --format csv or jsonl gives all.", soft_wrap=True)


def draw_quotes(found: pl.DataFrame) -> Grid:
    """A line a statement: when, where, how, and who said what."""
    grid = _grid(("published", "outlet", "act"))
    grid.add_column("statement", ratio=1)
    grid.add_column("article", no_wrap=True)
    for row in found.iter_rows(named=True):
        who = Text(short(row["speaker"] or "?", _WIDEST), "bold")
        role = f" ({short(row['speaker_role'], _WIDEST)})" if row["speaker_role"] else ""
        said = who.append(f"{role}: ", "not bold").append(short(row["content"], _WIDEST), "not bold")
        told = (_day(row["published_at"]), row["outlet"] or "?", row["act"])
        grid.add_row(*map(Text, told), said, Text(row["article_id"][:_ID]))
    return grid


def draw_people(found: pl.DataFrame) -> Grid:
    """A line a person: name, the role most given, and how often quoted and named."""
    grid = _grid(())
    grid.add_column("name", ratio=2)
    grid.add_column("role", ratio=3)
    numbers = ("quotes", "outlets", "mentions", "articles")
    for name in numbers:
        grid.add_column(name, justify="right", no_wrap=True)
    grid.add_column("last", no_wrap=True)
    for row in found.iter_rows(named=True):
        name = " · ".join(short(one, _WIDEST) for one in (row["name"], row["latin_name"]) if one)
        counts = (f"{row[number] or 0:,}" for number in numbers)
        grid.add_row(Text(name, "bold"), Text(short(row["role"] or "", _WIDEST)), *counts, _day(row["last"]))
    return grid


def draw_timeline(found: pl.DataFrame) -> Grid:
    """A line a step of time: how much was said, how, and by whom most."""
    step, counts = found.columns[0], ("quotes", "articles", "deny", "accuse")
    grid = _grid((step, ""))
    for name in counts:
        grid.add_column(name, justify="right", no_wrap=True)
    grid.add_column("most quoted", ratio=1)
    highest = max(found["quotes"])
    for row in found.iter_rows(named=True):
        bar = "█" * ceil(_LONGEST_BAR * row["quotes"] / highest)
        numbers = (f"{row[name]:,}" for name in counts)
        grid.add_row(_day(row[step]), bar, *numbers, Text(short(row["most_quoted"] or "", _WIDEST)))
    return grid


def _grid(narrow: tuple[str, ...]) -> Grid:
    grid = Grid(box=SIMPLE, expand=True, pad_edge=False, padding=(0, 1))
    for name in narrow:
        grid.add_column(name, no_wrap=True)
    return grid


def _day(time: Any) -> str:
    return "" if time is None else f"{time:%Y-%m-%d}"
