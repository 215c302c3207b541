"""How many pages a second are fetched from outlets on loopback and archived, and what a poll without news costs.

    python tests/bench/crawl.py [ARTICLES [OUTLETS]]

Plays 50 outlets with 10,000 articles in all, two feeds each, in a process of its own; delays are 0. Crawls them into
the spool, stages the captures batch by batch as `ingest` does, then polls again. Server and crawler share the machine,
so processor time is the steadier figure: `share` is the crawler's part of what both took. Its workers, which read the
feeds, are not counted.
"""

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tasks.model.batches import sizes  # noqa: E402
from tasks.model.runs import Run  # noqa: E402
from tasks.model.settings import Settings  # noqa: E402
from tasks.model.sources import WebSource  # noqa: E402
from tasks.readers.intake import take  # noqa: E402
from tasks.storage.captures import published_captures, stage_captures  # noqa: E402
from tasks.storage.lookup import published_rows  # noqa: E402
from tasks.storage.staging import batch_folder  # noqa: E402
from tasks.web.crawl import crawl  # noqa: E402
from tasks.web.intake import Web  # noqa: E402
from tasks.web.state import State, state_path  # noqa: E402
from tests.outlets import Record, read_log  # noqa: E402

PAGES_A_SECOND = 150  # at least
SECONDS_WITHOUT_NEWS = 5.0  # at most
_TICKS = 100  # of /proc/<pid>/stat, a second


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of processor time: ours with our workers', and the server's."""

    clock: float
    ours: float
    servers: float

    def __str__(self) -> str:
        share = self.ours / (self.ours + self.servers or 1.0)
        return f"{self.clock:6.2f} s, processor {self.ours:6.2f} s + server {self.servers:6.2f} s, share {share:.2f}"


@contextmanager
def server(outlets: int, articles: int, log: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The outlets, and the address of the first."""
    command = [sys.executable, "-m", "tests.outlets", "--outlets", str(outlets), "--articles", str(articles)]
    with subprocess.Popen([*command, "--log", str(log)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def feeds(first: str, outlets: int) -> list[WebSource]:
    """Two feeds an outlet."""
    hosts = [first.replace("127.0.1.1", f"127.0.1.{number}") for number in range(1, outlets + 1)]
    return [WebSource("feed", f"{host}{feed}", delay=0.0) for host in hosts for feed in ("feed.xml", "world.xml")]


def measured(work: Callable[[], None], server: int) -> Spent:
    """What it takes; `server`: the server's process."""
    clock, ours, servers = time.perf_counter(), _ours(), _of(server)
    work()
    return Spent(time.perf_counter() - clock, _ours() - ours, _of(server) - servers)


def _ours() -> float:
    return sum(
        resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def _of(process: int) -> float:
    """Processor time of a process so far; 0 where the system does not tell."""
    stat = Path(f"/proc/{process}/stat")
    fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else []
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def staged(warehouse: Path, sources: list[WebSource], run: Run) -> int:
    """Stage everything in the spool; how many captures of articles that were."""
    count = 0
    with State(state_path(warehouse)) as state:
        web = Web(sources, state, partial(published_rows, warehouse))
        found = web.new(frozenset(), partial(published_captures, warehouse))
        for number, taken in enumerate(take(found, frozenset(), sizes(500))):
            stage_captures(taken.captures, batch_folder(warehouse, run.run_id, number), run)
            count += sum(capture.holds == "article" for capture in taken.captures)
    return count


def crawled(warehouse: Path, sources: list[WebSource], settings: Settings) -> None:
    """One crawl."""
    with State(state_path(warehouse)) as state:
        asyncio.run(crawl(sources, state, settings))


def asked(log: Path, after: int = 0) -> list[Record]:
    """What the server was asked for, from a record on."""
    return [record for record in read_log(log)[after:] if record.path != "/robots.txt"]


def main(articles: int = 10_000, outlets: int = 50) -> None:
    """Print the figures."""
    settings = Settings(contact="bench@example.org", host_delay=0, allowed_networks="127.0.0.0/8")
    with tempfile.TemporaryDirectory() as name, server(outlets, articles // outlets, Path(name) / "log") as (them, at):
        warehouse, log = Path(name) / "warehouse", Path(name) / "log"
        sources = feeds(at, outlets)
        run = Run(str(uuid4()), "bench", "bench", True, datetime.now(UTC), warehouse)
        first = measured(lambda: crawled(warehouse, sources, settings), them.pid)
        requests = len(read_log(log))
        print(f"{articles} articles of {outlets} outlets, {len(sources)} feeds; {requests} requests")
        counts: list[int] = []
        stage = measured(lambda: counts.append(staged(warehouse, sources, run)), them.pid)
        again = measured(lambda: crawled(warehouse, sources, settings), them.pid)
        _report(counts[0], first, stage, again, asked(log, requests))


def _report(pages: int, first: Spent, stage: Spent, again: Spent, polls: list[Record]) -> None:
    rate, both = pages / first.clock, pages / (first.clock + stage.clock)
    print(f"crawl            {first}: {pages} pages, {rate:.0f} pages/s, {pages / first.ours:.0f} a processor second")
    print(f"staging          {stage}: crawl and staging {both:.0f} pages/s")
    conditional = sum("If-None-Match" in record.headers for record in polls)
    feeds_only = all(record.path.endswith(".xml") for record in polls)
    print(f"second poll      {again}: {len(polls)} requests, {conditional} conditional, feeds only: {feeds_only}")
    print(f"at least {PAGES_A_SECOND} pages/s: {both >= PAGES_A_SECOND}", end="; ")
    print(f"second poll under {SECONDS_WITHOUT_NEWS:.0f} s: {again.clock < SECONDS_WITHOUT_NEWS}")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
