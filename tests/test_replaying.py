"""The warehouses that benchmarks make of a small one hold together as those that runs fill."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from expectations.schemas import conform
from expectations.statements import STATEMENTS
from tasks.storage.warehouse import read
from tests.replaying import copied, replay

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


def test_entities_are_what_the_mentions_of_all_copies_tell_and_grow_more_slowly_than_articles(
    seed_warehouse: Path, tmp_path: Path
) -> None:
    base = {name: read(seed_warehouse, name).collect() for name in ("articles", "entities")}
    articles = replay(seed_warehouse, tmp_path / "large", 6)
    assert articles == -(-6 // base["articles"].height) * base["articles"].height
    told, times = read(tmp_path / "large", "mentions").collect(), articles // base["articles"].height
    counts = told.group_by("entity_id").agg(
        pl.len().cast(pl.Int32).alias("mentions"),
        pl.col("article_id").n_unique().cast(pl.Int32).alias("articles"),
    )
    entities = read(tmp_path / "large", "entities").collect()
    assert_frame_equal(entities.select(counts.columns), counts, check_row_order=False)
    in_names = entities["names"].list.eval(pl.element().struct.field("mentions")).list.sum()
    assert in_names.to_list() == entities["mentions"].to_list()
    assert base["entities"].height < entities.height < times * base["entities"].height
    assert entities.filter(pl.col("kind") == "PERSON")["keys"].list.len().min() > 0
