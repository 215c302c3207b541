"""The commands `marsad reprocess` and `marsad rejects replay`: run the flow, and say what came of it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polars as pl
from rich.console import Console

from flows.foreground import in_foreground
from tasks.model.errors import ConfigError
from tasks.places.place import Place, located
from tasks.storage.opening import tables_at
from tasks.storage.warehouse import check, filled, read

if TYPE_CHECKING:
    from flows.reprocess import Renewed

_ANNOTATED = ("articles", "quotes", "mentions", "dates")


def reprocess_once(
    stage: Literal["clean", "extract"],
    since: date | None,
    outlet: str | None,
    topics: Sequence[Path],
    every: bool,
    warehouse: Place | None,
) -> None:
    """Run the flow `reprocess` once and print what came of it.

    Raises:
        ConfigError: something given is wrong; nothing was started or written.
        MarsadError: the run failed; what stood before stands.
    """
    where = _where(warehouse)
    _check_outlet(where, outlet)

    def start() -> "Renewed":
        from flows.reprocess import reprocess

        return reprocess(stage, since, outlet, _absolute(topics), every, where)

    _tell(start, where, "Nothing to take up: today's code has made all of it. No row was changed.")


def replay_once(
    reasons: Sequence[str], reject_ids: Sequence[str], topics: Sequence[Path], warehouse: Place | None
) -> None:
    """Run the flow `replay` once and print what came of it.

    Raises:
        ConfigError: something given is wrong; nothing was started or written.
        MarsadError: the run failed; what stood before stands.
    """
    from tasks.renewal.replaying import one_reject

    where = _where(warehouse)
    for given in reject_ids:
        one_reject(where, given)

    def start() -> "Renewed":
        from flows.reprocess import replay

        return replay(reasons, reject_ids, _absolute(topics), where)

    _tell(start, where, "Nothing to take up. No row was changed.")


def _where(warehouse: Place | None) -> Place:
    where = located(warehouse)
    check(where)
    filled(where)
    return where


def _check_outlet(warehouse: Place, outlet: str | None) -> None:
    known = read(warehouse, "articles", ("outlet",)).filter(pl.col("outlet") == outlet) if outlet else None
    if known is not None and known.head(1).collect().is_empty():
        raise ConfigError(f"No article of {warehouse} is of the outlet {outlet}: nothing was changed.")


def _absolute(files: Sequence[Path]) -> tuple[Path, ...]:
    return tuple(file.absolute() for file in files)


def _tell(start: "Callable[[], Renewed]", warehouse: Place, nothing: str) -> None:
    done, console = in_foreground(start, Console(stderr=True)), Console()
    if done.run_id is None:
        console.print(nothing, soft_wrap=True)
    else:
        _show(warehouse, done.run_id, done.documents, console)
    for why, count in done.left.items():
        console.print(f"Left out: {count:,} {why}.", soft_wrap=True)


def _show(warehouse: Place, run_id: str, documents: int, console: Console) -> None:
    made = {table: read(warehouse, table).filter(pl.col("run_id") == run_id) for table in (*_ANNOTATED, "rejects")}
    counts = {table: rows.select(pl.len()).collect().item() for table, rows in made.items()}
    console.print(
        f"{documents:,} taken up; rows made anew: {', '.join(f'{counts[name]:,} {name}' for name in _ANNOTATED)}."
    )
    still = made["rejects"].group_by("reason").len().sort("len", "reason", descending=(True, False)).collect()
    for reason, count in still.rows():
        console.print(f"Rejected: {count:,} {reason}.")
    console.print(f"The tables are in {tables_at(warehouse)}; `marsad tables` lists them.", soft_wrap=True)
