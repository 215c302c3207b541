"""Kill a run at random moments, again and again; then one clean run has every article once, and no host was hurried.

    python tests/faults/crawl_kills.py [KILLS [SEED]]

Four outlets on loopback grow while runs over them are killed with SIGKILL, the whole process group: while they crawl,
clean and extract, publish, in turn, at a random moment of it. Every fifth is the real `marsad run`; the others do the
same steps without Prefect, whose start takes longer than the run. What is wrong at the end is printed, and the exit
status is 1.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.faults.findings import Facts, gaps, requests, wrong  # noqa: E402
from tests.outlets import Record  # noqa: E402

OUTLETS = 4
DELAY = 0.3  # seconds
PAUSE = 0.1  # seconds that an answer takes, so that kills come between a request and its answer
PHASES = ("crawling", "cleaning", "publishing")
REAL_EVERY = 5
MOST_SECONDS = 480.0  # of killing; the clean runs after it take half a minute
_RUN_SECONDS = 120.0  # one run, however busy the machine
# How long a phase takes for the few articles that come between two kills, seconds: moments are spread over it.
_LASTS = {"crawling": 2.0, "cleaning": 1.0, "publishing": 4.0}


@dataclass
class Laboratory:
    """Outlets, a topic that watches them, and a warehouse.

    Attributes:
        folder: where everything lies.
        port: of the outlets.
        api: the address of a Prefect server, for real runs; None where there are none.
        articles: how many each outlet has announced.
        killed: kind and phase of every kill.
        spare: the next quick run, which imports what it needs meanwhile.
        dead: what runs that are dead by now have staged.
    """

    folder: Path
    port: int
    api: str | None = None
    articles: dict[int, int] = field(default_factory=dict)
    killed: list[tuple[str, str]] = field(default_factory=list)
    spare: subprocess.Popen[str] | None = None
    dead: frozenset[Path] = frozenset()

    @property
    def facts(self) -> Facts:
        """What the outlets did, to hold the tables against."""
        urls = {outlet: self.url(outlet, "") for outlet in self.articles}
        return Facts(self.warehouse, self.log, {urls[outlet]: most for outlet, most in self.articles.items()}, DELAY)

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse"

    @property
    def log(self) -> Path:
        return self.folder / "requests.jsonl"

    def url(self, outlet: int, path: str) -> str:
        return f"http://127.0.1.{outlet}:{self.port}{path}"

    def grow(self, outlet: int, by: int) -> None:
        """Have an outlet announce more."""
        urllib.request.urlopen(self.url(outlet, f"/_control/grow?by={by}"), timeout=30).close()
        self.articles[outlet] += by

    @property
    def environment(self) -> dict[str, str]:
        """Of the runs."""
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "MARSAD_CONTACT": "faults@example.org",
            "MARSAD_HOST_DELAY": str(DELAY),
            "MARSAD_ALLOWED_NETWORKS": "127.0.0.0/8",
            "MARSAD_LOOK_AGAIN_HOURS": "-",
            "MARSAD_BATCH_SIZE": "20",
            "PREFECT_HOME": str(self.folder / "prefect"),
            **({"PREFECT_API_URL": self.api} if self.api else {}),
        }

    def start(self, kind: str) -> "subprocess.Popen[str]":
        """A run, in a process group of its own."""
        self.dead = self.staged
        topic, warehouse = str(self.folder / "outlets.toml"), str(self.warehouse)
        if kind == "real":
            return self._started("-m", "flows", "run", "--topic", topic, "--all", "--warehouse", warehouse)
        quick = (str(ROOT / "tests" / "faults" / "one_run.py"), topic, warehouse)
        run, self.spare = self.spare or self._started(*quick), self._started(*quick)
        assert run.stdin is not None
        run.stdin.write("\n")
        run.stdin.close()
        return run

    def _started(self, *command: str) -> "subprocess.Popen[str]":
        with (self.folder / "runs.log").open("ab") as out:
            return subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=out,
                text=True,
                start_new_session=True,
            )

    @property
    def staged(self) -> frozenset[Path]:
        """The folders of runs that are at work, or were killed."""
        return frozenset(path for path in (self.warehouse / ".staging").glob("*") if path.is_dir())

    def phase(self) -> str:
        """What a run that is at work does, by what it has staged: each of `PHASES`, or "starting"."""
        folders = self.staged - self.dead
        if not folders:
            return "starting"
        batches = sorted(path for folder in folders for path in folder.glob("0*"))
        if not batches:
            return "crawling"
        return "publishing" if any((path / "quotes.parquet").exists() for path in batches) else "cleaning"

    def clean_run(self, kind: str = "quick") -> None:
        """A run that nobody disturbs, over all that killed ones have left."""
        run = self.start(kind)
        if run.wait(2 * _RUN_SECONDS) != 0:
            raise SystemExit(f"a run failed:\n{(self.folder / 'runs.log').read_text()[-3000:]}")


@contextmanager
def laboratory(folder: Path, articles: int = 4) -> Iterator[Laboratory]:
    """A laboratory with its outlets open."""
    log = folder / "requests.jsonl"
    command = ["-m", "tests.outlets", "--outlets", str(OUTLETS), "--articles", str(articles), "--log", str(log)]
    command += ["--pause", str(PAUSE)]
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline().rsplit(":", 1)[1].strip("/\n"))
            made = Laboratory(folder, port, articles=dict.fromkeys(range(1, OUTLETS + 1), articles))
            (folder / "outlets.toml").write_text(_topic(made), encoding="utf-8")
            yield made
        finally:
            server.kill()
            if made.spare is not None:
                made.spare.kill()
                made.spare.communicate()


def _topic(made: Laboratory) -> str:
    sources = [made.url(outlet, feed) for outlet in made.articles for feed in ("/feed.xml", "/world.xml")]
    return (
        'query = "مشروع"\nlanguages = ["ar"]\ntitle = { ar = "صحف", en = "Outlets" }\n'
        'schedule = { cron = "0 6 * * *", timezone = "Asia/Baghdad" }\n'
        + "".join(f'[[sources]]\nreader = "feed"\nurl = "{url}"\n' for url in sources)
    )


@contextmanager
def prefect(made: Laboratory) -> Iterator[None]:
    """A Prefect server for the real runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"]
    environment = {**os.environ, "PREFECT_HOME": str(made.folder / "prefect"), "DO_NOT_TRACK": "1"}
    with (made.folder / "prefect.log").open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, *command], env=environment, stdout=out, stderr=out, start_new_session=True
        )
    try:
        made.api = f"http://127.0.0.1:{port}/api"
        _wait_for(f"{made.api}/health")
        yield
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait_for(url: str) -> None:
    until = time.monotonic() + _RUN_SECONDS
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def kill_one(made: Laboratory, kind: str, phase: str, dice: random.Random) -> bool:
    """Let the outlets grow, start a run and kill it in a phase; False where it ended before."""
    for outlet in made.articles:
        made.grow(outlet, dice.randint(0, 2))
    after = dice.uniform(0.0, _LASTS[phase])
    run, until = made.start(kind), time.monotonic() + _RUN_SECONDS
    at = None
    while run.poll() is None and time.monotonic() < until:
        if at is None and _reached(made.phase(), phase):
            at = time.monotonic() + after
        if at is not None and time.monotonic() >= at:
            break
        time.sleep(0.01)
    ended = run.poll() is not None
    if ended and run.returncode != 0:
        raise SystemExit(f"a run failed:\n{(made.folder / 'runs.log').read_text()[-3000:]}")
    if not ended:
        made.killed.append((kind, made.phase()))
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    return not ended


def _reached(now: str, wanted: str) -> bool:
    order = ("starting", *PHASES)
    return order.index(now) >= order.index(wanted)


def kill_many(made: Laboratory, kills: int, seed: int, kinds: tuple[str, ...], seconds: float = MOST_SECONDS) -> None:
    """Kill so many runs, in each phase in turn; fewer where the time is up."""
    dice, until = random.Random(seed), time.monotonic() + seconds
    for number in count():
        if len(made.killed) == kills or time.monotonic() > until:
            return
        kill_one(made, kinds[number % len(kinds)], PHASES[number % len(PHASES)], dice)


def main(kills: int = 50, seed: int = 7) -> int:
    """Kill, run twice, look, and print; the exit status."""
    since = time.monotonic()
    with tempfile.TemporaryDirectory() as name, laboratory(Path(name)) as made, prefect(made):
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
