"""The command line: a mistake is one sentence and status 2, a failed run one and status 1, never a traceback."""

import io
import os
import sys
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows import __main__ as command
from flows.foreground import _failure

DOCUMENT = '{"id": "a", "text": "عنوان"}\n'


def status(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["marsad", *words])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("option", ["--topic", "--input", "--warehouse"])
def test_an_empty_path_is_not_the_folder_one_is_in(
    option: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert status(monkeypatch, "run", option, "") == 2, 'as from --warehouse "$UNSET"'
    assert "it is empty;" in capfd.readouterr().err
    assert not list(tmp_path.iterdir()), "a mistake writes nothing"


def test_what_is_read_is_not_written_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "documents.jsonl"
    file.write_text(DOCUMENT, encoding="utf-8")
    assert status(monkeypatch, "analyze", str(file), "--output", str(tmp_path / "." / file.name)) == 2
    assert "choose another file" in " ".join(capfd.readouterr().err.split())
    assert file.read_text(encoding="utf-8") == DOCUMENT


def test_output_that_cannot_be_written_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(lines: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "documents.jsonl").write_text(DOCUMENT, encoding="utf-8")
    monkeypatch.setattr(command, "_print", full)
    with Path(os.devnull).open("w") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        assert status(monkeypatch, "analyze", str(tmp_path / "documents.jsonl")) == 1
    assert capfd.readouterr().err == "marsad: Cannot go on: no space left on device.\n", "no traceback"


@pytest.mark.parametrize(("stream", "words"), [("stdin", ["-"]), ("stdout", ["documents.jsonl"])])
def test_a_stream_that_is_closed_is_one_sentence(
    stream: str,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("documents.jsonl").write_text(DOCUMENT, encoding="utf-8")
    monkeypatch.setattr(sys, stream, None)
    assert status(monkeypatch, "analyze", *words) == 2, "Python has None for a stream that was closed"
    assert f"Nothing is connected to {stream}" in capfd.readouterr().err


def test_a_server_that_does_not_answer_is_told_with_what_to_do() -> None:
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        told = _failure(RuntimeError("Failed to reach API at http://127.0.0.1:9/api/"))
    assert "PREFECT_API_URL=http://127.0.0.1:9/api" in told
    assert "unset the variable" in told


def test_what_nobody_foresaw_is_named_by_its_kind() -> None:
    assert "KeyError: 'x'" in _failure(KeyError("x")), "the text of a KeyError alone says nothing"


def test_standard_input_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DOCUMENT.encode())))
    assert command._lines("-") == [DOCUMENT.encode()]
