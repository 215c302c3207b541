"""Captures out of the warehouse, a few at a time: bodies of a whole table fit no memory."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from tasks.model.records import Capture
from tasks.places.place import Place
from tasks.storage.captures import to_captures
from tasks.storage.lookup import published_rows
from tasks.storage.warehouse import read

_SLICE = 32  # captures, each of up to 10 MB


def wanted(warehouse: Place, since: date | None = None, outlet: str | None = None) -> pl.DataFrame:
    """Which captures there are: `capture_id`, `captured_at` and `month`, in the order of their times.

    Args:
        warehouse: the warehouse.
        since: the first day, in UTC; None: from the beginning.
        outlet: only those of this outlet, as the reader knew or cleaning found; None: of all.
    """
    found = read(warehouse, "captures", ("capture_id", "captured_at", "month", "outlet"))
    if since is not None:
        start = datetime(since.year, since.month, since.day, tzinfo=ZoneInfo("UTC"))
        found = found.filter(pl.col("month") >= since.strftime("%Y-%m"), pl.col("captured_at") >= start)
    if outlet is not None:
        cleaned = read(warehouse, "articles", ("capture_id", "outlet")).filter(pl.col("outlet") == outlet)
        ids = cleaned.select("capture_id").unique().collect()["capture_id"].implode()
        found = found.filter((pl.col("outlet") == outlet) | pl.col("capture_id").is_in(ids))
    return found.select("capture_id", "captured_at", "month").sort("captured_at", "capture_id").collect()


def located(warehouse: Place, ids: pl.Series) -> pl.DataFrame:
    """The captures with these ids, with `locator`, and as `wanted` names them.

    An article's own `captured_at` may be another one: of bytes that several topics have read, the last look stands.
    """
    found = published_rows(warehouse, "captures", "capture_id", ids, ("capture_id", "captured_at", "month", "locator"))
    return found.sort("captured_at", "capture_id")


def kept(warehouse: Place, rows: pl.DataFrame) -> pl.DataFrame:
    """Those of the captures that `wanted` or `located` has named whose bytes are still kept."""
    whole = _near(warehouse, rows).filter(pl.col("body").is_not_null()).select("capture_id")
    return rows.join(whole.collect(), on="capture_id", how="semi", maintain_order="left")


def captures_of(warehouse: Place, rows: pl.DataFrame) -> Iterator[Capture]:
    """The captures that `wanted` or `located` has named, in their order; at most 32 bodies are in memory."""
    for first in range(0, rows.height, _SLICE):
        part = rows.slice(first, _SLICE)
        found = _near(warehouse, part).filter(pl.col("capture_id").is_in(part["capture_id"].implode()))
        yield from to_captures(found.sort("captured_at", "capture_id").collect())


def _near(warehouse: Place, rows: pl.DataFrame) -> pl.LazyFrame:
    """The captures of these months and between these times: of others no body is read."""
    return read(warehouse, "captures").filter(
        pl.col("month").is_in(rows["month"].unique().implode()),
        pl.col("captured_at").is_between(rows["captured_at"].min(), rows["captured_at"].max()),
    )
