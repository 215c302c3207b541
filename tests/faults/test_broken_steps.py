"""A fault between two steps: one sentence, what stood stands, and what comes after finishes."""

import runpy
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from tasks.model.errors import ConfigError, StagingBroken
from tasks.storage import ledger, snapshot, warehouse
from tests.faults import one_run
from tests.faults.findings import unsound
from tests.faults.run_kills import TOPIC, made_up
from tests.faults.test_no_room import disk, status

ROOT = Path(__file__).resolve().parents[2]
STEPS = (
    ("tasks.storage.delta", "put"),
    ("tasks.storage.delta", "sync"),
    ("tasks.storage.ledger", "append"),
    ("tasks.storage.snapshot", "show"),
    ("tasks.storage.snapshot", "_swap"),
)


@pytest.fixture(scope="module")
def made() -> SimpleNamespace:
    """Batches for a warehouse."""
    return SimpleNamespace(**runpy.run_path(str(ROOT / "tests" / "tasks" / "storage" / "writer.py")))


def before(patch: pytest.MonkeyPatch, module: str, function: str, fault: Callable[[], None]) -> None:
    """Have a fault come when a function is called for the first time."""
    at = __import__(module, fromlist=[function])
    whole, waiting = getattr(at, function), [fault]

    def called(*args: object, **named: object) -> object:
        while waiting:
            waiting.pop()()
        return whole(*args, **named)

    patch.setattr(at, function, called)


def fill(folder: Path) -> None:
    """Leave no room on the disk, neither for bytes nor for names."""
    filling, size = folder / "filling", 1 << 20
    filling.mkdir()
    with (filling / "bytes").open("ab", buffering=0) as out:
        while size:
            try:
                size = size if out.write(bytes(size)) else size // 2
            except OSError:
                size //= 2
    with suppress(OSError):
        for number in count():
            (filling / str(number)).touch()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[1])
def test_a_commit_on_a_full_disk_leaves_what_stood(
    tmp_path: Path, made: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, step: tuple[str, str]
) -> None:
    long = "two" * 2000  # the ledger's line needs a page more
    with disk(tmp_path / "disk", "12m,nr_inodes=2000"):
        where = tmp_path / "disk" / "warehouse"
        warehouse.commit(where, "one", made.batch("a", 0), {})
        stood = snapshot.current(where)
        with monkeypatch.context() as patch:
            before(patch, *step, lambda: fill(tmp_path / "disk"))
            with pytest.raises(Exception, match=r"(?i)no space left|os error 28"):
                warehouse.commit(where, long, made.batch("b", 0), {})
        assert snapshot.current(where) == stood, "readers see what they saw"
        assert warehouse.read(where, "articles").collect().height == made.ARTICLES
        shutil.rmtree(tmp_path / "disk" / "filling")
        warehouse.recover(where)
        warehouse.commit(where, long, made.batch("b", 0), {})
        assert [entry.batch for entry in ledger.entries(where)] == ["one", long]
        assert warehouse.read(where, "articles").collect().height == 2 * made.ARTICLES


def test_half_a_line_of_the_ledger_is_no_commit(
    tmp_path: Path, made: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ledger.os.pwrite
    with monkeypatch.context() as patch:
        patch.setattr(ledger.os, "pwrite", lambda descriptor, line, at: whole(descriptor, line[:20], at))
        with pytest.raises(OSError, match="No space left"):
            warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    assert ledger.entries(tmp_path) == ()
    assert snapshot.current(tmp_path) is None
    assert warehouse.commit(tmp_path, "one", made.batch("a", 0), {}) == 1


def test_a_ledger_that_has_lost_its_end_is_told_and_nothing_rolled_back(tmp_path: Path, made: SimpleNamespace) -> None:
    for name in "ab":
        warehouse.commit(tmp_path, name, made.batch(name, 0), {})
    path = ledger.ledger_path(tmp_path)
    whole = path.read_bytes()
    for lost in (whole.splitlines(keepends=True)[0], whole[:-30]):
        path.write_bytes(lost)
        with pytest.raises(ConfigError, match=r"has lost its last lines: restore ledger\.jsonl from a backup"):
            warehouse.recover(tmp_path)
        with pytest.raises(ConfigError, match="has lost its last lines"):
            warehouse.commit(tmp_path, "c", made.batch("c", 0), {})
    path.write_bytes(whole)
    assert warehouse.recover(tmp_path) == 2
    assert warehouse.read(tmp_path, "articles").collect().height == 2 * made.ARTICLES


@pytest.mark.parametrize(("back", "refused"), [(timedelta(hours=20), False), (timedelta(days=400), True)])
def test_a_clock_that_is_far_behind_is_told_before_anything_is_read(
    tmp_path: Path, made: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, back: timedelta, refused: bool
) -> None:
    class Behind(datetime):
        @classmethod
        def now(cls, _zone: object = None) -> datetime:
            return datetime.now(UTC) - back

    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    monkeypatch.setattr(warehouse, "datetime", Behind)
    if refused:
        with pytest.raises(ConfigError, match=r"The clock says .* UTC, but .* was written to at .*: set the clock"):
            warehouse.recover(tmp_path)
    else:
        monkeypatch.setattr(ledger, "datetime", Behind)
        assert warehouse.recover(tmp_path) == 1
        assert warehouse.commit(tmp_path, "two", made.batch("b", 0), {}) == 2
        assert warehouse.read(tmp_path, "articles").collect().height == 2 * made.ARTICLES


@pytest.fixture(scope="module")
def topic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A topic file with three articles behind it."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "news.jsonl").write_text("".join(made_up(3)), encoding="utf-8")
    (folder / "topic.toml").write_text(TOPIC.format(path=folder / "news.jsonl"), encoding="utf-8")
    return folder / "topic.toml"


def staged(folder: Path, name: str) -> Path:
    (found,) = folder.glob(f".staging/*/00000/**/{name}.parquet")
    return found


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def flipped(path: Path) -> None:
    """Change a letter of what the record holds."""
    import polars as pl

    frame = pl.read_parquet(path)
    body = frame["body"].to_list()
    body[0] = body[0].replace("قال".encode(), "قيل".encode(), 1) + b" "
    frame.with_columns(pl.Series("body", body, dtype=pl.Binary)).write_parquet(path)


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("module", "function", "table", "damage"),
    [
        ("tasks.clean", "staged_captures", "captures", cut),
        ("tasks.clean", "staged_captures", "captures", flipped),
        ("tasks.clean", "staged_captures", "captures", gone),
        ("tasks.extract", "read_staged", "articles", cut),
        ("tasks.extract", "read_staged", "articles", gone),
        ("tasks.resolve", "read_found", "found_quotes", cut),
        ("tasks.resolve", "read_found", "found_quotes", gone),
        ("tasks.resolve", "read_staged", "articles", gone),
    ],
)
def test_what_is_broken_between_two_steps_stops_the_run_and_nothing_of_it_is_published(
    tmp_path: Path,
    topic: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: str,
    function: str,
    table: str,
    damage: Callable[[Path], None],
) -> None:
    where = tmp_path / "warehouse"
    with monkeypatch.context() as patch:
        before(patch, module, function, lambda: damage(staged(where, table)))
        with pytest.raises(StagingBroken, match=r"this run had put aside, .*: run again"):
            one_run.run(str(topic), str(where))
    assert not warehouse.exists(where)
    assert list((where / ".staging").iterdir()) == []


@pytest.mark.parametrize("step", [("tasks.ingest", "stage_captures"), ("expectations.docs", "pages")])
def test_a_run_on_a_full_disk_ends_and_the_next_one_finishes(
    tmp_path: Path, topic: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[str, str]
) -> None:
    with disk(tmp_path / "disk", "24m,nr_inodes=3000"):
        where = tmp_path / "disk" / "warehouse"
        with monkeypatch.context() as patch:
            before(patch, *step, lambda: fill(tmp_path / "disk"))
            with pytest.raises(Exception, match=r"(?i)no space left|os error 28"):
                one_run.run(str(topic), str(where))
        shutil.rmtree(tmp_path / "disk" / "filling")
        one_run.run(str(topic), str(where))
        assert warehouse.read(where, "articles").collect().height == 3
        assert unsound(where) == []
        assert list((where / ".staging").iterdir()) == []


def test_the_command_says_that_the_disk_is_full_and_that_the_run_failed(
    tmp_path: Path, topic: Path, prefect: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with disk(tmp_path / "disk", "24m,nr_inodes=3000"):
        before(monkeypatch, "tasks.storage.delta", "put", lambda: fill(tmp_path / "disk"))
        where = tmp_path / "disk" / "warehouse"
        assert status(monkeypatch, "run", "--all", "--topic", str(topic), "--warehouse", str(where)) == 1
    said = capfd.readouterr().err
    assert "The run failed: " in said
    assert "No space left on device" in said
    assert "What was published before it stands." in said
    assert "Traceback" not in said
