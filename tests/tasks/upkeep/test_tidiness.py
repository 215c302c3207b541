"""Tidying changes no row; files get fewer, history shorter, and what somebody may still read stays."""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from deltalake import DeltaTable

from expectations.tables import TABLES
from tasks.model.records import Capture, Reject
from tasks.model.runs import Run
from tasks.storage import ledger, snapshot, staging, tidying
from tasks.storage.captures import published_captures
from tasks.storage.delta import table_path
from tasks.storage.exporting import captures_of, wanted
from tasks.storage.settled import settled
from tasks.storage.warehouse import read, turn
from tasks.upkeep import retention, soundness, tidiness

NOW = datetime(2030, 1, 1, tzinfo=UTC)
Contents = Callable[[Path], dict[str, list[tuple[object, ...]]]]


@pytest.fixture
def shown(sound: Path) -> Path:
    with turn(sound):
        return sound


def is_sound(warehouse: Path) -> bool:
    return not soundness.findings(warehouse, NOW, [].append)


def files(warehouse: Path) -> int:
    return sum(1 for _ in (warehouse / "current").resolve().rglob("*.parquet"))


def test_small_files_come_together_and_no_row_changes(shown: Path, contents: Contents) -> None:
    before, many = contents(shown), files(shown)
    fewer = tidiness.gather(shown)
    assert fewer > 0
    assert files(shown) == many - fewer
    assert contents(shown) == before
    assert is_sound(shown)
    last = ledger.entries(shown)[-1]
    assert tidiness.gather(shown) == 0
    assert ledger.entries(shown)[-1] == last, "nothing to do, nothing written"


def test_a_month_of_all_tables_is_one_entry(shown: Path) -> None:
    before = len(ledger.entries(shown))
    tidiness.gather(shown)
    what = [entry.batch.rpartition("/")[2] for entry in ledger.entries(shown)[before:]]
    assert what == [f"compaction of {month}" for month in ("2021-11", "2021-12", "2026-11")]
    for name, version in ledger.entries(shown)[-1].tables.items():
        assert DeltaTable(table_path(shown, TABLES[name])).version() == version


def test_plain_parquet_and_delta_at_the_ledgers_version_give_the_same_rows(shown: Path) -> None:
    tidiness.gather(shown)
    tidiness.clear(shown, 0)
    tidiness.shorten(shown)
    versions = ledger.entries(shown)[-1].tables
    for name in ("articles", "quotes", "mentions", "captures", "entities"):
        key = TABLES[name].key
        plain = pl.scan_parquet(f"{shown}/current/{name}/**/*.parquet", hive_partitioning=True).collect().sort(key)
        through_delta = pl.scan_delta(str(shown / "tables" / name), version=versions[name]).collect().sort(key)
        assert plain.height > 0
        assert plain.equals(through_delta.select(plain.columns)), name
        without_month = pl.scan_parquet(f"{shown}/current/{name}/**/*.parquet").collect()
        assert without_month.sort(key).equals(plain.select(without_month.columns)), "the month is a folder's name"


def test_lost_rows_stop_a_compaction_before_it_counts(
    shown: Path, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, last = contents(shown), ledger.entries(shown)[-1]
    counts = iter([5, 4, 4])
    monkeypatch.setattr(tidying, "_rows", lambda _: next(counts))
    with pytest.raises(RuntimeError, match="made 4 rows of 5"):
        tidiness.gather(shown)
    assert ledger.entries(shown)[-1] == last
    with turn(shown):
        assert contents(shown) == before


def test_files_that_no_version_has_go_after_their_time_and_orphans_too(shown: Path, contents: Contents) -> None:
    tidiness.gather(shown)
    before = contents(shown)
    orphan = next((shown / "tables" / "quotes").glob("month=*")) / "left-by-a-kill.parquet"
    orphan.write_bytes(b"x" * 1000)
    assert tidiness.clear(shown, 24) == 0, "all of it is younger"
    os.utime(orphan, (time.time() - 100_000,) * 2)
    assert tidiness.clear(shown, 24) == 1000
    assert not orphan.exists()
    assert tidiness.clear(shown, 0) > 10_000
    last = ledger.entries(shown)[-1]
    assert tidiness.clear(shown, 0) == 0
    assert ledger.entries(shown)[-1] == last, "nothing to do, nothing written"
    assert contents(shown) == before
    assert is_sound(shown)
    kept = {path.name for path in (shown / "tables").rglob("*.parquet")}
    assert kept == {path.name for path in (shown / "current").resolve().rglob("*.parquet")} - {"empty.parquet"}


def test_versions_of_a_killed_writer_are_taken_into_the_ledger(shown: Path, contents: Contents) -> None:
    """Else every turn would roll the table back again."""
    before = contents(shown)
    path = table_path(shown, TABLES["quotes"])
    DeltaTable(path).delete()
    tidiness.gather(shown)
    assert contents(shown) == before
    version = DeltaTable(path).version()
    for _ in range(2):
        with turn(shown):
            assert DeltaTable(path).version() == version


def test_logs_get_checkpoints_and_dead_runs_staging_goes(shown: Path, contents: Contents) -> None:
    before = contents(shown)
    (shown / ".staging" / "dead").mkdir(parents=True)
    with staging.staging(shown, "alive"):
        (shown / ".staging" / "killed").mkdir()
        assert tidiness.shorten(shown) == ("killed",)
        assert (shown / ".staging" / "alive").exists()
    for name in ledger.entries(shown)[-1].tables:
        log = table_path(shown, TABLES[name]) / "_delta_log"
        last = json.loads((log / "_last_checkpoint").read_text(encoding="utf-8"))
        assert last["version"] == DeltaTable(log.parent).version()
    assert contents(shown) == before
    assert is_sound(shown)


def test_a_log_that_expires_can_still_be_rolled_back_to_the_ledger(shown: Path) -> None:
    """The version that the ledger names may be older than the log is kept, when a writer is killed beyond it."""
    log = table_path(shown, TABLES["quotes"]) / "_delta_log"
    for file in log.iterdir():
        os.utime(file, (time.time() - 40 * 86_400,) * 2)
    tidiness.shorten(shown)
    assert len(list(log.glob("*.json"))) <= 1, "what is older than 30 days is in the checkpoint"
    rows = read(shown, "quotes").collect().height
    DeltaTable(log.parent).delete()
    with turn(shown):
        assert DeltaTable(log.parent).count() == rows


def test_old_snapshots_and_those_of_killed_readers_go(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "KEPT_SECONDS", 0)
    dead = shown / ".snapshots" / "pinned-1"
    dead.mkdir()
    os.utime(dead, (time.time() - 2 * 86_400,) * 2)
    (shown / ".snapshots" / "pinned-2").mkdir()
    tidiness.gather(shown)
    tidiness.shorten(shown)
    names = {path.name for path in (shown / ".snapshots").iterdir()}
    assert "pinned-1" not in names
    assert "pinned-2" in names
    assert len(names) == 1 + snapshot.KEPT_AT_LEAST


def test_bytes_of_old_captures_go_and_all_else_of_them_stays(shown: Path, contents: Contents) -> None:
    before = read(shown, "captures").collect()
    assert before["month"].unique().to_list() == ["2026-11"]
    at = datetime(2026, 12, 30, tzinfo=UTC)
    assert retention.forget(shown, 0, NOW) == (), "for ever"
    assert retention.forget(shown, 30, at) == (), "of a capture on the 30th of November 30 days are not over"
    others = {name: rows for name, rows in contents(shown).items() if name != "captures"}
    assert retention.forget(shown, 30, datetime(2027, 1, 1, tzinfo=UTC)) == ("2026-11",)
    after = read(shown, "captures").collect()
    assert after["body"].null_count() == after.height
    assert after.drop("body").sort("capture_id").equals(before.drop("body").sort("capture_id"))
    assert {name: rows for name, rows in contents(shown).items() if name != "captures"} == others
    assert is_sound(shown)
    assert retention.forget(shown, 30, datetime(2027, 1, 1, tzinfo=UTC)) == (), "once"


def test_captures_without_their_bytes_need_no_second_look(shown: Path) -> None:
    topic, query = read(shown, "runs", ["topic_id", "query_hash"]).collect().row(0)
    run = Run("new", topic, query, False, NOW, shown)
    before = settled(shown, run)
    assert before == set(read(shown, "captures").collect()["capture_id"])
    retention.forget(shown, 30, NOW)
    assert settled(shown, run) == before


def test_what_reads_captures_knows_that_bytes_are_gone(shown: Path) -> None:
    ids = read(shown, "captures").collect()["capture_id"].to_list()
    assert all(isinstance(one, Capture) for one in published_captures(shown, ids))
    retention.forget(shown, 30, NOW)
    told = list(published_captures(shown, ids))
    assert {(one.reason, one.stage) for one in told if isinstance(one, Reject)} == {("expired", "ingest")}
    assert sorted(one.capture_id or "" for one in told) == sorted(ids), "each becomes a reject, so that it is settled"
    assert list(captures_of(shown, wanted(shown))) == [], "an archive cannot hold what is not there"
