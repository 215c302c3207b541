"""robots.txt in every state, and that delays are kept: what the server saw decides."""

import asyncio
import time
from dataclasses import replace
from itertools import pairwise

import pytest

from tasks.web.client import Client
from tasks.web.gate import AGAIN_SECONDS, STALE_SECONDS
from tasks.web.hosts import RobotsCopy
from tasks.web.outcomes import Fetched, Later, Outcome, Refused
from tasks.web.pace import Pace
from tasks.web.robots import Robots
from tasks.web.state import State
from tests.outlets import Server, odd
from tests.tasks.web.conftest import SETTINGS, Fetch

NOTHING = "User-agent: *\nDisallow: /\n"
NOT_ARTICLES = "User-agent: *\nDisallow: /articles/\nSitemap: http://127.0.1.1/sitemap.xml\n"


def asked(server: Server, state: State, fetch: Fetch, robots: odd.Answerer) -> Outcome:
    server.outlet(1).script["/robots.txt"] = robots
    return fetch(server.outlet(1).url("/articles/1"))


@pytest.mark.parametrize(
    "robots",
    [
        odd.text("", 404), odd.text("", 401), odd.text("", 403), odd.text("", 410), odd.text("", 451), odd.text(""),
        odd.text("<html>404</html>"), odd.text(b"\xff\xfe\x00"), odd.redirect("/robots.txt"), odd.redirect("/again"),
        odd.packed(b"User-agent: *\nDisallow: /x\n", "gzip"), odd.short(b"User-agent: *\n"), odd.endless(),
    ],
)  # fmt: skip
def test_what_lets_everything_be_read(server: Server, state: State, fetch: Fetch, robots: odd.Answerer) -> None:
    server.outlet(1).script["/again"] = odd.redirect("/robots.txt")
    assert isinstance(asked(server, state, fetch, robots), Fetched)


@pytest.mark.parametrize("robots", [odd.text(NOTHING), odd.packed(NOTHING.encode(), "gzip"), odd.redirect("/r", 301)])
def test_what_is_not_to_be_read_is_not_asked_for(
    server: Server, state: State, fetch: Fetch, robots: odd.Answerer
) -> None:
    server.outlet(1).script["/r"] = odd.text(NOTHING)
    got = asked(server, state, fetch, robots)
    assert isinstance(got, Refused)
    assert got.reason == "robots"
    assert server.requests("/articles/1") == []


@pytest.mark.parametrize(
    "robots", [odd.text(NOTHING, status) for status in (500, 502, 503, 429)] + [odd.redirect("file:///x")]
)
def test_a_robots_txt_that_cannot_be_had_lets_nothing_be_read_for_now(
    server: Server, state: State, fetch: Fetch, robots: odd.Answerer
) -> None:
    begin = time.time()
    for _ in range(2):  # the second time from memory
        got = asked(server, state, fetch, robots)
        assert isinstance(got, Later)
        assert (got.reason, got.counts) == ("robots", True)
        assert got.not_before - begin >= AGAIN_SECONDS
    assert len(server.requests("/robots.txt")) == 1
    assert server.requests("/articles/1") == []


@pytest.mark.parametrize(("robots", "reason"), [(odd.silent(), "slow"), (odd.hung_up(), "unreachable")])
def test_a_host_that_cannot_be_asked_for_its_robots_txt(
    server: Server, state: State, fetch: Fetch, robots: odd.Answerer, reason: str
) -> None:
    got = asked(server, state, fetch, robots)
    assert isinstance(got, Later)
    assert (got.reason, got.counts) == (reason, True)
    assert server.requests("/articles/1") == []


def test_five_redirects_are_followed_and_six_are_none(server: Server, state: State, fetch: Fetch) -> None:
    outlet = server.outlet(1)
    outlet.script |= {f"/{n}": odd.redirect(f"/{n + 1}") for n in range(1, 9)}
    outlet.script["/6"] = odd.text(NOTHING)
    five, six = odd.redirect("/2"), odd.redirect("/1")
    assert isinstance(asked(server, state, fetch, six), Fetched)
    state.hosts.keep_robots(outlet.url()[:-1], RobotsCopy("given", "", b"", 0.0, 0.0))
    assert isinstance(asked(server, state, fetch, five), Refused)


def test_it_is_kept_for_a_day(server: Server, state: State, fetch: Fetch) -> None:
    origin = server.outlet(1).url()[:-1]
    for _ in range(3):
        assert isinstance(asked(server, state, fetch, odd.text("User-agent: *\nDisallow: /x\n")), Fetched)
    assert len(server.requests("/robots.txt")) == 1
    copy = state.hosts.robots(origin)
    assert copy is not None
    for asked_at in (time.time() - 24 * 3600 - 1, time.time() + 3600):  # too old; the clock was set back
        state.hosts.keep_robots(origin, replace(copy, asked_at=asked_at))
        fetch(server.outlet(1).url("/articles/1"))
    assert len(server.requests("/robots.txt")) == 3


@pytest.mark.parametrize(("age", "stands"), [(2 * 24 * 3600.0, True), (STALE_SECONDS + 1, False)])
def test_an_older_copy_stands_in(server: Server, state: State, fetch: Fetch, age: float, stands: bool) -> None:
    then = time.time() - age
    copy = RobotsCopy("given", "200", b"User-agent: *\nDisallow: /x\n", then, then)
    state.hosts.keep_robots(server.outlet(1).url()[:-1], copy)
    assert isinstance(asked(server, state, fetch, odd.text("", 500)), Fetched if stands else Later)


def test_a_redirect_to_another_host_is_checked_there(server: Server, fetch: Fetch) -> None:
    server.outlet(2).robots = NOTHING
    server.outlet(1).script["/a"] = odd.redirect(server.outlet(2).url("/articles/1"))
    got = fetch(server.outlet(1).url("/a"))
    assert isinstance(got, Refused)
    assert (got.reason, len(got.hops)) == ("robots", 1)
    assert server.requests("/articles/1") == []


def test_many_pages_of_a_host_ask_for_its_robots_txt_once(server: Server, state: State) -> None:
    async def run() -> list[Outcome]:
        async with Client(SETTINGS, state) as client:
            urls = [server.outlet(1).url(f"/articles/{n}") for n in (1, 2, 3)] * 5
            return list(await asyncio.gather(*(client.fetch(url, 100_000) for url in urls)))

    assert {type(got) for got in asyncio.run(run())} == {Fetched}
    assert len(server.requests("/robots.txt")) == 1


def test_its_sitemaps_are_told(server: Server, state: State) -> None:
    server.outlet(1).robots = NOT_ARTICLES

    async def run() -> object:
        async with Client(SETTINGS, state) as client:
            return await client.robots(server.outlet(1).url("/"))

    rules = asyncio.run(run())
    assert isinstance(rules, Robots)
    assert rules.sitemaps == ("http://127.0.1.1/sitemap.xml",)


def gaps(server: Server, number: int) -> list[float]:
    times = [one.at for one in server.requests() if one.to == f"127.0.1.{number}:{server.outlet(1).port}"]
    return [later - sooner for sooner, later in pairwise(times)]


def crawl(server: Server, state: State, outlets: tuple[int, ...], **options: float) -> list[Outcome]:
    async def run() -> list[Outcome]:
        async with Client(SETTINGS, state, pace=Pace(patience=60)) as client:
            urls = [server.outlet(o).url(f"/articles/{n}") for o in outlets for n in (1, 2, 3)]
            return list(await asyncio.gather(*(client.fetch(url, 100_000, **options) for url in urls)))  # type: ignore[arg-type]

    return asyncio.run(run())


def test_no_host_is_asked_more_often_than_its_delay_allows(server: Server, state: State) -> None:
    """The source's delay, its robots.txt's where that is longer, and both hosts at the same time."""
    server.outlet(2).robots = "User-agent: *\nCrawl-delay: 0.4\n"
    assert {type(got) for got in crawl(server, state, (1, 2), delay=0.2)} == {Fetched}
    assert len(gaps(server, 1)) == len(gaps(server, 2)) == 3
    assert min(gaps(server, 1)) >= 0.2
    assert min(gaps(server, 2)[1:]) >= 0.4  # before the first page, its robots.txt was not known


def test_a_redirect_takes_a_turn_of_the_host_it_leads_to(server: Server, state: State, fetch: Fetch) -> None:
    server.outlet(1).script["/a"] = odd.redirect("/b")
    server.outlet(1).script["/b"] = odd.redirect("/articles/1")
    assert isinstance(fetch(server.outlet(1).url("/a"), delay=0.2), Fetched)
    assert len(gaps(server, 1)) == 3
    assert min(gaps(server, 1)) >= 0.2


def test_redirects_between_hosts_do_not_wait_for_each_other(server: Server, state: State) -> None:
    one, two = server.outlet(1), server.outlet(2)
    one.script["/articles/1"] = odd.redirect(two.url("/articles/2"))
    two.script["/articles/1"] = odd.redirect(one.url("/articles/2"))
    assert {type(got) for got in crawl(server, state, (1, 2), delay=0.05)} == {Fetched}


def test_two_processes_share_the_delay(server: Server, state: State, tmp_path: object) -> None:
    """As two clients with a connection each to the same state."""
    with State(state.path) as other:

        async def run() -> None:
            async with Client(SETTINGS, state) as first, Client(SETTINGS, other) as second:
                url = server.outlet(1).url("/articles/1")
                await asyncio.gather(*(c.fetch(url, 100_000, delay=0.1) for c in (first, second) for _ in range(4)))

        asyncio.run(run())
    assert len(gaps(server, 1)) >= 8
    assert min(gaps(server, 1)) >= 0.1
