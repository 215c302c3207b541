"""Great Expectations' own result on what was checked, for its Data Docs.

It says what `expectations/checks.py` says, with some of the values that were not expected.
"""

import importlib
import threading
from collections.abc import Mapping
from functools import cache
from typing import Any

import polars as pl

from expectations.contract import Table
from expectations.suites import expected, great_expectations, suite

# Great Expectations keeps one context for the process; two threads would validate into each other's.
_ONE_AT_A_TIME = threading.Lock()


def report(table: Table, view: pl.DataFrame) -> Mapping[str, Any]:
    """The result as plain JSON, with counts and some values of every expectation that failed.

    Counting triples the time of an expectation (10 to 30 ms), so only those that failed are asked.

    Args:
        table: the table.
        view: `Checked.view`; where it lacks a declared column, the columns are all that is looked at.
    """
    is_whole = set(table.schema) <= set(view.columns)
    wishes = expected(table) if is_whole else expected(table)[:1]
    with _ONE_AT_A_TIME:
        data = _frames().get_batch(batch_parameters={"dataframe": view.to_pandas()})
        told: Mapping[str, Any] = data.validate(suite(table, wishes), result_format="BOOLEAN_ONLY").to_json_dict()
        failed = {_name(outcome) for outcome in told["results"] if not outcome["success"]}
        again = suite(table, tuple(wish for wish in wishes if wish.name in failed))
        detailed = data.validate(again, result_format="BASIC").to_json_dict()["results"] if failed else []
    outcomes = {_name(outcome): outcome for outcome in (*told["results"], *detailed)}
    return {**told, "results": [outcomes[wish.name] for wish in wishes]}


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
