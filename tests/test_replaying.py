"""The warehouses that benchmarks make of a small one hold together as those that runs fill."""

from datetime import UTC, datetime

import polars as pl
from polars.testing import assert_frame_equal

from expectations.schemas import conform
from expectations.statements import STATEMENTS
from tests.replaying import copied

WHEN = datetime(2024, 1, 31, tzinfo=UTC)


def statement(ending: str, when: datetime, month: str) -> pl.DataFrame:
    """A statement of one quote, with this behind each id of its own."""
    variant = {"quote_id": f"q{ending}", "article_id": f"a{ending}", "published_at": when, "wording": "same"}
    row = {"statement_id": f"s{ending}", "quote_id": f"q{ending}", "first_quote_id": f"q{ending}", "run_id": "r"}
    row |= {"speaker_entity_id": "e", "first_said_at": when, "month": month, "variants": [variant]}
    empty = pl.DataFrame([{name: row.get(name) for name in STATEMENTS.schema}], schema=STATEMENTS.schema)
    return conform(STATEMENTS, empty)


def test_a_copy_has_other_ids_and_times_inside_of_lists_too() -> None:
    once = statement("", WHEN, "2024-01")
    assert copied(STATEMENTS, once, 0, 0) is once
    later = statement("00b", datetime(2024, 2, 29, tzinfo=UTC), "2024-02")
    assert_frame_equal(copied(STATEMENTS, once, 11, 1), later)
