"""How steps look published rows up without knowing where they lie."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import polars as pl


class Published(Protocol):
    """Looks published rows up: `tasks.storage.lookup.published_rows` of a warehouse."""

    def __call__(
        self,
        table: str,
        column: str | Sequence[str],
        values: pl.Series,
        columns: Sequence[str] | None = None,
        months: Sequence[str] | None = None,
    ) -> pl.DataFrame:
        """The published rows of `table` with one of `values` in `column`: all columns or these, all months or these.

        Of several columns it is enough that one has one of the values.
        """
        ...


def texts(values: Iterable[str]) -> pl.Series:
    """The values, each once and in order, as a column of text."""
    return pl.Series("values", sorted(set(values)), dtype=pl.String)
