"""Frames of rows are those that polars makes itself, lists of mappings included."""

import polars as pl
import pytest

from tasks.model.frames import frame_of

SCHEMA = {
    "name": pl.String,
    "outlets": pl.List(pl.String),
    "variants": pl.List(pl.Struct({"outlet": pl.String, "quotes": pl.Int32, "words": pl.List(pl.Int64)})),
    "share": pl.Float64,
}
ROWS = [
    {"name": "أ", "outlets": ["a", "b"], "variants": [{"outlet": None, "quotes": 2, "words": [1, 2]}], "share": 0.5},
    {"name": None, "outlets": [], "variants": [], "share": None},
    {
        "name": "ج",
        "outlets": [None],
        "variants": [{"outlet": "c", "quotes": 1, "words": []}, {"outlet": "d", "quotes": 3, "words": [4]}],
        "share": 1.0,
    },
]


@pytest.mark.parametrize("rows", [ROWS, ROWS[1:2], []], ids=["several", "empty lists alone", "none"])
def test_a_frame_holds_its_rows(rows: list[dict[str, object]]) -> None:
    found = frame_of(rows, SCHEMA)
    assert found.schema == pl.Schema(SCHEMA)
    assert found.to_dicts() == rows


def test_a_row_that_lacks_a_column_is_no_row() -> None:
    with pytest.raises(KeyError, match="outlets"):
        frame_of([{"name": "أ"}], SCHEMA)
