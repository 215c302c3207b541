"""Kill a writer at random moments; nothing committed is lost or doubled, and readers see tables that agree."""

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from expectations.tables import TABLES
from tasks.storage import ledger, snapshot, warehouse

KILLS = 10
REVISION = ["article_id", "revision"]


def disagreements(folder: Path, mentions: int) -> list[str]:
    """What is wrong with a snapshot: every article has one quote and so many mentions, all of its revision."""
    articles = snapshot.scan(folder, "articles").select(REVISION).collect()
    quotes = snapshot.scan(folder, "quotes").select(REVISION).collect()
    counted = snapshot.scan(folder, "mentions").group_by(REVISION).len().collect()
    expected = articles.with_columns(len=pl.lit(mentions, pl.get_index_type()))
    return [
        *(["an article twice"] if articles["article_id"].is_duplicated().any() else []),
        *(["quotes and articles"] if not articles.sort(REVISION).equals(quotes.sort(REVISION)) else []),
        *(["mentions and articles"] if not expected.sort(REVISION).equals(counted.sort(REVISION)) else []),
        *(f"{name} twice" for name, table in TABLES.items() if doubled(folder, name, table.key)),
    ]


def doubled(folder: Path, name: str, key: tuple[str, ...]) -> bool:
    keys = snapshot.scan(folder, name).select(key).collect()
    return keys.n_unique() != keys.height


@contextmanager
def reading(look: Callable[[], list[str]]) -> Iterator[tuple[list[str], list[int]]]:
    """Look again and again, in a thread, while the block runs; what was found wrong and how often it looked."""
    wrong: list[str] = []
    looks, stop = [0], threading.Event()

    def loop() -> None:
        while not stop.wait(0.02):
            wrong.extend(look())
            looks[0] += 1

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield wrong, looks
    finally:
        stop.set()
        thread.join()


def write_and_kill(writer: Path, folder: Path, first: int, after: float) -> list[str]:
    """The batches that a writer acknowledged until it was killed, so many seconds after its first one."""
    command = [sys.executable, str(writer), str(folder), "w", str(first), "999"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=writer.parents[3]) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline()]
        timer = threading.Timer(after, process.kill)
        timer.start()
        acknowledged.extend(process.stdout)
    assert process.returncode == -signal.SIGKILL, "the writer was killed, it did not fail"
    return [line.strip() for line in acknowledged]


def test_kills_lose_nothing_double_nothing_and_no_reader_sees_tables_that_disagree(tmp_path, made):
    seconds = random.Random(5)  # the moments within a commit vary anyway
    acknowledged: list[str] = []

    def look() -> list[str]:
        folder = snapshot.current(tmp_path)
        return disagreements(folder, made.MENTIONS) if folder else []

    with reading(look) as (wrong, looks):
        for _ in range(KILLS):
            first = max(0, len(ledger.entries(tmp_path)) - 1)  # the last one again: it must be skipped
            acknowledged += write_and_kill(made.path, tmp_path, first, seconds.uniform(0.05, 0.5))
    assert looks[0] > KILLS, "readers read meanwhile"
    assert not wrong

    warehouse.recover(tmp_path)
    batches = [entry.batch for entry in ledger.entries(tmp_path)]
    assert batches == [f"w-{step}" for step in range(len(batches))], "each batch once, in order"
    assert set(acknowledged) <= set(batches), "what was acknowledged is in the ledger"
    for folder in (tmp_path / ".snapshots").iterdir():
        assert not disagreements(folder, made.MENTIONS)
    articles = warehouse.read(tmp_path, "articles").collect()
    expected = {
        f"w-{number}-{each}": 2 if f"w-{2 * number + 1}" in batches else 1
        for number in range((len(batches) + 1) // 2)
        for each in range(made.ARTICLES)
    }
    assert dict(articles.select(REVISION).rows()) == expected, "every ledger entry's rows are there, revised or new"
    captures = warehouse.read(tmp_path, "captures").collect()
    assert captures.height == len(batches) * made.ARTICLES


def test_two_writers_at_once_both_get_through(tmp_path, made):
    commands = [[sys.executable, str(made.path), str(tmp_path), name, "0", "6"] for name in ("a", "b")]
    writers = [
        subprocess.Popen(command, cwd=made.path.parents[3], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for command in commands
    ]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [(b"", 0)] * 2
    assert sorted(entry.batch for entry in ledger.entries(tmp_path)) == [
        f"{name}-{n}" for name in "ab" for n in range(6)
    ]
    folder = snapshot.current(tmp_path)
    assert folder is not None
    assert not disagreements(folder, made.MENTIONS)
    assert snapshot.scan(folder, "articles").collect().height == 2 * 3 * made.ARTICLES
