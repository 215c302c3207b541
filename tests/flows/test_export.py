"""`marsad export`: what is in the warehouse comes out as a web archive; mistakes are one sentence."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from expectations.tables import TABLES
from flows import __main__ as command
from tasks.model.records import Capture
from tasks.model.runs import Run
from tasks.model.settings import Settings
from tasks.readers import warc
from tasks.storage.captures import stage_captures
from tasks.storage.exporting import captures_of, wanted
from tasks.storage.staging import read_staged
from tasks.storage.warehouse import commit

START = datetime(2026, 1, 30, 22, tzinfo=UTC)


def capture(number: int) -> Capture:
    return Capture(
        capture_id=f"{number:020x}",
        reader="page",
        locator=f"http://news.example/{number}",
        media_type="text/html",
        body=f"<p>خبر {number}".encode(),
        captured_at=START + timedelta(hours=number),
        url=f"http://news.example/{number}",
        outlet="odd" if number % 2 else "even",
        status=200,
        headers=(("Content-Type", "text/html"),),
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """70 captures, so that they come in three slices, over two months."""
    root = tmp_path_factory.mktemp("export")
    where = root / "warehouse"
    run = Run("r", "t", "q", False, START, where)
    stage_captures([capture(number) for number in range(70)], root, run)
    commit(where, "b", {"captures": read_staged(root, "captures")}, {})
    return where


def status(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["marsad", *words])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


def exported(file: Path) -> list[Capture]:
    found = list(warc.read(file, Settings(), START))
    assert all(isinstance(one, Capture) for one in found)
    return [one for one in found if isinstance(one, Capture)]


def test_all_captures_come_out_and_back(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.warc.gz"
    assert status(monkeypatch, "export", "--warc", str(file), "--warehouse", str(warehouse)) == 0
    assert capsys.readouterr().out == f"70 captures are in {file}.\n"
    found = [(one.url, one.body, one.captured_at, one.outlet, one.status) for one in exported(file)]
    given = [capture(number) for number in range(70)]
    assert found == [(one.url, one.body, one.captured_at, one.outlet, one.status) for one in given]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (["--since", "2026-02-01"], range(26, 70)),
        (["--outlet", "odd"], range(1, 70, 2)),
        (["--since", "2026-02-01", "--outlet", "even"], range(26, 70, 2)),
    ],
)
def test_some_captures_come_out(
    words: list[str], numbers: range, warehouse: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a.warc"
    assert status(monkeypatch, "export", "--warc", str(file), "--warehouse", str(warehouse), *words) == 0
    assert [one.url for one in exported(file)] == [f"http://news.example/{number}" for number in numbers]


def test_they_are_read_a_few_at_a_time(warehouse: Path) -> None:
    rows = wanted(warehouse)
    assert "body" not in rows.columns
    assert [one.capture_id for one in captures_of(warehouse, rows)] == rows["capture_id"].to_list()
    assert set(rows.columns) <= set(TABLES["captures"].schema)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--warc", "a.zip"], "--warc a.zip must end in .warc.gz, or in .warc for a file that is not packed."),
        (["--warc", "none/a.warc.gz"], "There is no folder"),
        (["--warc", "folder.warc"], "folder.warc is a folder: give --warc a file."),
        (["--warc", "a.warc", "--since", "yesterday"], "'yesterday' is no day: write it as 2026-01-31."),
        (["--warc", "a.warc", "--since", "2030-01-01"], "There are no captures since 2030-01-01 in"),
        (["--warc", "a.warc", "--outlet", "none"], "There are no captures of the outlet none in"),
        (["--warc", "a.warc", "--warehouse", "empty"], "There are no tables in"),
        (["--warc", ""], "it is empty; give a path"),
    ],
)
def test_a_mistake_is_one_sentence_and_writes_nothing(
    words: list[str],
    says: str,
    warehouse: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.warc").mkdir()
    given = words if "--warehouse" in words else [*words, "--warehouse", str(warehouse)]
    assert status(monkeypatch, "export", *given) == 2
    assert says in capfd.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["folder.warc"]
