"""What is expected of a table, and the Great Expectations suite made from it.

Each thing expected is declared once and said twice: as a polars expression, by which rows are parted, and as one of
Great Expectations' own expectations, for its Data Docs; a test holds the two together. Great Expectations reads pandas
and knows rules within one column. So closed sets, ranges and keys are its own expectations; whatever crosses columns or
tables is computed in polars as a boolean column and expected to be true. Long texts, bytes and nested values are not
handed over: converting them takes longer than every check together.
"""

import importlib
import logging
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import Any, Literal

import polars as pl

from expectations.contract import Column, Context, Reference, Scope, Severity, Table, expression

ROW = "_row"
COLUMNS = "columns_as_declared"
# It sets a level of its own, and tells of every folder that it makes.
_TALKATIVE = "great_expectations.data_context.types.base"
Kind = Literal["columns", "known", "in_range", "unique", "true"]


@dataclass(frozen=True)
class Expected:
    """One thing expected of a table.

    Attributes:
        name: unique in the table; results, rejects and Data Docs call it so.
        description: in words, as a statement that should be true.
        kind: which of Great Expectations' own expectations says it.
        severity: `critical` stops the rows or the table, `warning` is reported.
        scope: whether it costs the failing rows or the batch.
        column: the column it is about; None for the whole table.
        holds: where it is computed, the test of each row.
    """

    name: str
    description: str
    kind: Kind
    severity: Severity = "critical"
    scope: Scope = "row"
    column: Column | None = None
    holds: Callable[[pl.DataFrame, Context], pl.Series] | None = None


def expected(table: Table) -> tuple[Expected, ...]:
    """All that is expected of the table, in the order in which a broken row is told of it."""
    return (
        Expected(COLUMNS, "every declared column is there, of its type", "columns", scope="table"),
        Expected("key_unique", f"no two rows share {', '.join(table.key)}", "unique", scope="table"),
        _required(table),
        *(wish for column in table.columns for wish in _of_column(column)),
        *(_of_reference(reference) for reference in table.references),
        *(
            Expected(rule.name, rule.description, "true", rule.severity, rule.scope, None, rule.holds)
            for rule in table.rules
        ),
    )


def _required(table: Table) -> Expected:
    """One expectation for all columns that are never null: one each would be half of the suite's fixed cost."""
    names = [column.name for column in table.columns if not column.nullable]
    present = pl.all_horizontal(pl.col(name).is_not_null() for name in names)
    words = f"none of these is null: {', '.join(names)}"
    return Expected("required_present", words, "true", holds=expression(present))


def _of_column(column: Column) -> list[Expected]:
    wishes = []
    if column.values is not None:
        words = f"{column.name} is one of {', '.join(column.values)}"
        wishes.append(Expected(f"{column.name}_known", words, "known", column=column))
    if column.least is not None or column.most is not None:
        words = f"{column.name} is {bounds(column)}"
        wishes.append(Expected(f"{column.name}_in_range", words, "in_range", column=column))
    return wishes


def bounds(column: Column) -> str:
    """The column's smallest and largest value in words; empty where it has none."""
    match (column.least, column.most):
        case (None, None):
            return ""
        case (least, None):
            return f"at least {least}"
        case (None, most):
            return f"at most {most}"
        case (least, most):
            return f"{least} to {most}"
    raise AssertionError("unreachable")


def _of_reference(reference: Reference) -> Expected:
    to = dict(zip(reference.to, reference.columns, strict=True))

    def holds(frame: pl.DataFrame, context: Context) -> pl.Series:
        known = context.known(reference.table, reference.to).rename(to)
        marked = reference.told_in(frame).join(
            known.with_columns(_known=pl.lit(True)), on=reference.columns, how="left", maintain_order="left"
        )
        nothing = pl.any_horizontal(pl.col(name).is_null() for name in reference.columns)
        good = marked.select("_row", (nothing | pl.col("_known").is_not_null()).alias("_good"))
        return good.group_by("_row", maintain_order=True).agg(pl.col("_good").all())["_good"]

    told = (*filter(None, [reference.within]), *reference.columns)
    words = (
        f"{', '.join(reference.columns)}{f' in {reference.within}' if reference.within else ''} is in {reference.table}"
    )
    return Expected(f"{'_'.join(told)}_exists", words, "true", scope=reference.scope, holds=holds)


def viewed(table: Table, frame: pl.DataFrame, context: Context, wishes: tuple[Expected, ...]) -> pl.DataFrame:
    """What is looked at: the columns that something is expected of, a column a computed rule, and the row's number.

    The other columns are there by name only, without a value.
    """
    looked_into = set(table.key) if any(wish.kind == "unique" for wish in wishes) else set()
    looked_into |= {wish.column.name for wish in wishes if wish.column is not None}
    columns = (name if name in looked_into else pl.lit(1.0).alias(name) for name in frame.columns)
    computed = (wish.holds(frame, context).alias(wish.name) for wish in wishes if wish.holds is not None)
    return frame.select(*columns, *computed).with_row_index(ROW)


def failing(table: Table, wish: Expected) -> pl.Expr:
    """Whether a row of what `viewed` gives breaks this expectation; as in Great Expectations, null breaks none.

    Of rows that share a key each one does. The columns of a frame that `viewed` takes whole are as declared.
    """
    column = wish.column
    match wish.kind:
        case "true":
            broken = ~pl.col(wish.name)
        case "known" if column is not None:
            broken = ~pl.col(column.name).is_in(list(column.values or ()))
        case "in_range" if column is not None:
            broken = ~pl.col(column.name).is_between(
                -inf if column.least is None else column.least, inf if column.most is None else column.most
            )
        case "unique":
            told = pl.any_horizontal(pl.col(name).is_not_null() for name in table.key)
            broken = pl.struct(table.key).is_duplicated() & told
        case "columns":
            broken = pl.repeat(False, pl.len())
        case _:
            raise AssertionError(f"{wish.name} is about a column, and names none")
    return broken.fill_null(False)


def suite(table: Table, wishes: tuple[Expected, ...]) -> Any:
    """The Great Expectations suite of these expectations."""
    made = [_expectation(table, wish) for wish in wishes]
    return great_expectations().ExpectationSuite(name=table.name, expectations=made)


def _expectation(table: Table, wish: Expected) -> Any:
    column = wish.column
    common = {"severity": wish.severity, "meta": {"name": wish.name}, "description": wish.description}
    match wish.kind:
        case "columns":
            names = [declared.name for declared in table.columns]
            return _read_once("ExpectTableColumnsToMatchSet")(column_set=names, exact_match=False, **common)
        case "unique" if len(table.key) == 1:
            return _read_once("ExpectColumnValuesToBeUnique")(column=table.key[0], **common)
        case "unique":
            return _read_once("ExpectCompoundColumnsToBeUnique")(column_list=list(table.key), **common)
        case "true":
            return _read_once("ExpectColumnValuesToBeInSet")(column=wish.name, value_set=[True], **common)
    assert column is not None
    match wish.kind:
        case "known":
            values = list(column.values or ())
            return _read_once("ExpectColumnValuesToBeInSet")(column=column.name, value_set=values, **common)
        case "in_range":
            low, high = column.least, column.most
            return _read_once("ExpectColumnValuesToBeBetween")(
                column=column.name, min_value=low, max_value=high, **common
            )
    raise AssertionError(f"{wish.kind} is no kind of expectation")


@cache
def _read_once(name: str) -> Any:
    """Great Expectations' class of this name, which copies its own settings once and not 80 times a check.

    Each look at one of its settings copies all of them: that was 4 in 10 parts of the time of every check.
    """
    base = getattr(great_expectations().expectations, name)
    private = importlib.import_module("great_expectations.compatibility.pydantic").PrivateAttr

    def configuration(self: Any) -> Any:
        if self._configuration is None:
            self._configuration = base.configuration.fget(self)
        return self._configuration

    def changed(self: Any, attribute: str, value: Any) -> None:
        base.__setattr__(self, attribute, value)
        if attribute in self.__fields__:
            self._configuration = None

    own = {
        "__module__": __name__,
        "__annotations__": {"_configuration": Any},
        "_configuration": private(None),
        "configuration": property(configuration),
        "__setattr__": changed,
    }
    return type(base)(f"{name}ReadOnce", (base,), own)


def great_expectations() -> Any:
    """The library, imported when first needed: that takes 3 to 7 seconds. It is told not to call home."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it imports sre_constants, deprecated since Python 3.11
        importlib.import_module("great_expectations.expectations")
        logging.getLogger(_TALKATIVE).setLevel(logging.WARNING)
        return importlib.import_module("great_expectations")
