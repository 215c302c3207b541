"""Let go of the bytes of old captures: the rows stay, and with them ids, digests, references and all that came of them.

Whole months go, once their last day is old enough: a month's files are then written once more, without their largest
column, and never again.
"""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from expectations.captures import CAPTURES
from tasks.storage import snapshot
from tasks.storage.amending import amend
from tasks.storage.delta import live_files, open_table, put_month, sync, table_path
from tasks.storage.warehouse import read


def forget(warehouse: Path, days: int, now: datetime) -> tuple[str, ...]:
    """Drop the bodies of captures, a month at a time.

    Args:
        warehouse: the warehouse.
        days: how long they are kept at least; 0 for ever.
        now: UTC.

    Returns:
        The months whose bodies went.
    """
    folder = snapshot.current(warehouse)
    if not days or not isinstance(folder, Path):
        return ()
    first_kept = (now - timedelta(days=days)).strftime("%Y-%m")
    with_bodies = [month for month in sorted(_months(folder)) if month < first_kept and _has_bodies(folder, month)]
    for month in with_bodies:
        amend(warehouse, f"bodies of {month} dropped", partial(_drop, warehouse, month))
    return tuple(with_bodies)


def _months(folder: Path) -> list[str]:
    return list(snapshot.scan(folder, CAPTURES.name).select("month").unique().collect()["month"])


def _has_bodies(folder: Path, month: str) -> bool:
    """Whether any body of the month is there: by the files' statistics, no body is read."""
    return any(_bodies(file) for file in (folder / CAPTURES.name / f"month={month}").glob("*.parquet"))


def _bodies(file: Path) -> int:
    """How many bodies the file holds."""
    told = pq.read_metadata(file)
    body = told.schema.names.index("body")
    groups = (told.row_group(number).column(body) for number in range(told.num_row_groups))
    return sum(group.num_values - group.statistics.null_count for group in groups)


def _drop(warehouse: Path, month: str) -> None:
    rows = read(warehouse, CAPTURES.name).filter(pl.col("month") == month).drop("body").collect()
    without = rows.with_columns(pl.lit(None, pl.Binary).alias("body"))
    captures = open_table(warehouse, CAPTURES)
    before = set(live_files(captures))
    put_month(captures, CAPTURES, without, month)
    sync(table_path(warehouse, CAPTURES), set(live_files(captures)) - before)
