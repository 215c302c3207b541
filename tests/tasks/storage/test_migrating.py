"""A warehouse of an earlier release is refused by name, brought up to date at one stroke, and sound afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from expectations.tables import TABLES
from tasks.model.errors import ConfigError
from tasks.storage import ledger, migrating, snapshot, warehouse
from tasks.storage.migrations.registry import MIGRATIONS
from tasks.upkeep import soundness
from tests.releases import before_the_web


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return before_the_web(tmp_path / "warehouse")


def plain(folder: Path, table: str) -> pl.DataFrame:
    """The table as the release before left it."""
    version = ledger.entries(folder)[3].tables[table]
    return pl.read_delta(str(folder / "tables" / table), version=version).sort(TABLES[table].key)


def killed_after(work: Callable[..., None], times: int) -> Callable[..., None]:
    calls: list[int] = []

    def killed(*given: object) -> None:
        work(*given)
        calls.append(1)
        if len(calls) == times:
            raise KeyboardInterrupt

    return killed


def test_every_format_has_its_migration() -> None:
    assert [one.to for one in MIGRATIONS] == list(range(2, ledger.FORMAT + 1))


def test_an_earlier_format_is_neither_written_nor_read_before_it_is_brought_up_to_date(old: Path) -> None:
    says = r"earlier Marsad \(format 1, now 2\): run `marsad maintain` once"
    with pytest.raises(ConfigError, match=says):
        warehouse.recover(old)
    with pytest.raises(ConfigError, match=says):
        warehouse.commit(old, "new", {}, {})
    with pytest.raises(ConfigError, match=says):
        warehouse.filled(old)
    assert len(ledger.entries(old)) == 4


def test_a_migration_keeps_every_row_and_fills_what_it_lacks(old: Path) -> None:
    before = {name: plain(old, name) for name in ledger.entries(old)[-1].tables}
    assert [one.to for one in migrating.migrate(old)] == [2]
    last = ledger.entries(old)[-1]
    assert (last.number, last.format) == (5, 2)
    for name, rows in before.items():
        now = warehouse.read(old, name).collect().sort(TABLES[name].key)
        assert now.select(rows.columns).equals(rows), name
    captures = warehouse.read(old, "captures").collect()
    assert captures.select("holds", "truncated").unique().rows() == [("article", False)]
    assert captures.select(pl.col("headers", "announced").list.len().sum()).row(0) == (0, 0)
    assert soundness.findings(old, datetime(2030, 1, 1, tzinfo=UTC), [].append) == ()
    assert migrating.migrate(old) == (), "once"


def test_what_is_up_to_date_can_be_written(old: Path) -> None:
    migrating.migrate(old)
    again = warehouse.read(old, "captures").collect().with_columns(pl.col("capture_id") + "x", body=None)
    assert warehouse.commit(old, "new", {"captures": again}, {}) == 6
    assert warehouse.read(old, "captures").collect().height == 2 * again.height


def test_a_kill_in_a_migration_loses_nothing_and_the_next_one_finishes(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plain(old, "articles")
    for moment in ("_relax", "_write_again"):
        with monkeypatch.context() as patched:
            patched.setattr(migrating, moment, killed_after(getattr(migrating, moment), 2))
            with pytest.raises(KeyboardInterrupt):
                migrating.migrate(old)
        assert ledger.entries(old)[-1].format == 1
        assert plain(old, "articles").equals(before)
    assert migrating.migrate(old)
    assert warehouse.read(old, "articles").collect().height == before.height


def test_the_format_of_yesterday_is_relaxed_without_writing_its_rows_anew(old: Path) -> None:
    """Bytes of captures are most of a warehouse: files stay where only a column may be null from now on."""
    migrating.migrate(old)
    files = {path.name for path in (old / "current").resolve().rglob("*.parquet")}
    lines = ledger.ledger_path(old).read_text(encoding="utf-8").replace('"format": 2', '"format": 1')
    ledger.ledger_path(old).write_text(lines, encoding="utf-8")
    assert migrating.migrate(old)
    assert {path.name for path in (old / "current").resolve().rglob("*.parquet")} == files
    assert snapshot.number(old) == ledger.entries(old)[-1].number == 6
