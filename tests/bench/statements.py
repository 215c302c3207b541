"""How long grouping a batch's quotes to statements takes for an article, beside a large warehouse.

    python tests/bench/statements.py [PUBLISHED]

PUBLISHED (100,000) articles of made-up words with five quotes each, of 20,000 speakers, lie in the six weeks around the
day that the batch is of. Processor time of all threads; the last column is the time that passes for a batch of 500
articles. The ratio is that of the time beside all of them to that beside a tenth.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from expectations.contract import Column  # noqa: E402
from expectations.tables import TABLES  # noqa: E402
from tasks.statements.batch import statements_of  # noqa: E402
from tasks.storage import warehouse  # noqa: E402
from tasks.storage.lookup import published_rows  # noqa: E402

BATCH, QUOTES, SPEAKERS, AT_ONCE, DAYS = 500, 5, 20_000, 20_000, 42
DAY = datetime(2021, 3, 1, tzinfo=UTC)
RANDOM = Random(1)
WORDS = ["".join(RANDOM.choices("ابتثجحخدذرزسشصضطعغفقكلمنهوي", k=5)) for _ in range(20_000)]


def filled(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with every column of the table; what the bench does not look at holds anything."""

    def anything(column: Column) -> pl.Expr:
        if isinstance(column.dtype, pl.List):
            return pl.lit([], column.dtype)
        return pl.lit(None if column.nullable else "1").cast(pl.Int32 if column.dtype == pl.Boolean else column.dtype)

    columns = TABLES[table].columns
    whole = rows.with_columns(anything(one).alias(one.name) for one in columns if one.name not in rows.columns)
    return whole.select(pl.col(one.name).cast(one.dtype) for one in columns)


def batch(first: int, count: int, days: int) -> dict[str, pl.DataFrame]:
    """Articles from this number on, spread over so many days, their quotes, and of each of these its statement."""
    articles, quotes = [], []
    for number in range(first, first + count):
        at = DAY + timedelta(minutes=RANDOM.randrange(1440 * days) - 720 * days)
        same = {"article_id": f"a{number}", "published_at": at, "month": f"{at:%Y-%m}"}
        articles.append({**same, "captured_at": at, "duplicate_cluster": f"a{number}", "is_latest": True})
        for place in range(QUOTES):
            # A few speakers say most: the busiest is behind one quote in a hundred.
            who = int(SPEAKERS * RANDOM.random() ** 2)
            quotes.append(
                {
                    **same,
                    "quote_id": f"q{number} {place}",
                    "content": " ".join(RANDOM.choices(WORDS, k=22)),
                    "kind": "indirect",
                    "act": "state",
                    "speaker": f"متحدث {who}",
                    "speaker_entity_id": f"e{who}",
                    "statement_id": f"s{number} {place}",
                    "start": 10 * place,
                    "end": 10 * place + 9,
                }
            )
    made = {"articles": pl.DataFrame(articles), "quotes": pl.DataFrame(quotes)}
    made["statements"] = made["quotes"].select("statement_id", "quote_id", "content", "speaker_entity_id", "month")
    return {name: filled(name, rows) for name, rows in made.items()}


def main() -> None:
    published = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder, there, times = Path(name), 0, list[float]()
        for goal in (0, published // 10, published):
            while there < goal:
                count = min(AT_ONCE, goal - there)
                frames = batch(there, count, DAYS)
                warehouse.commit(folder, f"{there}", frames, {})
                there += count
            new = batch(10_000_000, BATCH, 1)
            fresh = new["quotes"].with_columns(statement_id=pl.lit(None, pl.String))
            spent, passed = time.process_time(), time.perf_counter()
            none = pl.Series("article_id", [], dtype=pl.String)
            statements_of(fresh, new["articles"], none, partial(published_rows, folder), "r")
            spent, passed = time.process_time() - spent, time.perf_counter() - passed
            print(f"{there:>9,} published {spent / BATCH * 1000:8.3f} ms an article {passed:8.2f} s a batch")
            times.append(spent)
        print(f"ratio {times[-1] / times[1]:.2f}")


if __name__ == "__main__":
    main()
