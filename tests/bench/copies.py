"""How long finding copies takes for an article, beside cleaning it, and for a batch beside a large warehouse.

    python tests/bench/copies.py [PUBLISHED]

Reads SaudiNewsNet beside the project where it is, else articles of made-up words. PUBLISHED (100,000) articles with
their signatures lie in the months around. Processor time of all threads, so that a busy machine counts for little; the
ratios compare steps of one run.
"""

import gzip
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from expectations.articles import ARTICLES  # noqa: E402
from tasks.copies.clusters import clustered, signed  # noqa: E402
from tasks.copies.signatures import ALGORITHM_VERSION, LAYOUT  # noqa: E402
from tasks.model.records import Capture  # noqa: E402
from tasks.storage import warehouse  # noqa: E402
from tasks.storage.lookup import published_rows  # noqa: E402
from tasks.text.cleaning import clean  # noqa: E402

NEWS = ROOT.parent / "shared" / "corpora" / "news" / "saudinewsnet.jsonl.gz"
BATCH = 500
DAY = datetime(2015, 8, 1, tzinfo=UTC)


def records() -> list[bytes]:
    """Records of JSONL to clean."""
    if NEWS.exists():
        with gzip.open(NEWS, "rb") as lines:
            return [line for line in islice(lines, 3 * BATCH) if len(json.loads(line)["content"]) > 200][:BATCH]
    random = Random(1)
    words = ["".join(random.choices("ابتثجحخدذرزسشص", k=5)) for _ in range(20_000)]
    made = (
        {"id": f"{number}", "title": "عنوان الخبر", "content": " ".join(random.choices(words, k=280))}
        for number in range(BATCH)
    )
    return [json.dumps(one, ensure_ascii=False).encode() for one in made]


def cleaned(bodies: list[bytes]) -> pl.DataFrame:
    """The records as new revisions."""
    captures = (
        Capture(f"{number}", "jsonl", f"x#{number}", "application/json", body, DAY)
        for number, body in enumerate(bodies)
    )
    rows = [(one.article_id, 1, one.outlet, one.text, None, DAY) for one in map(clean, captures)]
    columns = ("article_id", "revision", "outlet", "text", "published_at", "captured_at")
    return pl.DataFrame(rows, schema={name: ARTICLES.schema[name] for name in columns}, orient="row").unique(
        "article_id"
    )


def filled(folder: Path, count: int) -> None:
    """Publish articles with random signatures around the day, a few thousand a commit."""
    random = np.random.default_rng(1)
    for start in range(0, count, 20_000):
        numbers = range(start, min(start + 20_000, count))
        made = np.zeros(len(numbers), LAYOUT)
        made["version"], made["shingles"] = ALGORITHM_VERSION, 280
        made["minima"] = random.integers(0, 1 << 16, made["minima"].shape)
        times = [DAY + timedelta(minutes=number % 60_000 - 30_000) for number in numbers]
        frame = pl.DataFrame(
            {
                "article_id": [f"{count}-{number}" for number in numbers],
                "signature": [one.tobytes() for one in made],
                "captured_at": times,
                "month": [f"{one:%Y-%m}" for one in times],
            }
        ).with_columns(revision=pl.lit(1, pl.Int32), duplicate_cluster=pl.col("article_id"), text=pl.lit("س " * 800))
        rest = (column for column in ARTICLES.columns if column.name not in frame.columns)
        whole = frame.with_columns(
            pl.lit(None if one.nullable else "1")
            .cast(pl.Int32 if one.dtype == pl.Boolean else one.dtype)
            .alias(one.name)
            for one in rest
        )
        rows = whole.select(pl.col(name).cast(dtype) for name, dtype in ARTICLES.schema.items())
        warehouse.commit(folder, f"{count}-{start}", {"articles": rows}, {})


def spent(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    bodies = records()
    cleaned(bodies)
    cleaning = min(spent(lambda: cleaned(bodies)) for _ in range(3))
    articles = cleaned(bodies)
    signed(articles)
    signing = min(spent(lambda: signed(articles)) for _ in range(3))
    new = signed(articles)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{articles.height} articles            ms an article   x cleaning")
        print(f"cleaning                {cleaning / articles.height * 1000:8.3f}          1.00")
        print(f"signing                 {signing / articles.height * 1000:8.3f}      {signing / cleaning:8.2f}")
        for published in (0, count // 10, count):
            if published:
                filled(folder, published)
            look = partial(published_rows, folder)
            start = time.perf_counter()
            took = min(spent(lambda: clustered(new, new.clear().with_columns(_no_cluster()), look)) for _ in range(2))  # noqa: B023
            passed = (time.perf_counter() - start) / 2
            said = f"clustering, {published:,} published"
            print(f"{said:32}{took / articles.height * 1000:8.3f}      {took / cleaning:8.2f}   {passed:.2f} s a batch")


def _no_cluster() -> list[pl.Expr]:
    return [pl.lit(None, pl.String).alias(name) for name in ("duplicate_cluster", "first_outlet")]


if __name__ == "__main__":
    main()
