"""Redirects hop by hop, statuses that say no, and hosts that say later."""

import asyncio
import time
from dataclasses import replace
from random import Random

import pytest

from tasks.web.client import Client
from tasks.web.outcomes import Fetched, Hop, Later, Refused, given_up
from tasks.web.pace import Pace
from tasks.web.state import State
from tests.outlets import Server, odd
from tests.tasks.web.conftest import SETTINGS, Fetch


def test_redirects_are_followed_and_told(server: Server, fetch: Fetch) -> None:
    first, second = server.outlet(1), server.outlet(2)
    first.script["/a"] = odd.redirect("/b?x=1#part", 301)
    first.script["/b"] = odd.redirect(second.url("/articles/1"), 308)
    got = fetch(first.url("/a"))
    assert isinstance(got, Fetched)
    assert got.url == got.moved_to == second.url("/articles/1")
    assert got.hops == (
        Hop(first.url("/a"), 301, first.url("/b?x=1")),
        Hop(first.url("/b?x=1"), 308, second.url("/articles/1")),
    )
    first.script["/a"] = odd.redirect("/b?x=1", 302)
    passing = fetch(first.url("/a"))
    assert isinstance(passing, Fetched)
    assert passing.moved_to is None


def test_a_redirect_to_arabic_letters(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/a"] = odd.redirect("/مقال")
    server.outlet(1).script["/مقال"] = odd.text("نص")
    got = fetch(server.outlet(1).url("/a"))
    assert isinstance(got, Fetched)
    assert got.url.endswith("/%D9%85%D9%82%D8%A7%D9%84")


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://127.0.1.1/", "scheme"),
        ("data:text/html,x", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("http://10.0.0.1/", "address"),
        ("http://169.254.169.254/", "address"),
        ("http://127.0.0.1/", "address"),
        ("http://[::1]/", "address"),
        ("http://[::1", "address"),
        ("http://0x7f.1/", "address"),
        ("//user:pass@127.0.1.1/", "address"),
        ("", "bad_http"),
    ],
)
def test_a_redirect_that_leads_astray(server: Server, fetch: Fetch, to: str, reason: str) -> None:
    server.outlet(1).script["/a"] = odd.redirect(to)
    got = fetch(server.outlet(1).url("/a"))
    assert isinstance(got, Refused)
    assert (got.reason, len(got.hops)) == (reason, 1)


def test_redirects_in_a_circle_and_too_many(server: Server, fetch: Fetch) -> None:
    outlet = server.outlet(1)
    outlet.script["/self"] = odd.redirect("/self")
    outlet.script["/ping"] = odd.redirect("/pong")
    outlet.script["/pong"] = odd.redirect("/ping")
    outlet.script |= {f"/{n}": odd.redirect(f"/{n + 1}") for n in range(20)}
    for path, times in (("/self", 1), ("/ping", 2), ("/0", 11)):
        got = fetch(outlet.url(path))
        assert isinstance(got, Refused)
        assert (got.reason, len(got.hops)) == ("redirects", times)
    ten = fetch(outlet.url("/10"))
    assert isinstance(ten, Refused)
    assert (ten.reason, ten.status) == ("http_status", 404)


@pytest.mark.parametrize("status", [204, 300, 400, 401, 402, 403, 404, 410, 418, 451, 501])
def test_statuses_that_say_no(server: Server, fetch: Fetch, status: int) -> None:
    server.outlet(1).script["/x"] = odd.text(b"", status)
    assert fetch(server.outlet(1).url("/x")) == Refused("http_status", str(status), status)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_host_is_left_alone(server: Server, state: State, fetch: Fetch, status: int) -> None:
    outlet = server.outlet(1)
    outlet.script["/x"] = odd.busy(status)
    begin = time.time()
    got = fetch(outlet.url("/x"))
    assert isinstance(got, Later)
    assert (got.reason, got.status, got.counts) == ("http_status", status, True)
    assert 60 <= got.not_before - begin < 80
    other = fetch(outlet.url("/articles/1"))
    assert isinstance(other, Later)
    assert (other.counts, server.requests("/articles/1")) == (False, [])
    assert state.hosts.failures(outlet.url()[7:-1]) == 1


@pytest.mark.parametrize("status", [408, 500, 520])
def test_a_page_that_fails_is_no_reason_to_leave_its_host_alone(server: Server, fetch: Fetch, status: int) -> None:
    server.outlet(1).script["/x"] = odd.text("خطأ", status)
    got = fetch(server.outlet(1).url("/x"))
    assert isinstance(got, Later)
    assert (got.reason, got.status) == ("http_status", status)
    assert isinstance(fetch(server.outlet(1).url("/articles/1")), Fetched)


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        ("90", 90, 110),
        ("316800", 86_400, 86_401),
        ("soon", 60, 75),
        ("0", 1, 2),
        ("-5", 60, 75),
        ("9" * 400, 86_400, 86_401),
    ],
)
def test_retry_after_is_honoured(server: Server, fetch: Fetch, value: str, least: float, most: float) -> None:
    server.outlet(1).script["/x"] = odd.busy(503, value)
    begin = time.time()
    got = fetch(server.outlet(1).url("/x"))
    assert isinstance(got, Later)
    assert least <= got.not_before - begin < most + 1


def test_backoff_grows_while_a_host_is_busy_and_ends_with_an_answer(server: Server, state: State, fetch: Fetch) -> None:
    outlet = server.outlet(1)
    outlet.script["/x"] = odd.in_turn(*[odd.busy()] * 3, odd.text("نص"))
    host = outlet.url()[7:-1]
    pace = {"pace": Pace(backoff=0.1, jitter=0, patience=5)}
    waits = []
    for _ in range(3):
        got = fetch(outlet.url("/x"), client=pace)
        assert isinstance(got, Later)
        waits.append(got.not_before - time.time())
    assert waits[0] < 0.1 < waits[1] < 0.2 < waits[2] < 0.4
    assert isinstance(fetch(outlet.url("/x"), client=pace), Fetched)
    assert state.hosts.failures(host) == 0


def test_what_was_tried_often_enough_is_given_up() -> None:
    later = Later("slow", "no end", 0.0)
    assert given_up(later, 4) is later
    assert given_up(later, 5) == Refused("slow", "no end; tried 5 times")
    assert given_up(replace(later, counts=False), 99) == replace(later, counts=False)


def test_a_wedged_host_does_not_stop_others(server: Server, state: State) -> None:
    server.outlet(1).script["/x"] = odd.silent()

    async def run() -> list[object]:
        async with Client(SETTINGS, state) as client:
            urls = [server.outlet(1).url("/x"), *(server.outlet(2).url(f"/articles/{n}") for n in (1, 2, 3))]
            return list(await asyncio.gather(*(client.fetch(url, 100_000) for url in urls)))

    assert [type(got) for got in asyncio.run(run())] == [Later, Fetched, Fetched, Fetched]


def test_whatever_bytes_a_server_sends_there_is_an_outcome(server: Server, state: State) -> None:
    dice = Random(7)
    seeds = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n"
        + bytes(20),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 301 Moved\r\nLocation: http://127.0.1.2/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody",
    ]
    paths = []
    for number in range(200):
        raw = bytearray(dice.choice(seeds))
        for _ in range(dice.randint(1, 6)):
            raw[dice.randrange(len(raw))] = dice.choice((0, 10, 13, 32, 48, 57, 58, 255, dice.randrange(256)))
        server.outlet(1).script[f"/{number}"] = odd.raw(bytes(raw[: dice.randint(1, len(raw))]))
        paths.append(server.outlet(1).url(f"/{number}"))

    async def run() -> list[object]:
        async with Client(SETTINGS, state, pace=Pace(backoff=0.0)) as client:
            return list(await asyncio.gather(*(client.fetch(url, 1000) for url in paths)))

    outcomes = asyncio.run(run())
    assert {type(got) for got in outcomes} <= {Fetched, Refused, Later}
    assert len(outcomes) == 200
    assert len({one.path for one in server.requests()}) == 201, "with robots.txt"
