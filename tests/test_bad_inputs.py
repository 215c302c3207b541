"""The list of bad inputs, bad-inputs.csv, is whole and true: each has its outcome and tests that are there."""

import ast
import csv
from functools import cache
from pathlib import Path

import pytest

from expectations.vocabulary import REASONS

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = ["number", "input", "outcome", "reason", "test"]
NUMBERS = range(1, 81)
# Reasons that say nothing of the input: it is not what was asked for, our own tables are wrong, or it was let go of.
NOT_OF_INPUTS = {"off_topic", "expectation", "expired"}

with (ROOT / "tests" / "bad-inputs.csv").open(encoding="utf-8", newline="") as _file:
    _reader = csv.DictReader(_file)
    ROWS = list(_reader)
    HEADER = _reader.fieldnames


@cache
def functions(path: str) -> frozenset[str]:
    """The tests that a file defines."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


def test_every_number_is_there_once_and_in_order() -> None:
    assert HEADER == COLUMNS
    assert [row["number"] for row in ROWS] == [str(number) for number in NUMBERS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["number"]))
def test_each_has_an_outcome_reasons_that_are_known_and_tests_that_are_there(row: dict[str, str]) -> None:
    assert all(row[column] == row[column].strip() != "" for column in ("input", "outcome", "test"))
    assert set(row["reason"].split()) <= set(REASONS)
    for test in row["test"].split():
        path, _, name = test.partition("::")
        assert name in functions(path), test


def test_every_reason_is_that_of_an_input() -> None:
    named = {reason for row in ROWS for reason in row["reason"].split()}
    assert named == set(REASONS) - NOT_OF_INPUTS
