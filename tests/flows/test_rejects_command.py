"""`marsad rejects`: what is listed and shown, safe on a terminal whatever the bytes are."""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.tables import TABLES
from flows import __main__ as command
from tasks.storage import warehouse

DAY = datetime(2024, 3, 5, 12, tzinfo=UTC)
BODIES = {
    "text": "نص\x1b[2J قصير\nوسطر".encode(),
    "bytes": b"\x89PNG\r\n\x1b[2J" + bytes(range(256)) * 4,
    "long": ("كلمة " * 3_000).encode(),
}


def frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = TABLES[table].schema
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema, orient="row")


def reject(number: int, capture: str | None, reason: str, **other: Any) -> dict[str, Any]:
    same = {"stage": "clean", "detail": "why\x1b[2J", "query_hash": "h", "topic_id": "t", "run_id": "r"}
    own = {"reject_id": f"{number}0", "capture_id": capture, "reason": reason, "locator": f"https://x.example/{number}"}
    return {**same, **own, "rejected_at": DAY + timedelta(days=number), "month": "2024-03", **other}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    same = {"reader": "folder", "media_type": "text/plain", "holds": "article", "headers": [], "truncated": False}
    same |= {"announced": [], "sha256": "x", "captured_at": DAY, "run_id": "r", "month": "2024-03"}
    captures = [{**same, "capture_id": one, "locator": one, "body": body} for one, body in BODIES.items()]
    rejects = [
        reject(1, "text", "no_text"),
        reject(2, "bytes", "not_text"),
        reject(3, "long", "language", topic_id="other"),
        reject(4, None, "robots", stage="ingest"),
        reject(5, "text", "expectation", stage="validate", table="quotes", payload='{"quote_id": "q"}'),
    ]
    where = tmp_path_factory.mktemp("rejects")
    warehouse.commit(where, "one", {"captures": frame("captures", captures), "rejects": frame("rejects", rejects)}, {})
    return where


def told(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the command prints when it succeeds."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(sys, "argv", ["marsad", "rejects", *words, "--warehouse", str(folder)])
    with pytest.raises(SystemExit) as ended:
        command.main()
    out = capsys.readouterr()
    assert ended.value.code in (0, None), out.err
    assert "\x1b[2J" not in out.out, "nothing may move the cursor"
    return out.out


def test_rejects_are_counted_by_reason_and_stage(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = told(folder, monkeypatch, capsys).splitlines()
    reasons = ("no_text", "not_text", "language", "robots", "expectation")
    assert all(any(line.strip().startswith(reason) for line in lines) for reason in reasons)
    assert "https://" not in "\n".join(lines)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("--reason", "no_text", "--reason", "robots"), {1, 4}),
        (("--stage", "clean"), {1, 2, 3}),
        (("--since", "2024-03-08"), {3, 4, 5}),
        (("--topic", "other"), {3}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_lines_of_json_are_what_was_asked_for(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    shown: set[int],
) -> None:
    lines = told(folder, monkeypatch, capsys, *words, "--format", "jsonl").splitlines()
    assert {json.loads(line)["reject_id"] for line in lines} == {f"{number}0" for number in shown}


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        (1, "نص[2J قصير"),
        (2, "00000000  89 50 4e 47 0d 0a 1b 5b 32 4a"),
        (3, "11,000 characters more"),
        (4, "Its bytes are not kept"),
        (5, '{"quote_id": "q"}'),
    ],
)
def test_one_is_shown_with_its_bytes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int, wanted: str
) -> None:
    assert wanted in told(folder, monkeypatch, capsys, "show", str(number))


def test_bytes_are_written_as_they_arrived(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told(folder, monkeypatch, capsys, "show", "20", "--bytes", str(tmp_path / "out"))
    assert (tmp_path / "out").read_bytes() == BODIES["bytes"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "9"), "begins with '9'"),
        (("show", "4", "--bytes", "out"), "are not kept, or there never were any"),
        (("--reason", "nothing"), "'nothing' is none of"),
        (("--topic", "t", "show", "1"), "put what belongs to `show` behind it"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_mistake_is_one_sentence(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(sys, "argv", ["marsad", "rejects", *words, "--warehouse", str(folder)])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert (ended.value.code, said in " ".join(capsys.readouterr().err.split())) == (2, True)


def test_the_environment_may_name_the_warehouse(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MARSAD_WAREHOUSE", str(folder))
    monkeypatch.setattr(sys, "argv", ["marsad", "rejects", "show", "10"])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code in (0, None), capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["marsad", "rejects", "--stage", "clean", "show", "10"])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 2, "what belongs to show stands behind it"
