"""`marsad maintain`: it says what it did and whether the warehouse is sound, and spares what it must not touch."""

import shutil
import sys
from pathlib import Path

import polars as pl
import pytest

from expectations.tables import TABLES
from flows import __main__ as command
from tasks.places.objects import ObjectFolder
from tasks.storage.ledger import entries
from tasks.storage.migrating import migrate
from tasks.storage.warehouse import commit, filled, read
from tests.objects import upload
from tests.releases import before_the_web

pytestmark = pytest.mark.usefixtures("prefect")


def status(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr(sys, "argv", ["marsad", "maintain", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return before_the_web(tmp_path / "warehouse")


@pytest.fixture
def where(old: Path) -> Path:
    """The same, up to date."""
    migrate(old)
    return old


def test_a_warehouse_of_before_is_brought_up_to_date_tidied_and_found_sound(
    old: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(monkeypatch, "--warehouse", old, "--check-only") == 2
    assert "run `marsad maintain` once" in capsys.readouterr().err
    assert status(monkeypatch, "--warehouse", old) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in said] == [
        "Brought to format 2",
        "Put small files together",
        f"The warehouse {old} is sound",
    ]
    number = entries(old)[-1].number
    assert status(monkeypatch, "--warehouse", old) == 0
    assert capsys.readouterr().out.startswith(f"The warehouse {old} is sound: ")
    assert entries(old)[-1].number == number, "nothing to do, nothing written"


def test_the_setting_says_how_long_bytes_are_kept(
    where: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    aged = (
        read(where, "captures")
        .collect()
        .with_columns(pl.col("captured_at").dt.offset_by("-3y"), pl.lit("2020-01").alias("month"))
    )
    commit(where, "aged", {"captures": aged}, {})
    monkeypatch.setenv("MARSAD_CAPTURES_DAYS", "30")
    assert status(monkeypatch, "--warehouse", where) == 0
    assert "Dropped the bytes of captures of 2020-01." in capsys.readouterr().out
    assert read(where, "captures").collect()["body"].null_count() == aged.height


def test_an_unsound_warehouse_is_told_line_by_line_and_keeps_its_past(
    where: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = read(where, "mentions").collect().head(1).with_columns(pl.lit("x").alias("mention_id"), start=0, end=1)
    commit(where, "wrong", {"mentions": row}, {})
    files = {path.name for path in (where / "tables").rglob("*.parquet")}
    monkeypatch.setattr("tasks.upkeep.tidiness.clear", lambda *_: pytest.fail("nothing of the past may be deleted"))
    assert status(monkeypatch, "--warehouse", where) == 1
    told = capsys.readouterr()
    assert "\nThe warehouse is not sound.\n" in told.err
    assert "mentions: surface_verbatim is broken 1 times, for example mention_id x" in told.err
    assert "Restore a backup of before" in told.err
    assert files <= {path.name for path in (where / "tables").rglob("*.parquet")}


def test_over_damaged_files_nothing_is_written(
    where: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    next((where / "tables" / "quotes").rglob("*.parquet")).unlink()
    before = {path: path.stat().st_mtime_ns for path in where.rglob("*")}
    for words in ([], ["--check-only"]):
        assert status(monkeypatch, "--warehouse", where, *words) == 1
        assert "quotes: files_exist is broken 1 times" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in where.rglob("*")} == before


def test_looking_only_writes_nothing(
    where: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.stat().st_mtime_ns for path in where.rglob("*") if path.is_file()}
    assert status(monkeypatch, "--warehouse", where, "--check-only") == 0
    rows = sum(read(where, name).collect().height for name in entries(where)[-1].tables)
    assert capsys.readouterr().out == f"The warehouse {where} is sound: {rows:,} rows of {len(TABLES)} tables.\n"
    assert {path: path.stat().st_mtime_ns for path in where.rglob("*") if path.is_file()} == before


def test_without_a_warehouse_there_is_nothing_to_maintain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status(monkeypatch, "--warehouse", tmp_path / "none") == 2
    assert "There are no tables in" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_snapshot_that_is_gone_is_made_anew(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert status(monkeypatch, "--warehouse", old) == 0
    (old / "current").unlink()
    shutil.rmtree(old / ".snapshots")
    assert status(monkeypatch, "--warehouse", old) == 0
    assert filled(old).is_dir()


def test_a_warehouse_in_an_object_store_is_kept_too(
    old: Path, bucket: ObjectFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from flows.maintain import maintain

    upload(old, bucket)
    assert status(monkeypatch, "--warehouse", bucket) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1].startswith(f"The warehouse {bucket} is sound: ")
    assert said[0].startswith("Brought to format 2")
    assert maintain(warehouse=str(bucket), check_only=True) == (), "an address among a deployment's parameters"  # type: ignore[arg-type]
