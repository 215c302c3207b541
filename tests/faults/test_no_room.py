"""The disk is full, or the warehouse cannot be written: one sentence, no half row, and what was there is kept."""

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows import __main__ as command
from tasks.model.errors import ConfigError
from tasks.model.settings import Settings
from tasks.model.sources import WebSource
from tasks.web import database
from tasks.web.crawl import crawl
from tasks.web.state import State
from tests.faults.conftest import Watched
from tests.outlets import odd, serve

SETTINGS = Settings(contact="faults@example.org", host_delay=0, allowed_networks="127.0.0.0/8", disk_floor=0)


@contextmanager
def disk(at: Path, size: str) -> Iterator[None]:
    """A small disk of its own at a folder; skips where one cannot be mounted."""
    at.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", at], check=False).returncode
    ):
        pytest.skip("a disk can only be mounted as root")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", at], check=True)


def remounted(at: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", at], check=True)


def status(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["marsad", *words])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


def test_a_full_disk_ends_the_crawl_and_the_next_one_goes_on(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "600k"), serve(outlets=1, articles=60) as server:
        outlet = server.outlet(1)
        for number in range(1, 61):  # random bytes do not pack
            body = f"<html>{number}{os.urandom(10_000).hex()}</html>"
            outlet.script[f"/articles/{number}"] = odd.text(body)
        source = WebSource("feed", outlet.feeds[0])
        full = pytest.raises(ConfigError, match=r"disk is full where .*state\.sqlite lies: free some space")
        with State(tmp_path / "disk" / "state.sqlite") as state, full:
            asyncio.run(crawl([source], state, SETTINGS))
        remounted(tmp_path / "disk", "size=20m")
        with State(tmp_path / "disk" / "state.sqlite") as state:
            assert state.broken is None
            before = {capture.locator for capture in state.spool.read(state.spool.ids()) if capture.holds == "article"}
            assert 0 < len(before) < 40
            assert len(before) == state.pages.counts([source.url])[("fetched", None)], (
                "a page with its capture or neither"
            )
            server.forget()
            asyncio.run(crawl([source], state, SETTINGS))
            pages = [capture.locator for capture in state.spool.read(state.spool.ids()) if capture.holds == "article"]
            asked = {record.path for record in server.requests() if record.path.startswith("/articles/")}
            assert sorted(pages) == sorted(set(pages))
            assert len(pages) == 40
            assert len(asked) == 40 - len(before), "what was kept is not fetched again"


def test_too_little_room_is_told_before_anything_is_fetched(
    watched: Watched, prefect: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MARSAD_DISK_FLOOR", "1000000000")
    watched.server.outlet(1).grow()
    run = ("run", "--topic", str(watched.topic), "--warehouse", str(watched.warehouse), "--all")
    assert status(monkeypatch, *run) == 2
    said = capfd.readouterr().err
    assert "MARSAD_DISK_FLOOR keeps 1,000,000,000 MB free. Free some space and run again" in said
    assert "Traceback" not in said
    assert watched.server.requests() == []


def test_a_warehouse_that_cannot_be_written_is_one_sentence(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with disk(tmp_path / "disk", "1m"):
        (tmp_path / "disk" / "warehouse").mkdir()
        remounted(tmp_path / "disk", "ro")
        where = str(tmp_path / "disk" / "warehouse")
        assert status(monkeypatch, "run", "--topic", str(watched.topic), "--warehouse", where) == 2
    assert f"The warehouse {where} cannot be written: no permission for {where}." in capfd.readouterr().err
    assert watched.server.requests() == []


def test_a_state_that_cannot_be_written_is_left_as_it_is(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "1m"):
        path = tmp_path / "disk" / ".web" / "state.sqlite"
        with State(path) as state:
            state.hosts.take_turn("a:80", 1.0, 1.0)
        remounted(tmp_path / "disk", "ro")
        with pytest.raises(ConfigError, match=r"state\.sqlite cannot be (written|opened|read or written)"):
            State(path)
        remounted(tmp_path / "disk", "rw")
        with State(path) as state:
            assert state.broken is None
            assert state.hosts.wait("a:80", 1.0) == 1.0


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match=r"file/\.web cannot be made: not a directory|cannot be made"):
        State(tmp_path / "file" / ".web" / "state.sqlite")


def test_a_state_that_another_process_holds_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    path = tmp_path / "state.sqlite"
    with State(path) as state:
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Exception, match=r"Another process has held .*state\.sqlite"):
            state.hosts.take_turn("a:80", 0.0, 1.0)
        holder.execute("ROLLBACK")
        holder.close()
        assert state.hosts.take_turn("a:80", 0.0, 1.0) == 0.0, "and no transaction is left open"
