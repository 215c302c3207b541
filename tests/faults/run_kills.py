"""Kill runs over files at random moments of every stage, each followed by a run that is left in peace.

    python tests/faults/run_kills.py [FILE.jsonl[.gz] | -] [KILLS [ARTICLES [SEED]]]

Before every kill a share of the articles arrives; without a file they are made up. Of ten kills two hit the real
`marsad run`, four a run of the same steps without Prefect, each from another stage on, and four come between two steps
of a commit, where a clock would hardly ever hit. After every kill, and again after the run that follows, the tables
have to be sound; an analyst asks all the time. At the end everything must be there as one run leaves it that nobody
disturbed. What is wrong is printed, and the exit status is 1.
"""

import gzip
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import polars as pl  # noqa: E402

from expectations.tables import TABLES  # noqa: E402
from tasks.storage.warehouse import exists, read  # noqa: E402
from tasks.upkeep.soundness import findings  # noqa: E402
from tests.faults.findings import unsound  # noqa: E402
from tests.faults.killing import Runs, kill_at, kill_one, prefect  # noqa: E402
from tests.faults.ready import Moment, Ready, ready  # noqa: E402
from tests.outlets.texts import article  # noqa: E402

# Between two steps of a commit: function, the most calls that may come before, and on which side of it.
STEPS: tuple[tuple[str, str, int, bool], ...] = (
    ("tasks.storage.delta", "put", 5, False),
    ("tasks.storage.delta", "put", 5, True),
    ("tasks.storage.delta", "sync", 5, True),
    ("tasks.storage.ledger", "append", 2, False),
    ("tasks.storage.ledger", "append", 2, True),
    ("tasks.storage.snapshot", "_link", 8, True),
    ("tasks.storage.snapshot", "_swap", 2, False),
    ("tasks.storage.snapshot", "_swap", 2, True),
    ("tasks.storage.snapshot", "_prune", 2, True),
    ("expectations.docs", "pages", 1, False),
    ("expectations.docs", "pages", 1, True),
)
# What a run spends from a phase on, seconds: moments are spread over it.
LASTS = {"reading": 0.3, "cleaning": 0.5, "extracting": 0.5, "resolving": 1.0, "validating": 1.0, "committing": 0.6}
TOPIC = """
query = "مشروع"
languages = ["ar"]
title = {{ ar = "ملف", en = "A file" }}
schedule = {{ cron = "0 6 * * *", timezone = "Asia/Baghdad" }}
[[sources]]
reader = "jsonl"
path = "{path}"
"""
# Their keys do not depend on how the articles were dealt into batches; those of entities may.
SAME = ("captures", "articles", "mentions", "quotes", "dates", "topic_matches", "rejects")


@dataclass(kw_only=True)
class Desk(Runs):
    """A file that grows, and the runs over it.

    Attributes:
        waiting: lines that have not arrived yet.
    """

    waiting: list[str] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, str]:
        return {"MARSAD_BATCH_SIZE": "20", "MARSAD_WORKERS": "1", "PREFECT_LOGGING_LEVEL": "CRITICAL"}

    @property
    def file(self) -> Path:
        return self.folder / "news.jsonl"

    def arrive(self, lines: int) -> None:
        """Have so many more lines in the file."""
        with self.file.open("a", encoding="utf-8") as out:
            out.writelines(self.waiting[:lines])
        del self.waiting[:lines]


def made_up(articles: int) -> list[str]:
    """So many lines of JSON, each an article."""
    return [f"{json.dumps(_record(number), ensure_ascii=False)}\n" for number in range(articles)]


def _record(number: int) -> dict[str, str]:
    text = article(1, number)
    return {
        "id": f"r{number}",
        "url": f"https://outlet.test/articles/{number}",
        "title": text.headline,
        "content": "\n\n".join(text.paragraphs),
        "author": text.byline,
        "published_at": "2026-01-05T08:30:00+03:00",
        "outlet": "outlet",
    }


def lines_of(file: str, articles: int) -> list[str]:
    """The first lines of a file, or made-up ones where it is "-"."""
    if file == "-":
        return made_up(articles)
    opener = gzip.open if file.endswith(".gz") else open
    with opener(file, "rt", encoding="utf-8") as lines:
        return list(islice(lines, articles))


def desk(folder: Path, quick: Ready, lines: Sequence[str]) -> Desk:
    """A desk with an empty file."""
    made = Desk(folder=folder, quick=quick, waiting=list(lines))
    made.topic.write_text(TOPIC.format(path=made.file), encoding="utf-8")
    made.file.touch()
    return made


@contextmanager
def analyst(made: Runs) -> Iterator["subprocess.Popen[str]"]:
    """An analyst at work on the warehouse; see `verdict`."""
    command = [sys.executable, str(ROOT / "tests" / "faults" / "analyst.py"), str(made.warehouse)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as asking:
        try:
            yield asking
        finally:
            asking.kill()


def verdict(asking: "subprocess.Popen[str]") -> tuple[int, list[str]]:
    """How often the analyst asked, and what was wrong."""
    said, _ = asking.communicate("\n", timeout=120)
    told = json.loads(said)
    return told["looks"], told["wrong"]


def steps(dice: random.Random) -> Iterator[Moment]:
    """Moments between two steps of a commit, each kind in turn."""
    for module, function, most, after in cycle(dice.sample(STEPS, len(STEPS))):
        yield module, function, dice.randint(1, most), after


def kill_many(made: Desk, kills: int, dice: random.Random, kinds: Sequence[str]) -> Iterator[str]:
    """So many kills, each followed by a run; what is wrong, as soon as it is seen.

    Args:
        made: the desk.
        kills: how many.
        dice: chooses moments.
        kinds: of the runs to kill, in turn: "real", "quick", or "step" for one that is killed inside a commit.
    """
    share, phases, moments = max(len(made.waiting) // kills, 1), cycle(LASTS), steps(dice)
    for kind in cycle(kinds):
        if len(made.killed) == kills:
            return
        made.arrive(share)
        if kind == "step":
            kill_at(made, next(moments))
        else:
            phase = next(phases)
            kill_one(made, kind, phase, dice.uniform(0.0, LASTS[phase]))
        yield from _unsound(made, "after a kill")
        made.clean_run()
        yield from _unsound(made, "after the run behind it")
        yield from maintained(made.warehouse)


def _unsound(made: Runs, when: str) -> Iterator[str]:
    if exists(made.warehouse):
        yield from (
            f"{when} ({len(made.killed)} kills, {made.killed[-1:]}): {line}" for line in unsound(made.warehouse)
        )


def maintained(warehouse: Path) -> Iterator[str]:
    """What the check of `marsad maintain` finds."""
    yield from (f"the check: {one}" for one in findings(warehouse, datetime.now(UTC), lambda _: None))


def compared(one: Path, other: Path) -> Iterator[str]:
    """In which tables two warehouses have not the same keys."""
    for table in SAME:
        names = list(TABLES[table].key)
        have, want = (read(folder, table).select(names).collect() for folder in (one, other))
        lost, more = want.join(have, on=names, how="anti").height, have.join(want, on=names, how="anti").height
        if lost or more or have.height != want.height:
            yield f"{table}: {have.height} rows for {want.height}, {lost} are lost, {more} nobody knows"


def undisturbed(made: Desk) -> Path:
    """Another warehouse, which one run has filled from the same file."""
    other = made.folder / "undisturbed"
    run = made.quick.start(made.topic, other, {**made.settings, "MARSAD_BATCH_SIZE": "500"}, made.log)
    run.wait(1800)
    made.check(run)
    return other


def main(file: str = "-", kills: int = 100, articles: int = 2000, seed: int = 7) -> int:
    """Kill, run, look, compare, and print; the exit status."""
    since, dice = time.monotonic(), random.Random(seed)
    kinds = ("real", "quick", "step", "quick", "step", "real", "step", "quick", "step", "quick")
    with ExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory()))
        lines = lines_of(file, articles)
        dice.shuffle(lines)  # an outlet's pages without text stand together: a run that reads little else is stopped
        made = desk(folder, open_.enter_context(ready()), lines)
        open_.enter_context(prefect(made))
        asking = open_.enter_context(analyst(made))
        wrong = []
        for line in kill_many(made, kills, dice, kinds):
            print(line, flush=True)
            wrong.append(line)
        print(f"{len(made.killed)} kills in {time.monotonic() - since:.0f} s", flush=True)
        made.arrive(len(made.waiting))
        made.clean_run()
        made.clean_run("real")
        looks, seen = verdict(asking)
        wrong += [f"an analyst: {line}" for line in seen]
        wrong += [*unsound(made.warehouse), *compared(made.warehouse, undisturbed(made))]
        _print(made, looks, time.monotonic() - since)
    print("\n".join(wrong) or "Nothing lost, nothing doubled, sound after every kill, no query failed or disagreed.")
    return int(bool(wrong))


def _print(made: Desk, looks: int, seconds: float) -> None:
    killed = Counter(f"{kind} {phase if ' ' in phase else f'while {phase}'}" for kind, phase in made.killed)
    rows = {table: read(made.warehouse, table).select(pl.len()).collect().item() for table in TABLES}
    print(f"{len(made.killed)} kills in {seconds:.0f} s; an analyst asked {looks} times")
    print("\n".join(f"{count:4} {what}" for what, count in sorted(killed.items())))
    print(", ".join(f"{count:,} {table}" for table, count in rows.items()))


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(*given[:1], *(int(one) for one in given[1:])))
