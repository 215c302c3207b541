"""Whether every row satisfies its table's declaration: one month of one table in memory at a time."""

from collections.abc import Iterator
from datetime import datetime

import polars as pl

from expectations.contract import Context, Table
from expectations.suites import Expected, expected, failing, viewed
from expectations.tables import TABLES
from tasks.storage import snapshot
from tasks.storage.snapshot import Shown
from tasks.upkeep.findings import Finding

# Rows whose keys are compared at once: of a key of 20 letters some 300 MB.
MOST_KEYS = 4_000_000
# What rules look into of the article that a row belongs to.
_LOOKED_INTO = {"articles": ("text",)}


def row_findings(shown: Shown, table: Table, now: datetime) -> Iterator[Finding]:
    """The critical rules of a row that rows of the table break, references and offsets among them.

    Rules about a batch as a whole are not looked at: they say what may be published, not what a table may hold.

    Args:
        shown: the snapshot.
        table: the table.
        now: UTC; what "in the future" is measured from.
    """
    wishes = tuple(wish for wish in expected(table) if wish.severity == "critical" and wish.scope == "row")
    wishes = tuple(wish for wish in wishes if wish.kind in ("true", "known", "in_range"))
    for month in months(shown, table):
        rows = of_month(shown, table, month).select(_looked_into(table)).collect()
        context = Context(_every(shown, table), _referred(shown, table, rows, month), now)
        yield from _broken(table, rows, context, wishes)


def months(shown: Shown, table: Table) -> list[str | None]:
    """The months that the table has rows of; one None where it has no months."""
    if not table.partitioned:
        return [None]
    return list(snapshot.scan(shown, table.name).select("month").unique().collect()["month"].sort())


def of_month(shown: Shown, table: Table, month: str | None) -> pl.LazyFrame:
    """The rows of one of `months`."""
    rows = snapshot.scan(shown, table.name)
    return rows if month is None else rows.filter(pl.col("month") == month)


def _looked_into(table: Table) -> list[str]:
    """All columns but bytes that may be missing: nothing is expected of them, and they are most of the warehouse."""
    return [column.name for column in table.columns if not (column.nullable and column.dtype == pl.Binary)]


def _every(shown: Shown, table: Table) -> dict[str, pl.DataFrame]:
    """What a rule of this table finds in place of the batch's other tables: all their keys, of the small ones."""
    small = (other for other in TABLES.values() if not other.partitioned and not table.partitioned)
    return {other.name: snapshot.scan(shown, other.name).select(other.key).collect() for other in small}


def _referred(shown: Shown, table: Table, rows: pl.DataFrame, month: str | None) -> dict[str, pl.DataFrame]:
    """What the rows refer to and is there: the keys, and of articles the texts."""
    keys: dict[str, list[pl.DataFrame]] = {}
    for reference in table.references:
        to = dict(zip(reference.columns, reference.to, strict=True))
        keys.setdefault(reference.table, []).append(reference.told_in(rows).select(*to).rename(to))
    return {
        name: _found(shown, TABLES[name], pl.concat(told).drop_nulls().unique(), month) for name, told in keys.items()
    }


def _found(shown: Shown, table: Table, keys: pl.DataFrame, month: str | None) -> pl.DataFrame:
    """The rows with these keys: those of the same month first, where those of an article lie, then of all others."""
    columns = [*keys.columns, *_LOOKED_INTO.get(table.name, ())]
    rows = snapshot.scan(shown, table.name)
    if month is None or not table.partitioned:
        return _with_keys(rows.select(columns), keys)
    near = _with_keys(rows.filter(pl.col("month") == month).select(columns), keys)
    far = keys.join(near, on=keys.columns, how="anti")
    if far.is_empty():
        return near
    elsewhere = rows.filter(pl.col("month") != month)
    first = _with_keys(elsewhere.select(keys.columns), far)  # the texts only of what is there
    return near if first.is_empty() else pl.concat([near, _with_keys(elsewhere.select(columns), first)])


def _with_keys(rows: pl.LazyFrame, keys: pl.DataFrame) -> pl.DataFrame:
    return rows.join(keys.lazy(), on=keys.columns, how="semi").collect()


def _broken(table: Table, rows: pl.DataFrame, context: Context, wishes: tuple[Expected, ...]) -> Iterator[Finding]:
    view = viewed(table, rows, context, wishes)
    for wish in wishes:
        wrong = view.filter(failing(table, wish))
        if wrong.height:
            example = rows.row(int(wrong["_row"][0]), named=True)
            yield Finding(table.name, wish.name, wrong.height, key_of(table, example))


def key_of(table: Table, row: dict[str, object]) -> str:
    """The row's key in words."""
    return ", ".join(f"{name} {row[name]}" for name in table.key)


def key_findings(shown: Shown, table: Table, most: int = MOST_KEYS) -> Iterator[Finding]:
    """Keys that several rows share, wherever they lie.

    The table is read as often as it has `most` rows: each time the keys are compared that fall into one part of them.
    """
    keys = snapshot.scan(shown, table.name).select(table.key)
    parts = keys.select(pl.len()).collect().item() // most + 1
    for part in range(parts):
        mine = keys.filter(pl.struct(table.key).hash() % parts == part) if parts > 1 else keys
        doubled = mine.group_by(table.key).len().filter(pl.col("len") > 1).collect()
        if doubled.height:
            yield Finding(table.name, "key_unique", doubled.height, key_of(table, doubled.row(0, named=True)))
