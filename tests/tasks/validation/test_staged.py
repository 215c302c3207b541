"""Broken rows land in the rejects with the reason; a broken table leaves everything as it was."""

import json
import runpy
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from expectations.tables import TABLES
from tasks.model.errors import ExpectationsFailed
from tasks.model.ids import identify
from tasks.model.runs import Batch, Run
from tasks.storage import staging, warehouse
from tasks.storage.tallies import read_tallies
from tasks.validation.published import published_keys
from tasks.validation.staged import read_results, read_views, validate_batch, validate_staged

NOW = datetime(2024, 3, 10, tzinfo=UTC)


@pytest.fixture(scope="session")
def faultless():
    """The rows of the faultless batch of the tests of expectations."""
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[2] / "expectations" / "conftest.py"))).rows


@pytest.fixture
def run(tmp_path):
    return Run("r", "t", "h", False, NOW, tmp_path / "warehouse")


@pytest.fixture
def folder(run, faultless):
    """The faultless batch, staged."""
    folder = staging.batch_folder(run.warehouse, run.run_id, 1)
    for table, rows in faultless().items():
        staging.write_rows(table, rows, folder)
    return folder


def change(folder, table, *changes):
    staging.write_frame(table, staging.read_staged(folder, table).with_columns(*changes), folder)


def first(column, value):
    return pl.when(pl.int_range(pl.len()) == 0).then(pl.lit(value)).otherwise(pl.col(column)).alias(column)


def expectation_rejects(folder):
    return staging.read_staged(folder, "rejects").filter(pl.col("reason") == "expectation")


def test_a_faultless_batch_stays_as_it_is(folder, run):
    before = staging.staged_frames(folder)
    done = validate_staged(folder, run, NOW)
    assert (done.rows_in, done.rejected, done.failures) == (sum(frame.height for frame in before.values()), 0, ())
    after = staging.staged_frames(folder)
    assert all(after[table].equals(before[table]) for table in before)


def test_a_broken_row_becomes_a_reject_that_says_why_and_holds_the_row(folder, run):
    change(folder, "quotes", pl.lit("mumble").alias("act"))
    done = validate_staged(folder, run, NOW)
    assert done.rejected == 2
    assert staging.read_staged(folder, "quotes").is_empty()
    (reject,) = expectation_rejects(folder).filter(table="quotes").rows(named=True)
    assert (reject["stage"], reject["table"], reject["article_id"], reject["topic_id"]) == (
        "validate",
        "quotes",
        "a1",
        "t",
    )
    assert reject["detail"].startswith("act_known: it is not true that act is one of state, affirm")
    assert (reject["capture_id"], reject["locator"]) == ("c1", "a.txt"), "where the article came from"
    payload = json.loads(reject["payload"])
    assert payload["act"] == "mumble"
    assert payload["published_at"] == "2024-03-05T00:00:00+00:00"
    assert set(payload) == set(TABLES["quotes"].schema)


def test_an_article_that_fails_goes_with_its_children_and_each_says_why(folder, run):
    change(folder, "articles", first("language", "xx"))
    validate_staged(folder, run, NOW)
    told = {row["table"]: row["detail"] for row in expectation_rejects(folder).rows(named=True)}
    assert told["articles"].startswith("language_known")
    assert all(told[child].startswith("article_id_revision_exists") for child in ("mentions", "quotes", "dates"))
    assert staging.read_staged(folder, "articles")["article_id"].to_list() == ["a2"]


def test_a_row_of_rejects_that_is_broken_is_told_too(folder, run):
    change(folder, "rejects", pl.lit("bad_mood").alias("reason"))
    validate_staged(folder, run, NOW)
    (reject,) = staging.read_staged(folder, "rejects").rows(named=True)
    assert (reject["reason"], reject["table"]) == ("expectation", "rejects")


def test_bytes_of_a_broken_capture_can_be_had_back(folder, run):
    change(folder, "captures", first("media_type", "audio/mpeg"))
    validate_staged(folder, run, NOW)
    (reject,) = expectation_rejects(folder).filter(pl.col("table") == "captures").rows(named=True)
    assert "ال".encode() in b64decode(json.loads(reject["payload"])["body"])


def test_a_revision_that_fails_leaves_the_published_one_standing(folder, run):
    frames = staging.staged_frames(folder)
    warehouse.commit(run.warehouse, "one", frames, {})
    old = frames["articles"][:1]
    new = old.with_columns(pl.lit(2, pl.Int32).alias("revision"), pl.lit("xx").alias("language"))
    staging.write_frame("articles", pl.concat([old.with_columns(is_latest=pl.lit(False)), new]), folder)
    for table in ("articles", "quotes", "mentions", "dates"):
        staging.write_replaced(table, pl.DataFrame({"article_id": ["a1", "a9"]}), folder)
    done = validate_staged(folder, run, NOW)
    assert not done.failures
    assert staging.read_staged(folder, "articles").is_empty()
    details = expectation_rejects(folder).filter(pl.col("table") == "articles")["detail"].to_list()
    assert sorted(detail.split(":")[0] for detail in details) == ["language_known", "with_its_article"]
    replaced = staging.read_replaced(folder)
    assert replaced.pop("entities").is_empty(), "no mention comes or goes, so no entity changes"
    assert replaced.pop("statements").is_empty(), "no quote comes or goes, so no statement changes"
    assert [values["article_id"].to_list() for values in replaced.values()] == [["a9"]] * 4
    warehouse.commit(run.warehouse, "two", staging.staged_frames(folder), replaced)
    standing = warehouse.read(run.warehouse, "articles").filter(article_id="a1").collect()
    assert standing.select("revision", "is_latest").rows() == [(1, True)]
    assert warehouse.read(run.warehouse, "quotes").collect().height == 1


def test_published_keys_count_unless_the_batch_takes_them_away(folder, run):
    warehouse.commit(run.warehouse, "one", staging.staged_frames(folder), {})
    staging.write_rows("entities", [], folder)
    frames = staging.staged_frames(folder)
    known = published_keys(run.warehouse, frames, {})
    assert known["entities"]["entity_id"].to_list() == ["e1"]
    gone = {"entities": pl.DataFrame({"entity_id": ["e1"]})}
    assert published_keys(run.warehouse, frames, gone)["entities"].is_empty()
    assert validate_staged(folder, run, NOW).rejected == 0


def mention(folder, **changed):
    """One more mention of the staged ones' first, with these values."""
    (own,) = staging.read_staged(folder, "mentions").head(1).rows(named=True)
    staged = staging.read_staged(folder, "mentions")
    more = staging.to_frame("mentions", [{**own, **changed}])
    staging.write_frame("mentions", pl.concat([staged, more]), folder)


def test_an_entity_counts_the_mentions_that_are_published(folder, run):
    mention(folder, mention_id="m2", surface="غيره")
    change(folder, "entities", pl.lit(2, pl.Int32).alias("mentions"))
    assert validate_staged(folder, run, NOW).rejected == 1
    (entity,) = staging.read_staged(folder, "entities").rows(named=True)
    assert entity["mentions"] == staging.read_staged(folder, "mentions").height == 1
    assert entity["aliases"] == [{"name": "سالم النجار", "mentions": 1}], "a rejected surface is no alias"


def test_an_entity_without_a_mention_left_is_not_published_nor_what_refers_to_it(folder, run):
    change(folder, "mentions", first("surface", "غيره"))
    done = validate_staged(folder, run, NOW)
    told = {row["table"]: row["detail"].split(":")[0] for row in expectation_rejects(folder).rows(named=True)}
    assert told == {
        "mentions": "surface_verbatim",
        "entities": "with_its_mentions",
        "quotes": "speaker_entity_id_exists",
        "statements": "with_its_quotes",
    }
    frames = staging.staged_frames(folder)
    assert all(frames[table].is_empty() for table in told)
    assert done.rejected == 4
    assert done.rows_in == 4 + sum(frame.height for name, frame in frames.items() if name != "rejects") + 1


def test_counts_add_to_what_is_published_and_stay_so_when_a_revision_fails(folder, run):
    """A published article of which the next revision fails keeps its mentions, and they keep counting."""
    warehouse.commit(run.warehouse, "one", staging.staged_frames(folder), {})
    old = staging.read_staged(folder, "articles")[:1]
    new = old.with_columns(pl.lit(2, pl.Int32).alias("revision"), pl.lit("xx").alias("language"))
    staging.write_frame("articles", pl.concat([old.with_columns(is_latest=pl.lit(False)), new]), folder)
    for table in ("mentions", "quotes", "dates", "topic_matches"):
        change(folder, table, pl.lit(2, pl.Int32).alias("revision"))
    for table in ("articles", "quotes", "mentions", "dates"):
        staging.write_replaced(table, pl.DataFrame({"article_id": ["a1"]}), folder)
    staging.write_replaced("entities", pl.DataFrame({"entity_id": ["e1"]}), folder)
    validate_staged(folder, run, NOW)
    warehouse.commit(run.warehouse, "two", staging.staged_frames(folder), staging.read_replaced(folder))
    (entity,) = warehouse.read(run.warehouse, "entities").collect().rows(named=True)
    assert (entity["entity_id"], entity["mentions"]) == ("e1", 1)
    assert warehouse.read(run.warehouse, "mentions").collect()["revision"].to_list() == [1]


def quotes(folder, **changed):
    """One more quote of the staged ones' first in the second article, with these values, in the same statement."""
    staged = staging.read_staged(folder, "quotes")
    (own,) = staged.rows(named=True)
    more = staging.to_frame("quotes", [{**own, "quote_id": "q2", "article_id": "a2", **changed}])
    staging.write_frame("quotes", pl.concat([staged, more]), folder)
    (known,) = staging.read_staged(folder, "statements").rows(named=True)
    (variant,) = known["variants"]
    both = [variant, {**variant, "quote_id": "q2", "article_id": "a2"}]
    own_id = identify("statement", "q1")
    told = staging.to_frame(
        "statements", [{**known, "statement_id": own_id, "quotes": 2, "articles": 2, "variants": both}]
    )
    staging.write_frame("statements", told, folder)


def test_a_statement_counts_the_quotes_that_are_published(folder, run):
    quotes(folder, act="mumble")
    assert validate_staged(folder, run, NOW).rejected == 1, "the quote; its statement stays with the other one"
    (statement,) = staging.read_staged(folder, "statements").rows(named=True)
    assert (statement["quotes"], [one["quote_id"] for one in statement["variants"]]) == (1, ["q1"])
    assert staging.read_staged(folder, "quotes")["statement_id"].to_list() == [statement["statement_id"]]


def test_results_lie_beside_the_batch(folder, run):
    change(folder, "quotes", pl.lit("mumble").alias("act"))
    validate_staged(folder, run, NOW)
    failed = [result for result in read_results(folder) if result["failed"]]
    assert failed == [
        {"table": "quotes", "expectation": "act_known", "severity": "critical", "checked": 1, "failed": 1}
    ]
    assert list(read_views(run)) == list(TABLES)


@pytest.mark.parametrize(
    ("table", "fault", "reason"),
    [
        ("quotes", lambda frame: pl.concat([frame, frame]), "quotes: key_unique failed"),
        ("articles", lambda frame: frame.drop("text"), "articles: text is missing"),
        ("articles", lambda frame: frame.drop("revision"), "articles: revision is missing"),
    ],
)
def test_a_broken_table_stops_the_batch_and_leaves_what_stood(folder, run, table, fault, reason):
    warehouse.commit(run.warehouse, "one", staging.staged_frames(folder), {})
    before = {name: warehouse.read(run.warehouse, name).collect() for name in TABLES}
    shown = (run.warehouse / "current").resolve()
    staging.write_frame(table, fault(staging.read_staged(folder, table)), folder)
    staged = staging.staged_frames(folder)
    with pytest.raises(ExpectationsFailed, match=reason):
        validate_batch(Batch("articles", folder, 2), run)
    assert all(frame.equals(staging.staged_frames(folder)[name]) for name, frame in staged.items())
    assert (run.warehouse / "current").resolve() == shown
    assert all(warehouse.read(run.warehouse, name).collect().equals(before[name]) for name in TABLES)


def test_the_stage_hands_the_batch_on_and_keeps_a_tally_that_adds_up(folder, run):
    change(folder, "articles", first("language", "xx"))
    assert validate_batch(Batch("articles", folder, 2), run) == Batch("articles", folder, 1)
    (tally,) = read_tallies(folder)
    assert (tally.stage, tally.unit) == ("validate", "rows")
    assert tally.rows_in == tally.rows_out + tally.rejected
    assert tally.rejected == 8, (
        "the article, its mention, quote, date, match and sighting, the entity that only it named, and the statement "
        "that only it carried"
    )
