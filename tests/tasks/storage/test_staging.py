"""Staging: rows in the table's schema, folders that live as long as their run."""

import subprocess
import sys
from datetime import UTC, datetime

import polars as pl
import pytest

from expectations.tables import TABLES
from tasks.model.records import Capture
from tasks.storage import staging

WHEN = datetime(2024, 5, 1, tzinfo=UTC)


def test_records_become_rows_and_what_they_lack_is_null(tmp_path):
    capture = Capture("c1", "folder", "a.txt", "text/plain", b"\xff\x00", WHEN)
    batch = staging.write_rows("captures", [capture], tmp_path, run_id="r", month="2024-05")
    assert (batch.table, batch.folder, batch.rows) == ("captures", tmp_path, 1)
    frame = staging.read_staged(tmp_path, "captures")
    assert frame.schema == TABLES["captures"].schema
    row = frame.row(0, named=True)
    assert (row["body"], row["run_id"], row["captured_at"], row["sha256"]) == (b"\xff\x00", "r", WHEN, None)


@pytest.mark.parametrize("name", ["../../out", "/etc/passwd", "a\x00b", "خبر" * 300, "C:\\a", ".."])
def test_no_file_is_named_after_an_address_or_a_title(tmp_path, name):
    whole = tmp_path / "whole"
    plain = {"headline": "خبر", "article_id": "a", "outlet": "o"}
    for folder, row in ((whole / "plain", plain), (whole / "odd", plain | {"headline": name, "outlet": name})):
        folder.mkdir(parents=True)
        locator = "a.txt" if folder.name == "plain" else name
        staging.write_rows("captures", [Capture("c1", "feed", locator, "text/html", b"x", WHEN, locator)], folder)
        staging.write_rows("articles", [row], folder)
        assert staging.read_staged(folder, "captures")["locator"].to_list() == [locator]
    plain_files, odd_files = ({one.name for one in (whole / kind).rglob("*")} for kind in ("plain", "odd"))
    assert odd_files == plain_files
    assert [one.name for one in tmp_path.iterdir()] == ["whole"]


def test_nested_rows_keep_their_fields(tmp_path):
    roles = [{"surface": "وزير", "start": 0, "end": 4}]
    staging.write_rows("mentions", [{"mention_id": "m", "roles": roles}], tmp_path)
    assert staging.read_staged(tmp_path, "mentions")["roles"].to_list() == [roles]


def test_a_field_that_is_no_column_is_refused(tmp_path):
    with pytest.raises(ValueError, match="mood: no column of quotes"):
        staging.write_rows("quotes", [{"quote_id": "q", "mood": "glad"}], tmp_path)


def test_what_was_not_staged_has_no_rows_and_is_not_listed(tmp_path):
    assert staging.read_staged(tmp_path, "quotes").is_empty()
    staging.write_rows("rejects", [], tmp_path)
    assert list(staging.staged_frames(tmp_path)) == ["rejects"]


def test_replaced_values_come_back_once_each(tmp_path):
    staging.write_replaced("quotes", pl.DataFrame({"article_id": ["a", "a", "b"]}), tmp_path)
    found = staging.read_replaced(tmp_path)
    assert sorted(found["quotes"]["article_id"]) == ["a", "b"]
    with pytest.raises(ValueError, match="mood: no column of quotes"):
        staging.write_replaced("quotes", pl.DataFrame({"mood": ["glad"]}), tmp_path)


def test_a_living_runs_folder_stays_and_goes_with_the_run(tmp_path):
    with staging.staging(tmp_path, "living") as folder:
        staging.batch_folder(tmp_path, "living", 1)
        with staging.staging(tmp_path, "other"):
            assert folder.exists(), "another run must not take it away"
    assert not list((tmp_path / ".staging").iterdir())


def test_a_killed_runs_folder_is_removed_by_the_next_run(tmp_path):
    script = (
        "import os, signal, sys; from pathlib import Path; from tasks.storage.staging import staging, batch_folder\n"
        "with staging(Path(sys.argv[1]), 'dead'):\n"
        "    batch_folder(Path(sys.argv[1]), 'dead', 1); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script, tmp_path], check=False)
    assert (tmp_path / ".staging/dead/00001").exists()
    with staging.staging(tmp_path, "next"):
        assert not (tmp_path / ".staging/dead").exists()
        assert not (tmp_path / ".staging/dead.lock").exists()


def test_a_lock_without_a_folder_as_a_kill_may_leave_it_is_removed_too(tmp_path):
    (tmp_path / ".staging").mkdir()
    (tmp_path / ".staging/dead.lock").touch()
    with staging.staging(tmp_path, "alive"):
        assert [path.name for path in sorted((tmp_path / ".staging").iterdir())] == ["alive", "alive.lock"]
