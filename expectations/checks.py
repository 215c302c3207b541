"""Run a table's suite over a staged frame, and part the rows that hold from those that broke a critical expectation."""

import importlib
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import polars as pl

from expectations.contract import Context, Severity, Table
from expectations.schemas import conform, empty
from expectations.suites import COLUMNS, ROW, Expected, expected, failing, great_expectations, suite, viewed
from expectations.tables import TABLES

BROKEN = "broken"
# Great Expectations keeps one context for the process; two threads would validate into each other's.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Result:
    """What came of one expectation: rows checked, rows that failed."""

    table: str
    expectation: str
    severity: Severity
    checked: int
    failed: int


@dataclass(frozen=True)
class Checked:
    """What came of checking a table.

    Attributes:
        passed: the rows that broke no critical expectation, with the table's columns.
        broken: the other rows, with the names of what they broke in one more column, the list `broken`.
        results: one a expectation, in the suite's order; none for a table without rows.
        failures: critical expectations of the whole table that failed, in words; any of them stops the batch.
        report: Great Expectations' own result, for its Data Docs; None for a table without rows.
    """

    passed: pl.DataFrame
    broken: pl.DataFrame
    results: tuple[Result, ...] = ()
    failures: tuple[str, ...] = ()
    report: Mapping[str, Any] | None = None


def check_batch(frames: Mapping[str, pl.DataFrame], context: Context) -> dict[str, Checked]:
    """Check every staged table, what others refer to first.

    A row that fails takes along what refers to it: a later table is checked against the rows that passed.

    Args:
        frames: the staged tables, by name; tables that are not there have no rows.
        context: the published keys and the time; its `frames` are not used.
    """
    seen = replace(context, frames={name: empty(table) for name, table in TABLES.items()})
    found: dict[str, Checked] = {}
    for table in in_order(frames):
        found[table.name] = check_table(table, frames[table.name], seen)
        seen = replace(seen, frames={**seen.frames, table.name: found[table.name].passed})
    return found


def in_order(frames: Mapping[str, pl.DataFrame]) -> list[Table]:
    """The tables, each behind those that it refers to."""
    waiting, ordered = [TABLES[name] for name in TABLES if name in frames], list[Table]()
    while waiting:
        names = {table.name for table in waiting}
        ready = [table for table in waiting if not names & {reference.table for reference in table.references}]
        ordered += ready
        waiting = [table for table in waiting if table not in ready]
    return ordered


def check_table(table: Table, frame: pl.DataFrame, context: Context) -> Checked:
    """Check one table; a rule that looks at other tables finds them in the context."""
    wrong = undeclared(table, frame)
    if wrong:
        columns = expected(table)[:1]
        report = _run(table, viewed(table, frame.drop(wrong, strict=False), context, columns), columns)
        failed = Result(table.name, COLUMNS, "critical", len(table.columns), len(wrong))
        words = f"{table.name}: {', '.join(wrong)} is missing or of another type"
        return Checked(empty(table), _none_broken(frame), (failed,), (words,), report)
    rows = conform(table, frame)
    if rows.is_empty():
        return Checked(rows, _none_broken(rows))
    wishes = expected(table)
    view = viewed(table, rows, context, wishes)
    return _parted(table, rows, view, wishes, _run(table, view, wishes))


def _none_broken(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.clear().with_columns(pl.lit(None, dtype=pl.List(pl.String)).alias(BROKEN))


def undeclared(table: Table, frame: pl.DataFrame) -> list[str]:
    """The declared columns that the frame lacks, or has with values that are none of their type."""
    return [column.name for column in table.columns if not _fits(frame, column.name, column.dtype)]


def _fits(frame: pl.DataFrame, name: str, dtype: Any) -> bool:
    if frame.schema.get(name) == dtype:
        return True
    try:
        frame.select(pl.col(name).cast(dtype))
    except pl.exceptions.PolarsError:
        return False
    return True


def _run(table: Table, view: pl.DataFrame, wishes: tuple[Expected, ...]) -> Mapping[str, Any]:
    """Great Expectations' result as plain JSON, with counts and some values of every expectation that failed.

    Counting triples the time of an expectation (10 to 30 ms), so only those that failed are asked.
    """
    with _ONE_AT_A_TIME:
        data = _frames().get_batch(batch_parameters={"dataframe": view.to_pandas()})
        report: Mapping[str, Any] = data.validate(suite(table, wishes), result_format="BOOLEAN_ONLY").to_json_dict()
        failed = {_name(outcome) for outcome in report["results"] if not outcome["success"]}
        again = suite(table, tuple(wish for wish in wishes if wish.name in failed))
        detailed = data.validate(again, result_format="BASIC").to_json_dict()["results"] if failed else []
    outcomes = {_name(outcome): outcome for outcome in (*report["results"], *detailed)}
    return {**report, "results": [outcomes[wish.name] for wish in wishes]}


def _name(outcome: Mapping[str, Any]) -> str:
    return str(outcome["expectation_config"]["meta"]["name"])


@cache
def _frames() -> Any:
    """What takes a frame to validate, one for the process.

    A new context a table would cost as much as three expectations, and a new asset as well: with each the whole
    configuration is written down twice.
    """
    context = great_expectations().get_context(mode="ephemeral")
    bars = importlib.import_module("great_expectations.data_context.types.base").ProgressBarsConfig
    context.variables.progress_bars = bars(globally=False)
    asset = context.data_sources.pandas_default.add_dataframe_asset("staged")
    return asset.add_batch_definition_whole_dataframe("whole")


def _parted(
    table: Table, rows: pl.DataFrame, view: pl.DataFrame, wishes: tuple[Expected, ...], report: Mapping[str, Any]
) -> Checked:
    told = list(zip(wishes, report["results"], strict=True))
    results = tuple(_result(table, wish, outcome, rows.height) for wish, outcome in told)
    failed = {result.expectation: result.failed for result in results if result.failed}
    costly = [wish for wish in wishes if wish.name in failed and wish.severity == "critical" and wish.scope == "row"]
    found = {wish.name: view.filter(failing(wish))[ROW] for wish in costly}
    broken = _broken(rows, found)
    return Checked(
        passed=rows.filter(~pl.int_range(pl.len()).is_in(broken[ROW].implode())),
        broken=broken.drop(ROW),
        results=results,
        failures=(*_failures(table, told), *_miscounted(table, found, failed)),
        report=report,
    )


def _broken(rows: pl.DataFrame, found: Mapping[str, pl.Series]) -> pl.DataFrame:
    """The rows that failed, numbered, with what each broke, from the numbers of the rows that broke each."""
    parts = [numbers.to_frame().with_columns(pl.lit(name).alias(BROKEN)) for name, numbers in found.items()]
    none = pl.DataFrame(schema={ROW: pl.get_index_type(), BROKEN: pl.String})
    named = pl.concat([none, *parts]).group_by(ROW, maintain_order=True).agg(BROKEN)
    return rows.with_row_index(ROW).join(named, on=ROW, how="inner", maintain_order="left")


def _miscounted(table: Table, found: Mapping[str, pl.Series], failed: Mapping[str, int]) -> Iterator[str]:
    """Expectations of which Great Expectations counts other rows as failed than were found; there should be none."""
    for name, numbers in found.items():
        if numbers.len() != failed[name]:
            yield f"{table.name}: {name} could not be checked: {failed[name]} rows fail, {numbers.len()} were found"


def _result(table: Table, wish: Expected, outcome: Mapping[str, Any], rows: int) -> Result:
    """A whole-table expectation without a count of rows counts its rows as failed, all or none."""
    failed = outcome["result"].get("unexpected_count", 0 if outcome["success"] else rows)
    return Result(table.name, wish.name, wish.severity, rows, int(failed))


def _failures(table: Table, told: Iterable[tuple[Expected, Mapping[str, Any]]]) -> Iterator[str]:
    """Critical expectations of the table that failed, and any that could not even be evaluated."""
    for wish, outcome in told:
        if _raised(outcome):
            yield f"{table.name}: {wish.name} could not be checked: {_raised(outcome)}"
        elif not outcome["success"] and wish.severity == "critical" and wish.scope == "table":
            yield f"{table.name}: {wish.name} failed: it is not true that {wish.description}"


def _raised(outcome: Mapping[str, Any]) -> str:
    """The error's text; Great Expectations keeps it at the top or, keyed by metric, one level below."""
    info = outcome["exception_info"] or {}
    levels = [info, *(value for value in info.values() if isinstance(value, dict))]
    return next((str(level["exception_message"]) for level in levels if level.get("raised_exception")), "")
