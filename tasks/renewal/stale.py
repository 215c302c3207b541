"""What earlier code has made: which published articles, and which rejects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl

from tasks.accounting.versions import reading
from tasks.places.place import Place
from tasks.storage.warehouse import read
from tasks.text.cleaning import VERSION as CLEANING


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What of a warehouse is wanted.

    Attributes:
        since: the first day of capturing, UTC; None: from the beginning.
        outlet: only what this outlet published; None: of all.
        topics: only what belongs to one of these topics; empty: all.
        every: also what today's code has made already.
    """

    since: date | None = None
    outlet: str | None = None
    topics: tuple[str, ...] = ()
    every: bool = False


def stale_articles(warehouse: Place, stage: str, narrowed: Narrowed, names_version: str) -> pl.LazyFrame:
    """The newest revisions that earlier code has made: article_id, captured_at, month and run_id of each.

    What has read an article is told by the versions in the row of `runs` of the run that wrote it; what has cleaned it
    by its own `version`, for it may have been read again without being cleaned again.

    Args:
        warehouse: the warehouse.
        stage: `clean` for what would be cleaned or read otherwise now, `extract` for what would be read otherwise.
        narrowed: which are wanted.
        names_version: the version of the user's model of names, if one is set.
    """
    newest = read(warehouse, "articles").filter("is_latest")
    if not narrowed.every:
        runs = runs_with(warehouse, reading(names_version)).collect()["run_id"].implode()
        old = ~pl.col("run_id").is_in(runs)
        newest = newest.filter(old | (pl.col("version") != CLEANING) if stage == "clean" else old)
    return _narrowed(newest, narrowed).select("article_id", "capture_id", "captured_at", "month", "run_id")


def stale_rejects(warehouse: Place, narrowed: Narrowed, names_version: str) -> pl.LazyFrame:
    """The rejected captures that earlier code has dropped: capture_id, topic_id, run_id and reason of each.

    What was dropped by cleaning waits for another cleaning; what came further, for other code behind it too.
    """
    rejects = read(warehouse, "rejects").drop_nulls("capture_id").filter(pl.col("stage") != "ingest")
    if not narrowed.every:
        cleaned = runs_with(warehouse, {"cleaning": CLEANING}).collect()["run_id"].implode()
        all_of_it = {"cleaning": CLEANING, **reading(names_version)}
        whole = runs_with(warehouse, all_of_it).collect()["run_id"].implode()
        dropped = pl.col("stage") == "clean"
        rejects = rejects.filter(
            pl.when(dropped).then(~pl.col("run_id").is_in(cleaned)).otherwise(~pl.col("run_id").is_in(whole))
        )
    return rejects.select("capture_id", "topic_id", "run_id", "reason")


def runs_with(warehouse: Place, versions: Mapping[str, str]) -> pl.LazyFrame:
    """The ids of the runs in which each of these had this version."""
    wanted = pl.DataFrame({"name": list(versions), "version": list(versions.values())})
    used = read(warehouse, "runs", ("run_id", "versions")).explode("versions").unnest("versions")
    same = used.join(wanted.lazy(), on=("name", "version"), how="semi").unique()
    return same.group_by("run_id").len().filter(pl.col("len") == wanted.height).select("run_id")


def _narrowed(rows: pl.LazyFrame, narrowed: Narrowed) -> pl.LazyFrame:
    rows = since(rows, narrowed.since)
    return rows if narrowed.outlet is None else rows.filter(pl.col("outlet") == narrowed.outlet)


def since(rows: pl.LazyFrame, day: date | None) -> pl.LazyFrame:
    """The rows that were captured on this day (UTC) or later."""
    if day is None:
        return rows
    return rows.filter(pl.col("captured_at") >= datetime(day.year, day.month, day.day, tzinfo=UTC))
