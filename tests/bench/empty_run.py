"""What a run with nothing new costs beside a flow that does nothing, whatever the size of the warehouse.

    python tests/bench/empty_run.py [PUBLISHED,... [BASE [FILE.jsonl[.gz]]]]

PUBLISHED (31000,500000): how many articles the warehouses have besides the empty one, made as by `growth.py` of BASE
(2,000). The run reads BASE articles that the warehouse has (none of the empty one, which would be new there). Three
rounds, all in turn, so that a busy machine slows all of them.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.measuring import Cost, cost, load, records, run_marsad, write_records  # noqa: E402
from tests.replaying import replay  # noqa: E402

ROUNDS = 3
MOST_SECONDS, MOST_TIMES = 3.0, 1.3
_EMPTY_FLOW = """
from flows.surroundings import prepare
prepare()
from prefect import flow

@flow
def nothing() -> None:
    return None

nothing()
"""


def warehouses(folder: Path, sizes: list[int], base: int, file: str | None) -> dict[str, tuple[Path, Path]]:
    """By name, the input and the warehouse of a run with nothing new."""
    known, none = folder / "base.jsonl", folder / "none.jsonl"
    write_records(records(file, base), known)
    write_records([], none)
    run_marsad(known, folder / "base")
    made = {"0": (none, folder / "empty")}
    for size in sizes:
        articles = replay(folder / "base", folder / str(size), size)
        made[f"{articles:,}"] = (known, folder / str(size))
    return made


def main() -> None:
    sizes = [int(size) for size in (sys.argv[1] if len(sys.argv) > 1 else "31000,500000").split(",")]
    base = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    file = sys.argv[3] if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory() as name:
        made = warehouses(Path(name), sizes, base, file)
        flows: list[Cost] = []
        runs: dict[str, list[Cost]] = {articles: [] for articles in made}
        for _ in range(ROUNDS):
            flows.append(cost([sys.executable, "-c", _EMPTY_FLOW]))
            for articles, (given, warehouse) in made.items():
                runs[articles].append(run_marsad(given, warehouse))
    wall, processor = median(one.wall for one in flows), median(one.processor for one in flows)
    print(load())
    print(f"a flow that does nothing: {wall:.1f} s, processor {processor:.1f} s")
    least = median(one.processor for one in runs["0"])
    for articles, costs in runs.items():
        passed, spent = median(one.wall for one in costs), median(one.processor for one in costs)
        print(f"{articles} articles: {passed:.1f} s, {passed - wall:.1f} s above it; processor {spent:.1f} s", end=", ")
        print(
            f"{spent - processor:.1f} s above it (most {MOST_SECONDS}), ratio {spent / least:.2f} (most {MOST_TIMES})"
        )


if __name__ == "__main__":
    main()
