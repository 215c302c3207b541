"""How many articles a second go from a file to committed tables, what each stage costs, and how much memory that takes.

    python tests/bench/throughput.py [ARTICLES [FILE.jsonl[.gz]]]

Reads SaudiNewsNet beside the project where it is, else made-up articles; ARTICLES for fewer. `marsad run --all` on two
cores; then the same with three times the articles, later and a little changed. Where others use the machine, look at
processor time: two cores have twice as much of it as time passes. Warehouses lie in a temporary folder.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tasks.storage.warehouse import read  # noqa: E402
from tests.measuring import Cost, load, records, replayed, run_marsad, write_records  # noqa: E402

CORES = 2
TIMES = 3
LEAST_A_SECOND, MOST_MEMORY, MOST_GROWTH, MOST_SHARE = 200, 1200, 1.3, 0.15


def stages(warehouse: Path) -> list[dict[str, Any]]:
    """The stages of the only run of a warehouse."""
    rows: list[dict[str, Any]] = read(warehouse, "runs", ("stages",)).collect()["stages"].to_list()[0]
    return rows


def told(articles: int, cost: Cost) -> str:
    used = cost.processor / CORES
    return (
        f"{articles:,} articles: {cost.wall:.0f} s, {articles / cost.wall:.0f} articles/s; processor "
        f"{cost.processor:.0f} s, {1000 * cost.processor / articles:.1f} ms an article, that is at most "
        f"{articles / used:.0f} articles/s on {CORES} cores (least {LEAST_A_SECOND}); {cost.memory:.0f} MB in one "
        f"process (most {MOST_MEMORY})"
    )


def print_stages(warehouse: Path, articles: int, cost: Cost) -> None:
    """A table of the stages; they overlap, so their seconds are more than the run's."""
    rows = stages(warehouse)
    print(f"{'stage':<10}{'in':>10}{'out':>10}{'rejected':>10}{'seconds':>10}{'ms/article':>12}")
    for row in rows:
        print(
            f"{row['stage']:<10}{row['rows_in']:>10,}{row['rows_out']:>10,}{row['rejected']:>10,}{row['seconds']:>10.1f}"
            f"{1000 * row['seconds'] / articles:>12.2f}"
        )
    checking = sum(row["seconds"] for row in rows if row["stage"] in ("validate", "publish"))
    # These two stages keep one core busy: so of the run's processor time.
    print(f"validation and commit: {checking / cost.processor:.3f} of the run's processor time (most {MOST_SHARE})")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else None
    file = sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        once, often = folder / "once.jsonl", folder / "often.jsonl"
        articles = write_records(records(file, count), once)
        first = run_marsad(once, folder / "first")
        print(load())
        print(told(articles, first))
        print_stages(folder / "first", articles, first)
        many = write_records(replayed(records(file, count), TIMES), often)
        second = run_marsad(often, folder / "second")
        print(told(many, second))
        print(f"memory with {TIMES} times as many: {second.memory / first.memory:.2f} times (most {MOST_GROWTH})")


if __name__ == "__main__":
    main()
