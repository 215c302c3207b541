"""`marsad report` writes a folder and says where; a mistake is one sentence, status 2, and nothing written."""

import sys
from pathlib import Path

import pytest

from flows import __main__ as command
from tests.tasks.report import press


def status(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["marsad", "report", *words])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("press") / "warehouse"
    press.fill(folder, press.ordinary())
    return folder


def test_it_says_what_it_wrote_and_where(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert status(monkeypatch, "--warehouse", str(warehouse), "--since", "2024-03-05") == 0
    first = warehouse / "report" / "all" / "index.html"
    assert capfd.readouterr().out == f"3 articles, 2 people, 3 quotes. Open {first} in a browser.\n"
    assert first.is_file()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--since", "gestern"), "'gestern' is no day: write it as 2026-01-31."),
        (("--lang", "fr"), "--lang fr is no language of the report: give ar or en."),
        (("--topic", "none.toml"), "none.toml"),
    ],
    ids=["since", "lang", "topic"],
)
def test_a_mistake_is_one_sentence(
    words: tuple[str, ...],
    told: str,
    warehouse: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    assert status(monkeypatch, "--warehouse", str(warehouse), "--out", str(out), *words) == 2
    said = capfd.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert not out.exists()


def test_where_there_is_no_warehouse_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert status(monkeypatch, "--warehouse", str(tmp_path / "none")) == 2
    assert "There are no tables in" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []
