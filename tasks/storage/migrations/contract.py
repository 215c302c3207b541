"""What a migration is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

Change = Callable[[pl.LazyFrame], pl.LazyFrame | None]
"""`change(rows)`: the rows of a table as the new format has them, made row by row; None where they are so already."""


@dataclass(frozen=True)
class Migration:
    """From the format before `to` to `to`.

    Attributes:
        to: the format of the warehouse afterwards.
        what: what it does, a sentence for the user without its full stop.
        changes: by table, how its rows change; they are written anew where they do.
        may_be_null: by table, columns that may be null from now on. No row is written anew for that.
        properties: of all Delta tables, what is set otherwise.
    """

    to: int
    what: str
    changes: Mapping[str, Change] = field(default_factory=dict)
    may_be_null: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)


def filling(**values: pl.Expr) -> Change:
    """A change that adds columns where they are not there, with these values in the rows of before."""

    def change(rows: pl.LazyFrame) -> pl.LazyFrame | None:
        there = set(rows.collect_schema())
        missing = {name: value for name, value in values.items() if name not in there}
        return rows.with_columns(**missing) if missing else None

    return change
