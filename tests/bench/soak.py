"""Many runs of a served deployment, one after the other, on a folder that grows: what grows with their number.

    PYTHONPATH=. python tests/bench/soak.py [RUNS] [ARTICLES]

RUNS (10 by default, which is too few to tell; 300 are a soak) runs of `marsad serve`, each with ARTICLES (3) new
articles; every 50th time the tables are put in order, as they are every night. Prefect's server is on PostgreSQL, or on
SQLite where that is not installed. Prints, for the first and the last fifth of the runs, their time, the memory of the
process that serves and of the server, the files of the warehouse, and the ratios: about 1 is flat. The rows of the
server's database grow with every run; Prefect keeps its events for a week.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from tests.servers import ask, postgres, prefect_server, running, until

MAINTAIN_EVERY = 50
TOPIC = """query = "اتفاق"
languages = ["ar"]
title = {ar = "اتفاق", en = "An agreement"}
schedule = {cron = "0 6 * * *", timezone = "UTC"}
[[sources]]
reader = "folder"
path = "news"
"""
TEXT = """اتفاق رقم {number} بين البلدين

بغداد - أعلنت وزارة الخارجية اليوم توقيع اتفاق جديد يحمل الرقم {number}. وقال الوزير سالم الراوي إن "الاتفاق {number}
سيدخل حيز التنفيذ بعد {days} يوما"، مشيرا إلى أن المباحثات مستمرة. ونفى المتحدث باسم الحكومة تأجيل البند {number}.
"""


@dataclass(frozen=True)
class Figures:
    """What was measured after one run: seconds, MiB, files."""

    seconds: float
    serve: float
    server: float
    files: int


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int, int]]:
    """A server and what `marsad serve` starts on it; the server's address and the two processes."""
    (folder / "news").mkdir()
    (folder / "soak.toml").write_text(TOPIC, encoding="utf-8")
    with ExitStack() as stack:
        api = stack.enter_context(prefect_server(folder, _database(folder, stack)))
        environment = {**api, "MARSAD_WAREHOUSE": str(folder / "warehouse")}
        command = [sys.executable, "-m", "flows", "serve", "--topic", str(folder / "soak.toml")]
        process = stack.enter_context(running(command, environment, folder / "serve.log"))
        url = api["PREFECT_API_URL"]
        until(lambda: httpx.get(f"{url}/deployments/name/monitor/soak", timeout=60).is_success, "the deployment")
        yield url, process.pid, _listener(int(url.split(":")[2].split("/")[0]))


def _database(folder: Path, stack: ExitStack) -> str:
    if any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return str(stack.enter_context(postgres(folder)))
    return f"sqlite+aiosqlite:///{folder}/prefect.db"


def _listener(port: int) -> int:
    """The process that was started to listen on this port."""
    words = f"--port\0{port}\0".encode()
    commands = (path for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists())
    return min(int(path.parent.name) for path in commands if words in path.read_bytes())


def run(url: str, flow: str, name: str) -> float:
    """Have a deployment run now; the seconds from its start to its end.

    Raises:
        RuntimeError: it did not complete.
    """
    one = ask("GET", f"{url}/deployments/name/{flow}/{name}")["id"]
    made = ask("POST", f"{url}/deployments/{one}/create_flow_run", json={})["id"]
    ended = until(lambda: _ended(url, made), f"the run {made}", 1200)
    if ended["state"]["name"] != "Completed":
        raise RuntimeError(f"{flow}: {ended['state']['name']}, {ended['state']['message']}")
    start, end = (datetime.fromisoformat(ended[key]) for key in ("start_time", "end_time"))
    return (end - start).total_seconds()


def _ended(url: str, flow_run: str) -> dict[str, Any] | None:
    known: dict[str, Any] = ask("GET", f"{url}/flow_runs/{flow_run}")
    return known if known["end_time"] else None


def own_memory(pid: int) -> float:
    """The resident memory of a process, MiB; of `marsad serve` without the runs, which are processes of their own."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory(pid: int) -> float:
    """The resident memory of a process and of those that it has started, MiB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return own_memory(pid) + sum(memory(int(child)) for child in children)


def soak(folder: Path, runs: int, articles: int) -> Iterator[Figures]:
    with served(folder) as (url, serve, server):
        for number in range(runs):
            for each in range(number * articles, (number + 1) * articles):
                (folder / "news" / f"{each}.txt").write_text(TEXT.format(number=each, days=each % 90 + 1), "utf-8")
            seconds = run(url, "monitor", "soak")
            if number % MAINTAIN_EVERY == MAINTAIN_EVERY - 1:
                run(url, "maintain", "nightly")
            files = sum(path.is_file() for path in (folder / "warehouse").rglob("*"))
            yield Figures(seconds, own_memory(serve), memory(server), files)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    figures: list[Figures] = []
    with tempfile.TemporaryDirectory(prefix="marsad-soak-") as name:
        Path(name).chmod(0o755)
        for number, one in enumerate(soak(Path(name), runs, articles), 1):
            figures.append(one)
            if number % max(1, runs // 20) == 0:
                print(
                    f"{number:4} {one.seconds:6.1f} s  serve {one.serve:5.0f} MiB  server {one.server:5.0f} MiB", end=""
                )
                print(f"  {one.files:6,} files", flush=True)
    # Not the very first: it makes the tables, and all that is imported is read from the disk.
    fifth = max(1, runs // 5)
    for label in ("seconds", "serve", "server", "files"):
        first, last = (
            median(getattr(one, label) for one in part) for part in (figures[1 : fifth + 1], figures[-fifth:])
        )
        print(f"{label}: first fifth {first:,.1f}, last fifth {last:,.1f}, ratio {last / first:.2f}")


if __name__ == "__main__":
    main()
