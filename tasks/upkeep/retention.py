"""Let go of the bytes of old captures: the rows stay, and with them ids, digests, references and all that came of them.

Whole months go, once their last day is old enough: a month's files are then written once more, without their largest
column, and never again.
"""

from datetime import datetime, timedelta
from functools import partial

import polars as pl

from expectations.captures import CAPTURES
from tasks.places.place import Place
from tasks.storage import snapshot
from tasks.storage.amending import TableVersions, amend
from tasks.storage.delta import at_version, live_files, overwrite, sync, table_path
from tasks.storage.parquet import reading
from tasks.storage.snapshot import Shown
from tasks.storage.warehouse import read


def forget(warehouse: Place, days: int, now: datetime) -> tuple[str, ...]:
    """Drop the bodies of captures, a month at a time.

    Args:
        warehouse: the warehouse.
        days: how long they are kept at least; 0 for ever.
        now: UTC.

    Returns:
        The months whose bodies went.
    """
    shown = snapshot.current(warehouse)
    if not days or shown is None:
        return ()
    first_kept = (now - timedelta(days=days)).strftime("%Y-%m")
    with_bodies = [month for month in sorted(_months(shown)) if month < first_kept and _has_bodies(shown, month)]
    for month in with_bodies:
        amend(warehouse, f"bodies of {month} dropped", partial(_drop, warehouse, month))
    return tuple(with_bodies)


def _months(shown: Shown) -> list[str]:
    return list(snapshot.scan(shown, CAPTURES.name).select("month").unique().collect()["month"])


def _has_bodies(shown: Shown, month: str) -> bool:
    """Whether any body of the month is there: by the files' statistics, no body is read."""
    files = snapshot.files(shown, CAPTURES.name)
    return any(_bodies(file) for file in files if file.parent.name == f"month={month}")


def _bodies(file: Place) -> int:
    """How many bodies the file holds."""
    with reading(file) as opened:
        told = opened.metadata
    body = told.schema.names.index("body")
    groups = (told.row_group(number).column(body) for number in range(told.num_row_groups))
    return sum(group.num_values - group.statistics.null_count for group in groups)


def _drop(warehouse: Place, month: str, held: TableVersions) -> TableVersions:
    rows = read(warehouse, CAPTURES.name).filter(pl.col("month") == month).drop("body").collect()
    without = rows.with_columns(pl.lit(None, pl.Binary).alias("body"))
    root = table_path(warehouse, CAPTURES)
    captures = at_version(root, held[CAPTURES.name])
    before = set(live_files(captures))
    overwrite(captures, CAPTURES, without, month)
    sync(root, set(live_files(captures)) - before)
    return {CAPTURES.name: captures.version()}
