"""Make a large warehouse of a small one: its articles again and again, later and with other ids, committed as runs do.

Who is named is the same in every copy, as it is where news goes on: entities are written once, with all their counts.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from expectations.contract import Table
from expectations.tables import TABLES
from tasks.storage.warehouse import commit, read

A_MONTH = 20_000  # articles: as much as a topic with fifty outlets gets
# Ids that say who, by whom or in which run, not which article.
_SHARED = frozenset(("entity_id", "speaker_entity_id", "topic_id", "run_id"))
_DIGITS = 3  # of the copy's number, hexadecimal, behind an id: in place of its end it would make some ids equal


def replay(base: Path, warehouse: Path, articles: int) -> int:
    """Fill a warehouse with so many articles, or a few more, of those of another one; how many there are.

    Args:
        base: the small one.
        warehouse: the large one, which does not exist yet.
        articles: how many.
    """
    frames = {name: read(base, name).collect() for name in TABLES}
    each = frames["articles"].height
    copies = -(-articles // each)
    for copy in range(copies):
        months = copy * each // A_MONTH
        tables = {name: copied(TABLES[name], frame, copy, months) for name, frame in frames.items() if _is_copied(name)}
        rest = {name: frames[name] for name in ("entity_redirects", "runs")} if not copy else {}
        commit(warehouse, f"replay/{copy:05d}", {**tables, **rest}, {})
    last = copies * each // A_MONTH
    commit(warehouse, "replay/entities", {"entities": _counted(frames["entities"], copies, last)}, {})
    return copies * each


def _is_copied(name: str) -> bool:
    return name not in ("entities", "entity_redirects", "runs")


def copied(table: Table, frame: pl.DataFrame, copy: int, months: int) -> pl.DataFrame:
    """The rows with the ids and times of this copy; the first one is as it was."""
    if not copy:
        return frame
    return frame.with_columns(_changed(pl.col(one.name), one.name, one.dtype, copy, months) for one in table.columns)


def _changed(column: pl.Expr, name: str, dtype: object, copy: int, months: int) -> pl.Expr:
    """A column, or a field inside of lists, as this copy has it."""
    if name == "month":
        return (column + "-01").str.to_date().dt.offset_by(f"{months}mo").dt.strftime("%Y-%m")
    if isinstance(dtype, pl.Datetime):
        return column.dt.offset_by(f"{months}mo")
    if isinstance(dtype, pl.List) and isinstance(dtype.inner, pl.Struct):
        fields = (_changed(pl.field(one.name), one.name, one.dtype, copy, months) for one in dtype.inner.fields)
        return column.list.eval(pl.element().struct.with_fields(*fields))
    if dtype == pl.String and name not in _SHARED and (name.endswith("_id") or name == "duplicate_cluster"):
        return column + f"{copy:0{_DIGITS}x}"
    return column


def _counted(entities: pl.DataFrame, copies: int, months: int) -> pl.DataFrame:
    """The entities as they stand after all copies: the same names, so many times as many mentions."""
    counted = {"names": "mentions", "aliases": "mentions", "company": "articles"}
    lists = [_multiplied(name, field, copies) for name, field in counted.items()]
    numbers = [(pl.col(name) * copies).cast(pl.Int32) for name in ("mentions", "articles")]
    return entities.with_columns(*lists, *numbers, pl.col("last_seen").dt.offset_by(f"{months}mo"))


def _multiplied(name: str, field: str, times: int) -> pl.Expr:
    return pl.col(name).list.eval(pl.element().struct.with_fields((pl.field(field) * times).cast(pl.Int32)))


def files(warehouse: Path) -> Mapping[str, int]:
    """How many files the newest snapshot has, by table."""
    shown = (warehouse / "current").resolve()
    return {path.name: sum(1 for _ in path.rglob("*.parquet")) for path in sorted(shown.iterdir())}
