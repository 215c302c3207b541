"""The command `marsad run`: check what was given, run the flow with a progress bar, show what is new."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from flows.foreground import in_foreground
from flows.screen import short
from tasks.extractors.names.saved import find
from tasks.model.settings import load_settings
from tasks.model.sources import WebSource
from tasks.model.topics import SEED_TOPIC, load_topic
from tasks.places.place import Place
from tasks.readers.sources import sources
from tasks.storage.opening import tables_at
from tasks.storage.warehouse import check, read
from tasks.web.database import moved_aside
from tasks.web.standing import STANDS, standings
from tasks.web.state import State, state_path

# More than this on a screen is no summary; the table has them all.
MOST_SHOWN = 15
WIDEST = 70


def run_once(topic: Path | None, inputs: tuple[Path, ...], warehouse: Place | None, keep_all: bool) -> None:
    """Run the flow `monitor` once and print what is new.

    Raises:
        ConfigError: something given is wrong; nothing was started or written.
        MarsadError: the run failed; what stood before stands.
    """
    settings = load_settings()
    where = (warehouse or settings.warehouse).absolute()
    file = (topic or SEED_TOPIC).absolute()
    read = sources(load_topic(file), inputs)
    if any(isinstance(source, WebSource) for source in read):
        from tasks.web.client import user_agent  # 0.3 s to import, for the web only

        user_agent(settings.contact)
    if settings.names_model:
        find(settings.names_model)
    check(where)
    console, since = Console(stderr=True), datetime.now(UTC)
    run_id = _run(file, tuple(path.absolute() for path in inputs), where, keep_all, console)
    _show(where, run_id, Console())
    _show_web([source for source in read if isinstance(source, WebSource)], where, since, Console())


def _run(topic: Path, inputs: tuple[Path, ...], warehouse: Place, keep_all: bool, console: Console) -> str | None:
    """Run the flow; its id, None where nothing was new."""

    def start() -> str | None:
        from flows.monitor import monitor

        return monitor(topic, inputs, warehouse, keep_all)

    return in_foreground(start, console)


def _show(warehouse: Place, run_id: str | None, console: Console) -> None:
    if run_id is None:
        console.print(
            f"Nothing new: nothing was read that {warehouse} has not met already. No row was added.", soft_wrap=True
        )
        return
    run = read(warehouse, "runs").filter(pl.col("run_id") == run_id).collect().row(0, named=True)
    console.print(_quotes(warehouse, run_id))
    rows = {table["table"]: table["rows"] for table in run["tables"]}
    console.print(", ".join(f"{count:,} {table}" for table, count in rows.items() if count and table != "runs") + ".")
    for reason, count in _reasons(warehouse, run_id):
        console.print(f"Rejected: {count:,} {reason}.")
    console.print(f"The tables are in {tables_at(warehouse)}; `marsad tables` lists them.", soft_wrap=True)


def _show_web(web: Sequence[WebSource], warehouse: Place, since: datetime, console: Console) -> None:
    """What was broken since then, which sources on the web are in trouble, and what is left for the next run."""
    if not web:
        return
    for broken in moved_aside(state_path(warehouse), since):
        said = (
            f"What was remembered of the web was broken and was made anew from the tables; {broken} is what there was."
        )
        console.print(Text(said), soft_wrap=True)
    with State(state_path(warehouse)) as state:
        found = standings(web, state, time.time())
    for one in (one for one in found if one.is_in_trouble):
        why = ": ".join(filter(None, (STANDS[one.stands], one.detail)))
        console.print(Text(f"In trouble: {one.source.url} ({why})."), soft_wrap=True)
    waiting = sum(one.waiting for one in found)
    if waiting:
        console.print(f"{waiting:,} pages wait for the next run: this one's time was up, or their host rests.")


def _quotes(warehouse: Place, run_id: str) -> Grid:
    new = read(warehouse, "quotes").filter(pl.col("run_id") == run_id).sort("published_at", "article_id", "start")
    total = new.select(pl.len()).collect().item()
    shown = new.head(MOST_SHOWN).collect()
    title = f"{total:,} new quotes" + (f", the first {MOST_SHOWN}" if total > MOST_SHOWN else "")
    grid = Grid("who", "said", "kind", "act", "outlet", title=title)
    for quote in shown.iter_rows(named=True):
        cells = (
            quote["speaker"] or "?",
            short(quote["content"], WIDEST),
            quote["kind"],
            quote["act"],
            quote["outlet"] or "?",
        )
        grid.add_row(*(Text(cell) for cell in cells))
    return grid


def _reasons(warehouse: Place, run_id: str) -> list[tuple[str, int]]:
    own = read(warehouse, "rejects").filter(pl.col("run_id") == run_id)
    return own.group_by("reason").len().sort("len", "reason", descending=(True, False)).collect().rows()
