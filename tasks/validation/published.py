"""The published keys that a batch refers to: only those, a warehouse is larger than a batch."""

from collections.abc import Mapping

import polars as pl

from expectations.tables import TABLES
from tasks.places.place import Place
from tasks.storage.lookup import rows_with
from tasks.storage.warehouse import read

# What rules look into besides: the text that a row's offsets count in, where the row's article is published already.
_LOOKED_INTO = {"articles": ("text",)}


def published_keys(
    warehouse: Place, frames: Mapping[str, pl.DataFrame], replaced: Mapping[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """By table, the keys that staged rows refer to, that are not staged, and that will still be published afterwards.

    Of `articles` the text comes with them.

    Args:
        warehouse: where the tables are.
        frames: the batch's staged rows.
        replaced: the values whose published rows the batch takes away.
    """
    return {
        table: _there(table, to, _lasting(warehouse, table, replaced), keys)
        for (table, to), parts in _referred(frames).items()
        if (keys := _not_staged(pl.concat(parts).drop_nulls().unique(), frames.get(table), to)).height
    }


def _referred(frames: Mapping[str, pl.DataFrame]) -> dict[tuple[str, tuple[str, ...]], list[pl.DataFrame]]:
    """What staged rows refer to, by table and its columns."""
    found: dict[tuple[str, tuple[str, ...]], list[pl.DataFrame]] = {}
    for name, frame in frames.items():
        for reference in TABLES[name].references:
            if not set(reference.read) - set(frame.columns):
                to = dict(zip(reference.columns, reference.to, strict=True))
                told = reference.told_in(frame).select(*to).rename(to)
                found.setdefault((reference.table, reference.to), []).append(told)
    return found


def _not_staged(keys: pl.DataFrame, staged: pl.DataFrame | None, to: tuple[str, ...]) -> pl.DataFrame:
    known = staged is not None and not set(to) - set(staged.columns)
    return keys.join(staged, on=to, how="anti") if staged is not None and known else keys


def _there(table: str, to: tuple[str, ...], lasting: pl.LazyFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """Those of the keys that are there, with what is looked into besides."""
    if table in _LOOKED_INTO:
        return rows_with(lasting, TABLES[table], keys, (*to, *_LOOKED_INTO[table]))
    return lasting.select(to).join(keys.lazy(), on=to, how="semi").collect()


def _lasting(warehouse: Place, table: str, replaced: Mapping[str, pl.DataFrame]) -> pl.LazyFrame:
    rows = read(warehouse, table)
    if table not in replaced:
        return rows
    return rows.join(replaced[table].lazy(), on=replaced[table].columns, how="anti")
