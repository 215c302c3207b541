"""What is remembered of the web is lost or broken: published pages are not fetched again, and nothing is doubled."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tasks.web.database import moved_aside
from tasks.web.state import State
from tests.faults.conftest import Watched


def deleted(path: Path) -> None:
    shutil.rmtree(path.parent)


def garbage(path: Path) -> None:
    path.write_bytes("لا شيء".encode() * 5000)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [deleted, garbage, emptied])
def test_what_is_published_is_not_fetched_again(watched: Watched, damage: object) -> None:
    since = datetime.now(UTC)
    assert callable(damage)
    damage(watched.state)
    watched.run()
    assert watched.asked() == []
    assert watched.wrong() == []
    assert len(moved_aside(watched.state, since)) == (damage is garbage), "a broken file is kept, and told of"
    assert moved_aside(watched.state, datetime.now(UTC) + timedelta(hours=1)) == []


def test_news_after_the_loss_is_fetched_and_nothing_else(watched: Watched) -> None:
    deleted(watched.state)
    watched.server.outlet(1).grow()
    watched.run()
    assert {path.partition("?")[0] for path in watched.asked()} == {"/articles/5"}
    assert watched.wrong() == []
    watched.run()
    assert watched.asked() == []


def test_a_kill_between_the_loss_and_the_rebuilding_changes_nothing(watched: Watched) -> None:
    deleted(watched.state)
    State(watched.state).close()
    watched.run()
    assert watched.asked() == []
    assert watched.wrong() == []


def test_what_was_fetched_and_not_published_is_fetched_again(empty: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("tasks.ingest._staged", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            empty.run()
    assert len(empty.asked()) == 8
    deleted(empty.state)
    empty.run()
    assert len(empty.asked()) == 8
    assert empty.wrong() == []


def test_what_was_fetched_and_not_published_is_taken_from_the_spool(
    empty: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("tasks.ingest._staged", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            empty.run()
    empty.asked()
    empty.run()
    assert empty.asked() == []
    assert empty.wrong() == []
    empty.run()
    with State(empty.state) as state:
        assert state.spool.ids() == (), "the warehouse has it by now"


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt
