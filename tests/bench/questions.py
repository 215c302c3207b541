"""What questions of the command line cost in a warehouse of a month, from the start of the process to its end.

    python tests/bench/questions.py [PUBLISHED [BASE [FILE.jsonl[.gz]]]]

A warehouse of PUBLISHED (31,000) articles is made of BASE (2,000) as by `growth.py`. Each command is asked three times;
processor time, the median, so that a busy machine counts for little.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.measuring import cost, load, records, run_marsad, write_records  # noqa: E402
from tests.replaying import replay  # noqa: E402

ROUNDS = 3
MOST_SECONDS = 1.0


def questions(warehouse: Path) -> list[list[str]]:
    """The commands, with and without filters that something answers to."""
    tables = warehouse / "current"
    quotes = pl.scan_parquet(tables / "quotes").drop_nulls(["speaker", "published_at"])
    one = quotes.sort("published_at", "article_id").tail(1).collect().row(0, named=True)
    topics = pl.scan_parquet(tables / "topic_matches").select(pl.col("topic_id").unique().sort()).collect()["topic_id"]
    since = f"{one['published_at']:%Y-%m-%d}"
    narrowed = [
        [],
        ["--speaker", one["speaker"]],
        ["--about", "قوات"],
        ["--about", "قوات العراق"],
        ["--since", since],
        ["--act", "deny"],
        *(["--topic", topic] for topic in topics),
    ]
    asked = [[command, *more] for command in ("quotes", "people", "timeline") for more in narrowed]
    named = [["--name" if one == "--speaker" and words[0] == "people" else one for one in words] for words in asked]
    return [*named, ["show", one["article_id"]], ["revisions", one["article_id"]], ["tables"]]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 31_000
    base = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    file = sys.argv[3] if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_records(records(file, base), folder / "base.jsonl")
        run_marsad(folder / "base.jsonl", folder / "base")
        print(f"{replay(folder / 'base', folder / 'large', count):,} articles, {load()}")
        for words in questions(folder / "large"):
            command = [sys.executable, "-m", "flows", *words, "--warehouse", str(folder / "large")]
            spent = median(cost(command).processor for _ in range(ROUNDS))
            print(f"{spent:.2f} s (most {MOST_SECONDS}): marsad {' '.join(words)}")


if __name__ == "__main__":
    main()
