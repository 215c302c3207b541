"""Kill a run at random moments, again and again; then one clean run has every article once, and no host was hurried.

    python tests/faults/crawl_kills.py [KILLS [SEED]]

Four outlets on loopback grow while runs over them are killed with SIGKILL, the whole process group: from when they
crawl, clean, resolve, in turn, at a random moment. Every fifth is the real `marsad run`; the others do the
same steps without Prefect, whose start takes longer than the run. What is wrong at the end is printed, and the exit
status is 1.
"""

import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.faults.findings import Facts, gaps, requests, wrong  # noqa: E402
from tests.faults.killing import Runs, kill_one, prefect  # noqa: E402
from tests.faults.ready import Ready, ready  # noqa: E402
from tests.outlets import Record  # noqa: E402

DELAY = 0.3  # seconds
PAUSE = 0.1  # seconds that an answer takes, so that kills come between a request and its answer
PHASES = ("reading", "cleaning", "resolving")
REAL_EVERY = 5
MOST_SECONDS = 480.0  # of killing; the clean runs after it take half a minute
# How long a phase and those behind it take for the few articles that come between two kills, seconds.
_LASTS = {"reading": 2.0, "cleaning": 1.0, "resolving": 4.0}


@dataclass(kw_only=True)
class Laboratory(Runs):
    """Outlets, a topic that watches them, and a warehouse.

    Attributes:
        port: of the outlets.
        articles: how many each outlet has announced.
    """

    port: int
    articles: dict[int, int] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        """What the outlets did, to hold the tables against."""
        urls = {outlet: self.url(outlet, "") for outlet in self.articles}
        return Facts(
            self.warehouse, self.requests, {urls[outlet]: most for outlet, most in self.articles.items()}, DELAY
        )

    @property
    def requests(self) -> Path:
        """What the outlets were asked for."""
        return self.folder / "requests.jsonl"

    def url(self, outlet: int, path: str) -> str:
        return f"http://127.0.1.{outlet}:{self.port}{path}"

    def grow(self, outlet: int, by: int) -> None:
        """Have an outlet announce more."""
        urllib.request.urlopen(self.url(outlet, f"/_control/grow?by={by}"), timeout=30).close()
        self.articles[outlet] += by

    @property
    def settings(self) -> dict[str, str]:
        """Of the runs."""
        return {
            "MARSAD_CONTACT": "faults@example.org",
            "MARSAD_HOST_DELAY": str(DELAY),
            "MARSAD_ALLOWED_NETWORKS": "127.0.0.0/8",
            "MARSAD_LOOK_AGAIN_HOURS": "-",
            "MARSAD_BATCH_SIZE": "20",
        }


@contextmanager
def laboratory(folder: Path, quick: Ready, outlets: int = 4, articles: int = 4) -> Iterator[Laboratory]:
    """A laboratory with so many outlets open, each of which has announced so many articles."""
    log = folder / "requests.jsonl"
    command = ["-m", "tests.outlets", "--outlets", str(outlets), "--articles", str(articles), "--log", str(log)]
    command += ["--pause", str(PAUSE)]
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline().rsplit(":", 1)[1].strip("/\n"))
            announced = dict.fromkeys(range(1, outlets + 1), articles)
            made = Laboratory(folder=folder, quick=quick, port=port, articles=announced)
            made.topic.write_text(_topic(made), encoding="utf-8")
            yield made
        finally:
            server.kill()


def _topic(made: Laboratory) -> str:
    sources = [made.url(outlet, feed) for outlet in made.articles for feed in ("/feed.xml", "/world.xml")]
    return (
        'query = "مشروع"\nlanguages = ["ar"]\ntitle = { ar = "صحف", en = "Outlets" }\n'
        'schedule = { cron = "0 6 * * *", timezone = "Asia/Baghdad" }\n'
        + "".join(f'[[sources]]\nreader = "feed"\nurl = "{url}"\n' for url in sources)
    )


def kill_many(made: Laboratory, kills: int, seed: int, kinds: tuple[str, ...], seconds: float = MOST_SECONDS) -> None:
    """Kill so many runs, from each phase in turn, while the outlets grow; fewer where the time is up."""
    dice, until = random.Random(seed), time.monotonic() + seconds
    for number in count():
        if len(made.killed) == kills or time.monotonic() > until:
            return
        phase = PHASES[number % len(PHASES)]
        for outlet in made.articles:
            made.grow(outlet, dice.randint(0, 2))
        kill_one(made, kinds[number % len(kinds)], phase, dice.uniform(0.0, _LASTS[phase]))


def main(kills: int = 50, seed: int = 7) -> int:
    """Kill, run twice, look, and print; the exit status."""
    since = time.monotonic()
    with ExitStack() as open_:
        folder, quick = open_.enter_context(tempfile.TemporaryDirectory()), open_.enter_context(ready())
        made = open_.enter_context(laboratory(Path(folder), quick))
        open_.enter_context(prefect(made))
        kill_many(made, kills, seed, ("real", *("quick",) * (REAL_EVERY - 1)))
        print(f"{len(made.killed)} kills in {time.monotonic() - since:.0f} s", flush=True)
        made.clean_run("real")
        made.clean_run()
        found = wrong(made.facts, len(made.killed))
        asked = requests(made.facts)
        _print(made, asked, time.monotonic() - since)
    print("\n".join(found) or "Every article once, nothing lost, nothing doubled, no host hurried.")
    return int(bool(found))


def _print(made: Laboratory, asked: list[Record], seconds: float) -> None:
    killed = Counter(f"{kind} while {phase}" for kind, phase in made.killed)
    print(
        f"{len(made.killed)} kills in {seconds:.0f} s: {', '.join(f'{n} {what}' for what, n in sorted(killed.items()))}"
    )
    pages = [record.path.partition("?")[0] + record.to for record in asked if "/articles/" in record.path]
    print(
        f"{sum(made.articles.values())} articles announced; {len(asked)} requests, {len(pages)} of them for pages, ",
        end="",
    )
    print(f"{len(pages) - len(set(pages))} of these a second time; least gap at a host {min(gaps(asked)):.3f} s")


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:])))
