"""The clock is set back: nobody waits for it to come round again, and nobody is hurried."""

import asyncio
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from tasks.model.sources import WebSource
from tasks.web.crawl import crawl
from tasks.web.state import State
from tests.outlets import Server
from tests.tasks.web.conftest import SETTINGS as USUAL

LONGER = {"connect_seconds": 10.0, "read_seconds": 20.0, "answer_seconds": 60.0}
SETTINGS = USUAL.model_copy(update={**LONGER, "host_delay": 0.2, "look_again_hours": "6,24"})
YEAR = 365 * 24 * 3600.0


def shifted(by: float) -> Callable[[], float]:
    return lambda: time.time() + by


def articles(server: Server) -> list[str]:
    return [record.path for record in server.requests() if record.path.startswith("/articles/")]


@pytest.mark.parametrize("ahead", [YEAR, 3600.0])
def test_a_clock_that_was_ahead_keeps_nothing_from_being_asked(server: Server, state: State, ahead: float) -> None:
    source = WebSource("feed", server.outlet(1).feeds[0])
    asyncio.run(crawl([source], state, SETTINGS, clock=shifted(ahead)))
    first = articles(server)
    server.outlet(1).grow(2)
    asyncio.run(crawl([source], state, SETTINGS))
    assert len(articles(server)) > len(first), "the feed was polled, and what is new was fetched"
    assert len(set(articles(server))) == len(articles(server)), "and nothing twice"
    times = [record.at for record in server.requests()]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.2


def test_looks_and_polls_to_come_move_with_the_clock_once(server: Server, state: State) -> None:
    source = WebSource("feed", server.outlet(1).feeds[0])
    asyncio.run(crawl([source], state, SETTINGS, clock=shifted(YEAR)))
    now = time.time()
    assert state.heed_clock(now) == pytest.approx(YEAR, abs=60)
    assert state.heed_clock(now) == 0.0, "once"
    pages = [
        state.pages.page(capture.locator)
        for capture in state.spool.read(state.spool.ids())
        if capture.holds == "article"
    ]
    assert [page.next_look_at for page in pages if page is not None] == [
        pytest.approx(now + 6 * 3600, abs=60) for _ in articles(server)
    ], "six hours after the first look, as before"


def test_a_clock_put_right_by_seconds_is_nothing(server: Server, state: State) -> None:
    asyncio.run(crawl([WebSource("feed", server.outlet(1).feeds[0])], state, SETTINGS, clock=shifted(60)))
    assert state.heed_clock(time.time()) == 0.0


def test_a_clock_that_nobody_has_looked_at_yet(state: State) -> None:
    assert state.heed_clock(time.time()) == 0.0
