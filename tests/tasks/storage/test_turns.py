"""A turn is one's own: others wait for it in fairness, and it ends with its process."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from tasks.model.errors import WarehouseBusy
from tasks.storage import snapshot, turns, warehouse
from tasks.storage.turns import alone

_HOLD = """
import sys; from pathlib import Path; from tasks.storage.turns import alone
with alone(Path(sys.argv[1])):
    print("mine", flush=True); sys.stdin.readline()
"""


def test_a_turn_within_a_turn_is_the_same(tmp_path: Path) -> None:
    with alone(tmp_path):
        with alone(tmp_path):
            pass
        assert waits(tmp_path), "it ends with the outer one"
    assert not waits(tmp_path)


def waits(folder: Path) -> bool:
    """Whether another thread would have to wait."""
    busy: list[bool] = []

    def look() -> None:
        try:
            turns._acquired(folder, 0.0).release()
        except WarehouseBusy:
            busy.append(True)

    thread = Thread(target=look)
    thread.start()
    thread.join()
    return bool(busy)


def test_it_ends_with_its_process(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "mine\n"
        with pytest.raises(WarehouseBusy, match="Others have been writing"):
            turns._acquired(tmp_path, 0.1)
        os.kill(holder.pid, signal.SIGKILL)
    with alone(tmp_path):
        pass


def test_who_waits_comes_before_who_has_just_had_a_turn(tmp_path: Path) -> None:
    had: list[str] = []
    waiting = Event()

    def patient() -> None:
        waiting.set()
        with alone(tmp_path):
            had.append("patient")

    thread = Thread(target=patient)
    with alone(tmp_path):
        thread.start()
        assert waiting.wait(10)
        while not queued(tmp_path):
            pass
    with alone(tmp_path):
        had.append("again")
    thread.join()
    assert had == ["patient", "again"]


def queued(folder: Path) -> bool:
    """Whether somebody is the next."""
    lock = turns.FileLock(folder / ".queue.lock")
    try:
        lock.acquire(timeout=0)
    except turns.Timeout:
        return True
    lock.release()
    return False


def test_a_turn_begins_with_all_that_was_published(tmp_path: Path, made, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "show", killed)
        with pytest.raises(KeyboardInterrupt):
            warehouse.commit(tmp_path, "two", made.batch("b", 0), {})
    assert warehouse.read(tmp_path, "articles").collect().height == made.ARTICLES
    with warehouse.turn(tmp_path) as last:
        assert last is not None
        assert last.batch == "two"
        assert warehouse.read(tmp_path, "articles").collect().height == 2 * made.ARTICLES
