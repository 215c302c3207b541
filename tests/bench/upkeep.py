"""What maintenance costs: time and peak memory of each part, and what it spares a query; compare within one run only.

    python tests/bench/upkeep.py [ARTICLES] [BATCH]

A warehouse of ARTICLES articles (31,000) in batches of BATCH (500), all in two months: the five articles of the fixture
of before the web, with their mentions, quotes and dates, under ever new ids. Each part runs in a process of its own.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from expectations.tables import TABLES
from tasks.storage import tidying
from tasks.storage.migrating import migrate
from tasks.storage.warehouse import commit, read
from tasks.upkeep import soundness, tidiness
from tests.releases import before_the_web

NOW = datetime(2030, 1, 1, tzinfo=UTC)
# What has to be new in each copy, wherever it stands.
IDS = ("capture_id", "article_id", "mention_id", "quote_id", "date_id")
COPIED = ("captures", "mentions", "quotes", "dates", "topic_matches", "articles")


def originals(folder: Path) -> dict[str, pl.DataFrame]:
    migrate(before_the_web(folder))
    every = {name: read(folder, name).collect() for name in TABLES}
    of_articles = every["articles"].select("capture_id")
    return {**every, "captures": every["captures"].join(of_articles, on="capture_id", how="semi")}


def copies(frames: dict[str, pl.DataFrame], first: int, count: int) -> dict[str, pl.DataFrame]:
    numbers = pl.DataFrame({"copy": [f"-{number}" for number in range(first, first + count)]})
    made = {}
    for name in COPIED:
        rows = frames[name].join(numbers, how="cross")
        new = [(pl.col(one) + pl.col("copy")).alias(one) for one in IDS if one in rows.columns]
        made[name] = rows.with_columns(*new, pl.lit("bench").alias("run_id")).drop("copy")
    return made


def filled(folder: Path, articles: int, batch: int) -> float:
    """Fill the warehouse; seconds of the last commit."""
    frames = originals(folder.with_name("original"))
    each, tables, took = batch // frames["articles"].height, dict.fromkeys(COPIED, 0), 0.0
    commit(folder, "bench/start", {"entities": frames["entities"]}, {})
    tables["entities"] = frames["entities"].height
    for number in range(articles // batch):
        new = copies(frames, number * each, each)
        tables = {name: rows + (new[name].height if name in new else 0) for name, rows in tables.items()}
        told = [{"table": name, "rows": rows} for name, rows in tables.items()]
        run = frames["runs"].head(1).with_columns(run_id=pl.lit("bench"), tables=pl.Series([told]))
        since = time.perf_counter()
        commit(folder, f"bench/{number:05d}", {**new, "runs": run}, {})
        took = time.perf_counter() - since
    return took


def _apart(work: Callable[..., Any], given: tuple[Any, ...], answers: Any) -> None:
    since = time.perf_counter()
    result = work(*given)
    answers.put((result, time.perf_counter() - since, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3))


def apart(work: Callable[..., Any], *given: Any) -> tuple[Any, float, float]:
    """What the work gives, its seconds, and the peak memory of its process in MB."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=_apart, args=(work, given, answers))
    process.start()
    answer = answers.get()
    process.join()
    return answer  # type: ignore[no-any-return]


def check(folder: Path) -> list[tuple[str, float]]:
    """The seconds of each part of the check.

    Raises:
        AssertionError: the warehouse is not sound.
    """
    told: list[tuple[str, float]] = []
    wrong = soundness.findings(folder, NOW, lambda doing: told.append((doing, time.perf_counter())))
    assert not wrong, wrong
    ends = [at for _, at in told[1:]] + [time.perf_counter()]
    return [(doing, end - at) for (doing, at), end in zip(told, ends, strict=True)]


def query(folder: Path) -> float:
    """Seconds of all that one speaker said, with the articles' headlines."""
    speaker = read(folder, "quotes", ["speaker_entity_id"]).collect().to_series().drop_nulls().mode()[0]

    def once() -> float:
        since = time.perf_counter()
        said = read(folder, "quotes").filter(pl.col("speaker_entity_id") == speaker)
        said.join(read(folder, "articles", ["article_id", "headline"]), on="article_id").select("content").collect()
        return time.perf_counter() - since

    return median(once() for _ in range(5))


def lines(folder: Path, articles: int, batch: int) -> Iterator[str]:
    last = filled(folder, articles, batch)
    size = sum(path.stat().st_size for path in (folder / "current").resolve().rglob("*.parquet")) / 1e6
    files = len(list((folder / "current").resolve().rglob("*.parquet")))
    yield f"{articles:,} articles, {size:,.0f} MB in {files:,} files; the last commit of {batch}: {last:.2f} s"
    before = query(folder)
    parts, took, peak = apart(check, folder)
    yield f"check: {took:.1f} s, {took / last:.1f} commits, peak {peak:,.0f} MB"
    yield from (f"    {seconds:6.2f} s  {doing}" for doing, seconds in parts if seconds > 0.2)
    fewer, took, peak = apart(tidiness.gather, folder)
    yield f"put together: {fewer:,} files fewer in {took:.1f} s, {took / last:.1f} commits, peak {peak:,.0f} MB"
    freed, took, peak = apart(tidiness.clear, folder, 0)
    yield f"vacuum: {freed / 1e6:,.0f} MB in {took:.1f} s, peak {peak:,.0f} MB"
    _, took, peak = apart(tidiness.shorten, folder)
    yield f"checkpoints: {took:.1f} s, peak {peak:,.0f} MB"
    _, took, _ = apart(tidiness.gather, folder)
    yield f"put together again, nothing to do: {took:.2f} s"
    after = query(folder)
    yield f"what one speaker said: {before:.3f} s before, {after:.3f} s after, ratio {after / before:.2f}"
    _, took, peak = apart(check, folder)
    yield f"check afterwards: {took:.1f} s, peak {peak:,.0f} MB; a large file is one of {tidying.LARGE / 1e6:.0f} MB"


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 31_000
    batch = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    with tempfile.TemporaryDirectory() as name:
        for line in lines(Path(name) / "warehouse", articles, batch):
            print(line, flush=True)


if __name__ == "__main__":
    main()
