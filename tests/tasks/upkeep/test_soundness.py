"""A warehouse that is broken in any way that the check knows is found to be so, and a sound one is not."""

import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from deltalake import DeltaTable, write_deltalake

from expectations.schemas import to_arrow
from expectations.tables import TABLES
from tasks.storage import snapshot
from tasks.storage.amending import amend
from tasks.storage.delta import live_files, table_path
from tasks.storage.ledger import entries, ledger_path
from tasks.storage.warehouse import read, turn
from tasks.upkeep import rows, soundness
from tasks.upkeep.findings import ADVICE, are_damaged, words
from tasks.upkeep.tidiness import put_right

NOW = datetime(2030, 1, 1, tzinfo=UTC)
Break = Callable[[Path], None]


def found(warehouse: Path) -> set[tuple[str, str]]:
    return {(one.table, one.rule) for one in soundness.findings(warehouse, NOW, [].append)}


@pytest.fixture
def shown(sound: Path) -> Path:
    with turn(sound):
        return sound


def test_a_sound_warehouse_has_no_findings_and_is_only_read(shown: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in shown.rglob("*") if path.is_file()}
    told: list[str] = []
    assert soundness.findings(shown, NOW, told.append) == ()
    assert {path: path.stat().st_mtime_ns for path in shown.rglob("*") if path.is_file()} == before
    assert told == ["files", *(f"rows of {name}" for name in TABLES), "counts", "bytes and texts"]


def a_file(warehouse: Path, table: str) -> Path:
    root = table_path(warehouse, TABLES[table])
    return root / live_files(DeltaTable(root))[0]


def lose_file(warehouse: Path) -> None:
    a_file(warehouse, "quotes").unlink()


def cut_file(warehouse: Path) -> None:
    os.truncate(a_file(warehouse, "quotes"), 500)


def break_footer(warehouse: Path) -> None:
    file = a_file(warehouse, "quotes")
    whole = file.read_bytes()
    file.write_bytes(whole[:-8] + b"\xff" * 8)


def break_pages(table: str, warehouse: Path) -> None:
    file = a_file(warehouse, table)
    whole = file.read_bytes()
    file.write_bytes(whole[:4] + bytes(255 - byte for byte in whole[4:2000]) + whole[2000:])


def newest_commit(warehouse: Path, table: str) -> Path:
    return max((table_path(warehouse, TABLES[table]) / "_delta_log").glob("*.json"))


def lose_commit(warehouse: Path) -> None:
    newest_commit(warehouse, "quotes").unlink()


def break_commit(warehouse: Path) -> None:
    newest_commit(warehouse, "quotes").write_text("{")


@pytest.mark.parametrize(
    ("fault", "table", "rule"),
    [
        (lose_file, "quotes", "files_exist"),
        (cut_file, "quotes", "files_have_their_size"),
        (break_footer, "quotes", "files_readable"),
        (partial(break_pages, "mentions"), "mentions", "pages_readable"),
        (partial(break_pages, "captures"), "captures", "pages_readable"),
        (lose_commit, "quotes", "version_exists"),
        (break_commit, "quotes", "log_readable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_damaged_files_are_found(shown: Path, fault: Break, table: str, rule: str) -> None:
    fault(shown)
    findings = soundness.findings(shown, NOW, [].append)
    assert (table, rule) in {(one.table, one.rule) for one in findings}
    assert are_damaged(findings)
    assert ADVICE["backup"] in words(findings)


def test_a_snapshot_with_other_files_is_found(shown: Path) -> None:
    folder = snapshot.current(shown)
    assert folder is not None
    next((folder / "quotes").rglob("*.parquet")).unlink()
    dates = next((folder / "dates").rglob("*.parquet"))
    dates.rename(dates.with_name("other.parquet"))
    assert found(shown) >= {("quotes", "snapshot_as_ledger"), ("dates", "snapshot_as_ledger")}
    put_right(shown)
    assert found(shown) == set(), "linked anew"


def test_a_copy_is_as_good_as_a_link_unless_it_is_another_file(shown: Path) -> None:
    folder = snapshot.current(shown)
    assert folder is not None
    linked = next((folder / "quotes").rglob("*.parquet"))
    whole = linked.read_bytes()
    linked.unlink()
    linked.write_bytes(whole)
    assert found(shown) == set(), "as in a warehouse that was copied"
    linked.write_bytes(whole[:-100])
    assert ("quotes", "snapshot_as_ledger") in found(shown)


def test_a_snapshot_that_stays_behind_is_found(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "_PATIENCE", 1)
    line = json.loads(ledger_path(shown).read_text(encoding="utf-8").splitlines()[-1])
    more = json.dumps({**line, "number": line["number"] + 1, "batch": "killed before it was shown"})
    with ledger_path(shown).open("a", encoding="utf-8") as ledger:
        ledger.write(more + "\n")
    assert found(shown) == {("ledger", "snapshot_shown")}
    with turn(shown):
        pass
    assert found(shown) == set(), "whoever writes next shows it"


def test_a_table_that_nobody_declared_is_found(shown: Path) -> None:
    lines = ledger_path(shown).read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1])
    last["tables"]["moods"] = 3
    ledger_path(shown).write_text("\n".join([*lines[:-1], json.dumps(last)]) + "\n", encoding="utf-8")
    assert found(shown) == {("ledger", "tables_declared")}


def changed(warehouse: Path, table: str, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """The table with other rows, as if they had been published like that."""
    new = to_arrow(TABLES[table], change(read(warehouse, table).collect()))
    path = table_path(warehouse, TABLES[table])
    months = ["month"] if TABLES[table].partitioned else None

    def work(_held: Mapping[str, int]) -> dict[str, int]:
        write_deltalake(path, new, mode="overwrite", schema_mode="overwrite", partition_by=months)
        return {table: DeltaTable(path).version()}

    amend(warehouse, "a fault", work)


def first(**values: pl.Expr) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """The first row with these values, the others as they are."""

    def change(frame: pl.DataFrame) -> pl.DataFrame:
        return pl.concat([frame.head(1).with_columns(**values), frame.slice(1)])

    return change


def without_first(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.slice(1)


def twice(frame: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([frame, frame.head(1).with_columns(pl.lit("2020-01").alias("month"))])


def redirect(warehouse: Path) -> None:
    """An entity that is there is said to have become another one."""
    ids = read(warehouse, "entities", ["entity_id"]).collect()["entity_id"]
    run = read(warehouse, "runs", ["run_id"]).collect()["run_id"][0]
    row = {"entity_id": ids[0], "redirected_to": ids[1], "reason": "evidence", "run_id": run}
    new = pl.DataFrame([row], schema=TABLES["entity_redirects"].schema)
    changed(warehouse, "entity_redirects", lambda _: new)


def one_run_less(warehouse: Path) -> None:
    changed(warehouse, "runs", without_first)


PLUS_ONE, OTHER = pl.col("start") + 1, pl.lit("other")
FAULTS = [
    ("mentions", first(start=PLUS_ONE), {"surface_verbatim"}),
    ("mentions", first(end=pl.lit(10_000_000)), {"surface_verbatim"}),
    ("mentions", first(entity_id=OTHER), {"entity_id_exists"}),
    ("mentions", first(article_id=OTHER), {"article_id_revision_exists", "surface_verbatim"}),
    ("mentions", first(kind=OTHER), {"kind_known"}),
    ("quotes", first(cue_start=pl.col("cue_start") + 1), {"cue_verbatim"}),
    ("quotes", first(content=OTHER), {"content_verbatim"}),
    ("quotes", first(confidence=pl.lit(7.0)), {"confidence_in_range"}),
    ("dates", first(surface=OTHER), {"surface_verbatim"}),
    ("dates", first(quote_id=OTHER), {"quote_id_exists"}),
    ("topic_matches", first(revision=pl.lit(9)), {"article_id_revision_exists"}),
    ("articles", first(capture_id=OTHER), {"capture_id_exists"}),
    ("articles", first(content_hash=OTHER), {"content_hash_of_text"}),
    ("articles", first(published_at=pl.lit(NOW + timedelta(days=9))), None),
    ("captures", first(body=pl.lit(b"other")), {"sha256_of_body"}),
    ("captures", first(run_id=OTHER), {"run_id_exists"}),
    ("rejects", first(run_id=OTHER), {"run_id_exists"}),
    ("rejects", twice, {"key_unique", "rows_at_most_as_published", "rows_at_most_as_in_ledger"}),
    ("captures", twice, {"key_unique", "rows_at_most_as_published"}),
]


@pytest.mark.parametrize(("table", "change", "rules"), FAULTS)
def test_rows_that_cannot_be_are_found(
    shown: Path, table: str, change: Callable[[pl.DataFrame], pl.DataFrame], rules: set[str] | None
) -> None:
    changed(shown, table, change)
    findings = [one for one in soundness.findings(shown, NOW, [].append) if one.table == table]
    assert findings
    assert all(one.count >= 1 and one.example for one in findings)
    if rules is not None:
        assert {one.rule for one in findings} >= rules


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (redirect, {("entity_redirects", "id_is_gone")}),
        (one_run_less, {("captures", "run_id_exists"), ("articles", "run_id_exists")}),
        (
            lambda warehouse: changed(warehouse, "runs", first(tables=pl.lit([], TABLES["runs"].schema["tables"]))),
            {("runs", "tables_as_in_ledger")},
        ),
        (
            lambda warehouse: changed(warehouse, "articles", without_first),
            {("mentions", "article_id_revision_exists"), ("topic_matches", "article_id_revision_exists")},
        ),
        (lambda warehouse: changed(warehouse, "captures", without_first), {("articles", "capture_id_exists")}),
        (lambda warehouse: changed(warehouse, "entities", without_first), {("mentions", "entity_id_exists")}),
    ],
)
def test_tables_that_do_not_fit_together_are_found(shown: Path, fault: Break, expected: set[tuple[str, str]]) -> None:
    fault(shown)
    assert found(shown) >= expected
    assert ADVICE["wrong"] in words(soundness.findings(shown, NOW, [].append))


def test_keys_are_compared_over_months_and_in_parts(shown: Path) -> None:
    changed(shown, "mentions", twice)
    folder = snapshot.current(shown)
    assert folder is not None
    whole = list(rows.key_findings(folder, TABLES["mentions"]))
    assert list(rows.key_findings(folder, TABLES["mentions"], most=10)) == whole
    assert [(one.rule, one.count) for one in whole] == [("key_unique", 1)]


def test_a_check_reads_its_own_snapshot_while_others_come_and_go(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "KEPT_SECONDS", 0)
    monkeypatch.setattr(snapshot, "KEPT_AT_LEAST", 1)
    entry = entries(shown)[-1]
    with snapshot.pinned(shown, entry) as folder:
        for _ in range(3):
            changed(shown, "dates", without_first)
        assert not (shown / ".snapshots" / f"{entry.number:08d}").exists()
        assert snapshot.scan(folder, "dates").collect().height == read(shown, "dates").collect().height + 3
    assert isinstance(folder, Path)
    assert not folder.exists()
