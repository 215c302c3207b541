"""Time commits and reads of a made-up warehouse; compare the figures of one run only, and the ratios between runs.

    python tests/bench/storage.py [COMMITS] [ARTICLES]

Every batch has ARTICLES articles (500) with 40 mentions each.
"""

import runpy
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

from tasks.storage import ledger, warehouse

WRITER = runpy.run_path(str(Path(__file__).parents[1] / "tasks" / "storage" / "writer.py"))
MENTIONS = 40


def seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def appends(folder: Path, commits: int, articles: int) -> Iterator[float]:
    for number in range(commits):
        frames = WRITER["batch"]("a", number, articles=articles, mentions=MENTIONS)
        yield seconds(lambda frames=frames, number=number: warehouse.commit(folder, f"a-{number}", frames, {}))


def replacements(folder: Path, commits: int, articles: int) -> Iterator[float]:
    for number in range(commits):
        frames = WRITER["batch"]("a", number, 1, articles, MENTIONS)
        replaced = WRITER["revised"](frames)
        yield seconds(lambda f=frames, r=replaced, n=number: warehouse.commit(folder, f"r-{n}", f, r))


def scans(folder: Path, table: str) -> tuple[float, float]:
    version = ledger.entries(folder)[-1].tables[table]
    path = str(folder / "tables" / table)
    of = pl.col("article_id").n_unique()
    plain = [seconds(lambda: pl.scan_parquet(f"{folder}/current/{table}/").select(of).collect()) for _ in range(5)]
    delta = [seconds(lambda: pl.scan_delta(path, version=version).select(of).collect()) for _ in range(5)]
    return median(plain), median(delta)


def main() -> None:
    commits = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times = list(appends(folder, commits, articles))
        first, last = median(times[1:6]), median(times[-5:])
        print(f"append: first 5 {first:.3f} s, after {commits} commits {last:.3f} s, ratio {last / first:.1f}")
        replace = median(replacements(folder, 5, articles))
        print(f"replace: {replace:.3f} s, {replace / last:.1f} appends")
        for table in ("mentions", "articles"):
            plain, delta = scans(folder, table)
            print(f"scan {table}: plain {plain:.3f} s, scan_delta {delta:.3f} s, ratio {delta / plain:.1f}")
        print({table: rows for table, (rows, _) in warehouse.sizes(folder).items()})
        print(f"files shown: {sum(1 for _ in (folder / 'current').resolve().rglob('*.parquet'))}")


if __name__ == "__main__":
    main()
