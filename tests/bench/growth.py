"""What publishing 500 articles into a large warehouse costs beside an empty one, and a question to the large one.

    python tests/bench/growth.py [PUBLISHED [BASE [FILE.jsonl[.gz]]]]

Reads SaudiNewsNet beside the project where it is, else made-up articles. BASE (2,000) articles are run through
`marsad run --all`; of what they gave a warehouse of PUBLISHED (500,000) is made, and its files are put in order as
`marsad maintain` does. Then the next 500, or BASE if that is less, go into an empty warehouse and into
the large one, in turn, three times. Temporary folders; 500,000 articles take 3 GB.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tasks.storage.warehouse import read  # noqa: E402
from tasks.upkeep.tidiness import gather  # noqa: E402
from tests.measuring import load, records, run_marsad, write_records  # noqa: E402
from tests.replaying import files, replay  # noqa: E402

BATCH, ROUNDS = 500, 3
MOST_TIMES, MOST_SECONDS = 2.0, 0.3
BEHIND = ("resolve", "validate", "publish")  # what looks into the warehouse


def published(file: Path, warehouse: Path) -> tuple[float, float, float]:
    """Wall and processor time of a run, and the seconds of the steps that look into the warehouse."""
    cost = run_marsad(file, warehouse)
    (stages,) = read(warehouse, "runs", ("started_at", "stages")).sort("started_at").tail(1).collect()["stages"]
    steps: list[dict[str, Any]] = stages.to_list()
    return cost.wall, cost.processor, sum(step["seconds"] for step in steps if step["stage"] in BEHIND)


def question(warehouse: Path) -> tuple[Callable[[], pl.DataFrame], str]:
    """Everything that the most quoted person of a month said in it, as an analyst asks, and who that is."""
    quotes = pl.scan_parquet(warehouse / "current" / "quotes", hive_partitioning=True)
    by = quotes.drop_nulls("speaker_entity_id").group_by("speaker_entity_id", "month").len()
    speaker, month, _ = by.sort("len", "speaker_entity_id", "month").tail(1).collect().row(0)
    of = (pl.col("speaker_entity_id") == speaker) & (pl.col("month") == month)
    return lambda: quotes.filter(of).collect(), f"{speaker} in {month}"


def ask(warehouse: Path) -> None:
    asked, who = question(warehouse)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        rows = asked().height
        times.append(time.perf_counter() - start)
    print(f"everything {who} said: {rows:,} quotes, {median(times):.3f} s, the first {times[0]:.3f} s", end=" ")
    print(f"(most {MOST_SECONDS})")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    base = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    file = sys.argv[3] if len(sys.argv) > 3 else None
    batch = min(BATCH, base)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_records(records(file, base), folder / "base.jsonl")
        run_marsad(folder / "base.jsonl", folder / "base")
        start = time.perf_counter()
        articles = replay(folder / "base", folder / "large", count)
        gather(folder / "large")
        print(
            f"{articles:,} articles made in {time.perf_counter() - start:.0f} s; files: {dict(files(folder / 'large'))}"
        )
        ask(folder / "large")
        both: dict[str, list[tuple[float, float, float]]] = {"empty": [], "large": []}
        for number in range(ROUNDS):
            new = folder / f"new-{number}.jsonl"
            write_records(records(file, batch, base + number * batch), new)
            both["empty"].append(published(new, folder / f"empty-{number}"))
            both["large"].append(published(new, folder / "large"))
        print(load())
        for what, place in (("wall", 0), ("processor", 1), ("resolve, validate, publish", 2)):
            empty, large = (median(cost[place] for cost in both[where]) for where in ("empty", "large"))
            print(f"{what}: {empty:.1f} s into an empty warehouse, {large:.1f} s into the large one", end=", ")
            print(f"ratio {large / empty:.2f} (most {MOST_TIMES})")


if __name__ == "__main__":
    main()
