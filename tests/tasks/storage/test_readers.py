"""Who reads while batches are committed and the tables tidied sees tables that agree; how not to read is shown too."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from expectations.tables import TABLES
from tasks.storage import delta, ledger, snapshot, warehouse
from tasks.upkeep import tidiness

REVISION = ["article_id", "revision"]
READ = ("articles", "quotes", "mentions")
BATCHES = 8


def disagreements(articles: pl.DataFrame, quotes: pl.DataFrame, mentions: pl.DataFrame, each: int) -> list[str]:
    """What is wrong with tables in which every article has one quote and so many mentions, all of its revision."""
    counted = mentions.group_by(REVISION).len()
    expected = articles.select(*REVISION, len=pl.lit(each, pl.get_index_type()))
    return [
        *(["an article twice"] if articles["article_id"].is_duplicated().any() else []),
        *(["quotes and articles"] if not articles.sort(REVISION).equals(quotes.sort(REVISION)) else []),
        *(["mentions and articles"] if not expected.sort(REVISION).equals(counted.sort(REVISION)) else []),
    ]


def through_the_snapshot(folder: Path) -> list[pl.DataFrame]:
    shown = (folder / "current").resolve()
    return [pl.scan_parquet(shown / name, hive_partitioning=True).select(REVISION).collect() for name in READ]


def through_delta(folder: Path) -> list[pl.DataFrame]:
    versions = ledger.entries(folder)[-1].tables
    paths = {name: str(folder / "tables" / name) for name in READ}
    return [pl.scan_delta(paths[name], version=versions[name]).select(REVISION).collect() for name in READ]


class Reader(threading.Thread):
    """Reads in one way until it is told to stop; what was wrong, and how often it looked."""

    def __init__(self, read: Callable[[Path], list[pl.DataFrame]], folder: Path, each: int) -> None:
        super().__init__()
        self.looks, self.wrong, self._done = 0, list[str](), threading.Event()
        self._look = lambda: disagreements(*read(folder), each)

    def run(self) -> None:
        while not self._done.wait(0.02):
            try:
                self.wrong += self._look()
            except Exception as error:  # a query that fails is what must not be
                self.wrong.append(f"{type(error).__name__}: {error}")
            self.looks += 1

    def stop(self) -> None:
        self._done.set()
        self.join()


def test_readers_see_tables_that_agree_while_batches_come_and_files_are_tidied(tmp_path: Path, made) -> None:
    warehouse.commit(tmp_path, "first", made.batch("first", 0), {})
    readers = [Reader(read, tmp_path, made.MENTIONS) for read in (through_the_snapshot, through_delta)]
    for reader in readers:
        reader.start()
    tidied = 0
    try:
        command = [sys.executable, str(made.path), str(tmp_path), "w", "0", str(BATCHES)]
        with subprocess.Popen(command, cwd=made.path.parents[3], stdout=subprocess.DEVNULL) as writer:
            while writer.poll() is None:
                tidied += tidiness.gather(tmp_path)
                tidiness.clear(tmp_path, 24)
                tidiness.shorten(tmp_path)
        tidied += tidiness.gather(tmp_path)
    finally:
        for reader in readers:
            reader.stop()
    assert writer.returncode == 0
    assert [reader.wrong for reader in readers] == [[], []]
    assert min(reader.looks for reader in readers) > 5
    assert tidied > 0
    batches = [entry.batch for entry in ledger.entries(tmp_path) if entry.rows]
    assert batches == ["first", *(f"w-{number}" for number in range(BATCHES))], "each batch once"
    assert disagreements(*through_the_snapshot(tmp_path), made.MENTIONS) == []


def bare(folder: Path, table: str) -> int:
    return int(pl.scan_delta(str(folder / "tables" / table)).select(pl.len()).collect().item())


def test_delta_without_a_version_shows_what_no_batch_has_published(tmp_path: Path, made, monkeypatch) -> None:
    """Between a replacement's two versions rows are gone; and a batch that is killed never counts."""
    first = made.batch("a", 0)
    warehouse.commit(tmp_path, "one", first, {})
    rows = first["quotes"].height
    second = made.batch("a", 0, revision=2)
    with monkeypatch.context() as patched:

        def killed(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        patched.setattr(delta, "write_deltalake", killed)
        with pytest.raises(KeyboardInterrupt):
            warehouse.commit(tmp_path, "two", {"quotes": second["quotes"]}, made.revised(second))
    assert bare(tmp_path, "quotes") == 0, "the old rows are gone, the new ones not there"
    assert [frame.height for frame in through_delta(tmp_path)][1] == rows
    assert [frame.height for frame in through_the_snapshot(tmp_path)][1] == rows
    tidiness.put_right(tmp_path)
    assert bare(tmp_path, "quotes") == rows, "until somebody has put right what the killed one left"


def test_the_tables_folder_is_no_plain_parquet_and_the_snapshot_is(tmp_path: Path, made) -> None:
    for step in range(4):
        frames = made.batch("a", step // 2, step % 2 + 1)
        warehouse.commit(tmp_path, f"{step}", frames, made.revised(frames))
    tidiness.gather(tmp_path)
    folder = snapshot.current(tmp_path)
    assert folder is not None
    for name in READ:
        whole = snapshot.scan(folder, name).collect().height
        plain = pl.scan_parquet(f"{tmp_path}/current/{name}/**/*.parquet").select(pl.len()).collect().item()
        raw = pl.scan_parquet(f"{tmp_path}/tables/{name}/month=*/*.parquet").select(pl.len()).collect().item()
        assert plain == whole
        assert raw > whole, "what was replaced lies there until it is old enough"
        assert TABLES[name].partitioned
