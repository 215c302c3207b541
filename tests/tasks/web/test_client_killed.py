"""kill -9 in the midst of fetching: nothing fetched is lost, nothing is had twice, no host is asked too early."""

import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from random import Random

from tasks.model.records import Announcement
from tasks.web.state import State
from tests.outlets import serve

DELAY = 0.15
OUTLETS, ARTICLES, KILLS = 3, 5, 4

FEED = "http://127.0.1.1/feed.xml"
_CRAWLER = """
import asyncio, sys, time
from datetime import UTC, datetime
from pathlib import Path
from tasks.model.records import Capture
from tasks.web.client import Client
from tasks.web.outcomes import Fetched
from tasks.web.pace import Pace
from tasks.web.state import State
from tests.tasks.web.conftest import SETTINGS
from tests.tasks.web.test_client_killed import FEED

async def crawl(state):
    async with Client(SETTINGS, state, pace=Pace(patience=60)) as client:
        async def one(page):
            got = await client.fetch(page.url, 100_000, delay=float(sys.argv[2]))
            assert isinstance(got, Fetched), got
            capture = Capture(got.sha256, "feed", page.url, "text/html", got.body, datetime.now(UTC), page.url)
            state.pages.done(page.address, got, capture, None)
        await asyncio.gather(*(one(page) for page in state.pages.claim(time.time(), [FEED])))

with State(Path(sys.argv[1])) as state:
    print("begun", flush=True)
    asyncio.run(crawl(state))
"""


def test_kills_at_random_moments(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-c", _CRAWLER, str(path), str(DELAY)]
    dice = Random(11)
    with serve(OUTLETS, ARTICLES) as server:
        urls = [outlet.url(f"/articles/{n}") for outlet in server.outlets for n in range(1, ARTICLES + 1)]
        with State(path) as state:
            state.pages.announce([Announcement(url, FEED) for url in urls], time.time())
        for kill in range(KILLS + 1):
            with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) as crawler:
                assert crawler.stdout is not None
                assert crawler.stdout.readline() == b"begun\n"
                if kill < KILLS:
                    time.sleep(dice.uniform(0.0, 0.3))
                    os.kill(crawler.pid, signal.SIGKILL)
                else:
                    assert crawler.wait(60) == 0
        with State(path) as state:
            assert state.pages.counts([FEED]) == {("fetched", None): len(urls)}
            assert sorted(capture.locator for capture in state.spool.read(state.spool.ids())) == sorted(urls)
        for outlet in server.outlets:
            times = [one.at for one in server.requests() if one.to.startswith(outlet.host + ":")]
            assert min(later - sooner for sooner, later in pairwise(times)) >= DELAY
