"""Ids of many rows at once are those of each."""

import polars as pl

from tasks.model.ids import identify, identify_rows


def test_rows_have_the_ids_of_their_fields() -> None:
    rows = pl.DataFrame({"article_id": ["a1", "مقال", ""], "start": [0, 12, 7], "cue_start": [None, 3, None]})
    assert identify_rows("quote", rows).to_list() == [identify("quote", *row) for row in rows.iter_rows()]


def test_no_rows_have_no_ids() -> None:
    assert identify_rows("quote", pl.DataFrame(schema={"start": pl.Int32})).to_list() == []
