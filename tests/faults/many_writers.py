"""Many runs on one warehouse, four at work at once: all rows are there once, and none fails because of another.

    python tests/faults/many_writers.py [RUNS]

Each file is read by two runs that begin together, half of them on another topic; a third of its articles are in the
file before it too, and a third in the one after it. At the end everything must be there as runs leave it that come one
after the other. What is wrong is printed, and the exit status is 1.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import polars as pl  # noqa: E402

from expectations.tables import TABLES  # noqa: E402
from tasks.storage.warehouse import read  # noqa: E402
from tests.faults.findings import unsound  # noqa: E402
from tests.faults.ready import Forked, Ready, ready  # noqa: E402
from tests.faults.run_kills import TOPIC, compared, made_up, maintained  # noqa: E402

WRITERS = 4
SHARE = 2  # articles that a file has more than the one before it
SETTINGS = {"MARSAD_BATCH_SIZE": "4", "MARSAD_WORKERS": "1"}
AT_ONCE = {"MARSAD_BATCH_SIZE": "500", "MARSAD_WORKERS": "1"}


@dataclass(frozen=True)
class Office:
    """Files, topics that read them, and two warehouses.

    Attributes:
        folder: where everything lies.
        quick: forks runs.
        topics: a topic file a run, in their order.
    """

    folder: Path
    quick: Ready
    topics: Sequence[Path]

    def start(self, topic: Path, warehouse: str, settings: Mapping[str, str] = SETTINGS) -> Forked:
        """A run on a topic."""
        return self.quick.start(topic, self.folder / warehouse, settings, self.folder / "runs.log")


def office(folder: Path, quick: Ready, runs: int) -> Office:
    """An office for so many runs: of every four the last is on another topic."""
    lines, topics = made_up(SHARE * (runs // 2 + 2)), []
    for number in range(runs):
        file = folder / f"{number // 2:03d}.jsonl"
        first = SHARE * (number // 2)
        file.write_text("".join(lines[first : first + 3 * SHARE]), encoding="utf-8")
        topics.append(_topic(folder / f"{number:03d}", "other" if number % 4 == 3 else "one", [file]))
    return Office(folder, quick, topics)


def _topic(folder: Path, name: str, files: Sequence[Path]) -> Path:
    """A topic file; its name is the topic's id."""
    folder.mkdir()
    first, *others = files
    sources = "".join(f'[[sources]]\nreader = "jsonl"\npath = "{file}"\n' for file in others)
    (folder / f"{name}.toml").write_text(TOPIC.format(path=first) + sources, encoding="utf-8")
    return folder / f"{name}.toml"


def write_at_once(made: Office, writers: int = WRITERS) -> Iterator[str]:
    """All runs, so many of them at work at any time; those that failed."""
    waiting, at_work = list(made.topics), list[Forked]()
    while waiting or at_work:
        while waiting and len(at_work) < writers:
            at_work.append(made.start(waiting.pop(0), "warehouse"))
        time.sleep(0.05)
        yield from (f"a run ended with {run.returncode}" for run in at_work if run.poll())
        at_work = [run for run in at_work if run.poll() is None]


def wrong(made: Office) -> Iterator[str]:
    """What is not as it is after one run on each topic, over the same files."""
    yield from (*unsound(made.folder / "warehouse"), *maintained(made.folder / "warehouse"))
    for name in ("one", "other"):
        files = sorted(
            {made.folder / f"{int(path.parent.name) // 2:03d}.jsonl" for path in made.topics if path.stem == name}
        )
        run = made.start(_topic(made.folder / name, name, files), "one_by_one", AT_ONCE)
        if run.wait(1800):
            yield f"a run by itself ended with {run.returncode}"
    yield from compared(made.folder / "warehouse", made.folder / "one_by_one")
    left = sorted(path.name for path in (made.folder / "warehouse" / ".staging").iterdir())
    yield from (f"left in staging: {name}" for name in left)


def main(runs: int = 50) -> int:
    """Run, look, compare, and print; the exit status."""
    since = time.monotonic()
    with ExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory()))
        made = office(folder, open_.enter_context(ready()), runs)
        found = list(write_at_once(made))
        print(f"{runs} runs, {WRITERS} at once, in {time.monotonic() - since:.0f} s")
        found += list(wrong(made))
        rows = {table: read(folder / "warehouse", table).select(pl.len()).collect().item() for table in TABLES}
        print(", ".join(f"{count:,} {table}" for table, count in rows.items()))
        print((folder / "runs.log").read_text()[-3000:])
    print("\n".join(found) or "All rows there once, as if the runs had come one after the other; none failed.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:])))
