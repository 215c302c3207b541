"""Maintenance lays ranged tables out so that one entity's rows lie in few files, and changing them writes few again."""

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from expectations.tables import TABLES
from tasks.storage import tidying, warehouse
from tasks.storage.delta import at_version, files, ranges, table_path
from tasks.upkeep import tidiness
from tests.tasks.storage import writer

EACH, BATCHES, ENTITIES = 10_000, 5, 2_000
SCATTER = 0x9E3779B97F4A7C15  # odd: numbers one after the other become ids in no order
MONTH = writer.START.strftime("%Y-%m")


def rows(batch: int, entity: str | None = None) -> pl.DataFrame:
    """Mentions of a month, of many entities in turn, or all of one."""
    common = {"article_id": f"a{batch}", "month": MONTH, "published_at": writer.START}
    numbers = range(EACH)
    return (
        pl.DataFrame([writer.row("mentions", **common)], schema=TABLES["mentions"].schema, orient="row")
        .select(pl.all().repeat_by(EACH).explode())
        .with_columns(
            pl.Series("mention_id", [f"{(batch * EACH + number) * SCATTER % 2**64:016x}" for number in numbers]),
            pl.Series("entity_id", [entity or f"e{number * 7919 % ENTITIES:04}" for number in numbers]),
        )
    )


def publish(folder: Path, batch: str, mentions: pl.DataFrame) -> None:
    """Commit mentions, with their articles if those are not there yet: nothing is looked for of unknown ones."""
    ids = mentions["article_id"].unique()
    known = warehouse.read(folder, "articles").select("article_id").collect()["article_id"]
    made = [writer.row("articles", article_id=one, month=MONTH) for one in ids if one not in known]
    warehouse.commit(folder, batch, {"mentions": mentions, "articles": writer.frame("articles", made)}, {})


@pytest.fixture
def laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tidying, "LEAST", 20_000)
    for batch in range(BATCHES):
        publish(tmp_path, f"{batch}", rows(batch))
    tidiness.gather(tmp_path)
    return tmp_path


def held(folder: Path) -> pl.DataFrame:
    delta = at_version(table_path(folder, TABLES["mentions"]))
    return pl.concat([files(delta), ranges(delta, "entity_id")], how="horizontal").sort("first")


def test_files_hold_ranges_and_no_row_changes(laid_out: Path) -> None:
    found = held(laid_out)
    assert found.height > 2
    assert (found["first"][1:] >= found["last"][:-1]).all(), "one begins where the one before ends"
    every = pl.concat([rows(batch) for batch in range(BATCHES)])
    assert warehouse.read(laid_out, "mentions").collect().sort("mention_id").equals(every.sort("mention_id"))
    assert tidiness.gather(laid_out) == 0
    assert held(laid_out).equals(found), "nothing to do, nothing written"


def test_descriptions_stay_in_the_footers(laid_out: Path) -> None:
    table = TABLES["mentions"]
    for path in held(laid_out)["path"]:
        for field in pq.read_schema(table_path(laid_out, table) / path):
            assert field.metadata[b"comment"].decode() == table.column(field.name).description


def test_another_id_for_one_entity_writes_one_range_again(laid_out: Path) -> None:
    before = held(laid_out)
    gone = warehouse.read(laid_out, "mentions").filter(pl.col("entity_id") == "e0003").collect()
    moved = gone.with_columns(pl.lit("e1999").alias("entity_id"))
    publish(laid_out, "moved", moved)
    assert len(set(before["path"]) - set(held(laid_out)["path"])) == 1
    found = warehouse.read(laid_out, "mentions").collect()
    assert found.height == EACH * BATCHES
    assert found.filter(pl.col("entity_id") == "e0003").is_empty()
    assert found.filter(pl.col("entity_id") == "e1999").height == 2 * gone.height


def test_rows_of_very_many_values_are_found_without_their_ranges(laid_out: Path) -> None:
    moved = warehouse.read(laid_out, "mentions").collect().with_columns(pl.lit("e0000").alias("entity_id"))
    several = moved.unique("mention_id").head(3 * warehouse.MOST_RANGES)
    publish(laid_out, "moved", several)
    found = warehouse.read(laid_out, "mentions").collect()
    assert found["mention_id"].n_unique() == found.height == EACH * BATCHES


def test_large_files_that_share_their_values_are_laid_out_too(laid_out: Path) -> None:
    tidiness.gather(laid_out)
    for batch in range(BATCHES, 2 * BATCHES):
        publish(laid_out, f"{batch}", rows(batch))
    assert held(laid_out)["size_bytes"].min() > tidying.LEAST // 2, "none is small"
    tidiness.gather(laid_out)
    found = held(laid_out)
    assert (found["first"][1:] >= found["last"][:-1]).all()


def test_quotes_of_nobody_known_are_replaced(tmp_path: Path) -> None:
    common = {"article_id": "a", "month": MONTH, "published_at": writer.START}
    both = [
        writer.row("quotes", quote_id=f"q{number}", speaker_entity_id=who, **common)
        for number, who in enumerate((None, "e"))
    ]
    quotes = writer.frame("quotes", both)
    articles = writer.frame("articles", [writer.row("articles", article_id="a", month=MONTH)])
    warehouse.commit(tmp_path, "one", {"quotes": quotes, "articles": articles}, {})
    warehouse.commit(tmp_path, "two", {"quotes": quotes.with_columns(pl.lit("said").alias("content"))}, {})
    found = warehouse.read(tmp_path, "quotes").collect()
    assert found["content"].to_list() == ["said", "said"]
