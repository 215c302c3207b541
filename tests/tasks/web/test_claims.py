"""Who gets how much of a crawl: every source its share, and nobody waits for somebody else's slow index."""

import asyncio

from tasks.model.sources import WebSource
from tasks.web.crawl import crawl
from tasks.web.state import State
from tests.outlets import Server, odd
from tests.tasks.web.conftest import SETTINGS as USUAL

SETTINGS = USUAL.model_copy(update={"connect_seconds": 10.0, "answer_seconds": 20.0, "read_seconds": 20.0})


def go(state: State, *sources: WebSource, **settings: float) -> None:
    asyncio.run(crawl(sources, state, SETTINGS.model_copy(update=settings)))


def fetched(server: Server, number: int) -> int:
    asked = [one for one in server.requests() if one.path.startswith("/articles/")]
    return sum(one.to.startswith(f"{server.outlet(number).host}:") for one in asked)


def test_one_that_announces_very_much_leaves_the_others_their_share(server: Server, state: State) -> None:
    server.outlet(1).grow(60)
    sources = [WebSource("feed", server.outlet(number).feeds[0]) for number in (1, 2)]
    go(state, *sources, crawl_pages=10)
    assert fetched(server, 2) == 2, "all that it announces"
    assert 5 <= fetched(server, 1) <= 8, "its share, and more where the other had had its own before"
    go(state, *sources, crawl_pages=100)
    assert fetched(server, 1) == 42, "the rest, in the next run"


def test_an_index_that_hangs_keeps_no_other_page_waiting(server: Server, state: State) -> None:
    server.outlet(1).script["/feed.xml"] = odd.silent()
    sources = [WebSource("feed", server.outlet(number).feeds[0]) for number in (1, 2)]
    go(state, *sources, crawl_seconds=6)
    assert fetched(server, 2) == 2, "before the other's time was up"
    assert state.indexes.index(sources[0].url).polls == 0, "its own poll was not even over"
