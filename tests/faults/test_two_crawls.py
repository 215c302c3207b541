"""Two crawls at once over one state: each page is fetched and published once, and together they hurry nobody."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from tasks.web.state import State
from tests.faults.conftest import ENVIRONMENT, Watched
from tests.faults.ready import Ready
from tests.outlets import Server

ROOT = Path(__file__).resolve().parents[2]
DELAY = 0.2
_CRAWL = """
import asyncio, sys
from pathlib import Path
from tasks.model.settings import Settings
from tasks.model.sources import WebSource
from tasks.web.crawl import crawl
from tasks.web.state import State

if __name__ == "__main__":
    settings = Settings(contact="faults@example.org", host_delay=float(sys.argv[2]), allowed_networks="127.0.0.0/8")
    sys.stdin.readline()
    with State(Path(sys.argv[1])) as state:
        asyncio.run(crawl([WebSource("feed", url) for url in sys.argv[3:]], state, settings))
"""


def crawl_at_once(script: Path, state: Path, feeds: list[str], times: int) -> list[int]:
    """So many crawls that begin together; their exit statuses."""
    script.write_text(_CRAWL, encoding="utf-8")
    command = [sys.executable, str(script), str(state), str(DELAY), *feeds]
    crawls = [
        subprocess.Popen(command, stdin=subprocess.PIPE, env={"PYTHONPATH": str(ROOT), "PATH": ""})
        for _ in range(times)
    ]
    for one in crawls:
        assert one.stdin is not None
        one.stdin.write(b"\n")
        one.stdin.close()
    return [one.wait(120) for one in crawls]


def test_two_crawls_share_the_work_and_the_delay(tmp_path: Path, outlets: Server) -> None:
    outlets.forget()
    feeds = [feed for outlet in outlets.outlets for feed in outlet.feeds]
    path = tmp_path / ".web" / "state.sqlite"
    assert crawl_at_once(tmp_path / "one.py", path, feeds, 2) == [0, 0]
    pages = [record.to + record.path.partition("?")[0] for record in outlets.requests() if "/articles/" in record.path]
    assert len(pages) == len(set(pages)) == sum(outlet.articles for outlet in outlets.outlets)
    for outlet in outlets.outlets:
        times = [record.at for record in outlets.requests() if record.to.startswith(f"{outlet.host}:")]
        assert min(later - earlier for earlier, later in pairwise(times)) >= DELAY
    with State(path) as state:
        captures = [capture.capture_id for capture in state.spool.read(state.spool.ids()) if capture.holds == "article"]
        assert len(captures) == len(set(captures)) == len(pages)
        assert state.broken is None
        assert state.pages.counts(feeds) == {("fetched", None): len(pages)}


def test_two_runs_over_the_same_outlets_publish_each_article_once(empty: Watched, quick: Ready, tmp_path: Path) -> None:
    log = tmp_path / "runs.log"
    runs = [quick.start(empty.topic, empty.warehouse, ENVIRONMENT, log) for _ in range(2)]
    assert [run.wait(300) for run in runs] == [0, 0], log.read_text()
    pages = [path.partition("?")[0] for path in empty.asked()]
    assert len(pages) == sum(outlet.articles for outlet in empty.server.outlets)
    empty.run()  # what one feed announced while the page that another had announced was being published
    assert empty.asked() == []
    assert empty.wrong() == []
