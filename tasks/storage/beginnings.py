"""Ids as people give them: by their beginning."""

import polars as pl

from tasks.model.errors import ConfigError

_MOST_LISTED = 5  # more ids than this are no help to choose from


def whole_id(rows: pl.LazyFrame, column: str, given: str, where: object) -> str:
    """The only id in a column that begins so.

    Args:
        rows: a table's.
        column: which holds the ids.
        given: an id, or the beginning of one.
        where: what to call the place that was looked in.

    Raises:
        ConfigError: there is none, or more than one.
    """
    begin = pl.col(column).str.starts_with(given)
    ids = rows.filter(begin).select(pl.col(column).unique().sort()).collect()[column]
    return only_id(ids, given, where)


def only_id(ids: pl.Series, given: str, where: object) -> str:
    """The only one of the ids that were found to begin so; they are sorted, and called as their column is.

    Raises:
        ConfigError: there is none, or more than one.
    """
    if not given or ids.is_empty():
        raise ConfigError(f"No {ids.name} in {where} begins with {given!r}.")
    if ids.len() > 1:
        listed = ", ".join(ids.head(_MOST_LISTED)) + (", …" if ids.len() > _MOST_LISTED else "")
        raise ConfigError(f"{ids.len()} {ids.name}s in {where} begin with {given!r}: {listed}. Give more of it.")
    return str(ids[0])
