"""What comes of asking: every way in which servers misbehave has its outcome and its reason."""

import asyncio
import socket
import time

import pytest

from tasks.model.errors import ConfigError
from tasks.model.settings import Settings
from tasks.web.client import Client, user_agent
from tasks.web.outcomes import Fetched, Later, NotModified, Refused, Validators
from tasks.web.state import State
from tests.outlets import Server, odd
from tests.tasks.web.conftest import SETTINGS, Fetch
from tests.tasks.web.test_resolver import Says

PAGE = "<p>قالت الوزيرة إن المشروع سيكتمل.</p>".encode() * 50


def test_a_page(server: Server, fetch: Fetch) -> None:
    url = server.outlet(1).url("/articles/1")
    got = fetch(url)
    assert isinstance(got, Fetched)
    assert (got.url, got.status, got.truncated, got.hops) == (url, 200, False, ())
    assert (got.media_type, got.charset) == ("text/html", "utf-8")
    assert got.raw is got.body
    assert "<article>" in got.body.decode()
    assert got.validators.etag is not None
    assert ("ETag", got.validators.etag) in got.headers


def test_it_says_who_it_is(server: Server, fetch: Fetch) -> None:
    fetch(server.outlet(1).url("/articles/1"))
    (asked,) = server.requests("/articles/1")
    assert asked.headers["User-Agent"] == "Marsad/0.1.0 (+https://marsad.test/bot)"
    assert asked.headers["Accept-Encoding"] == "gzip, deflate, br, zstd"
    assert "Cookie" not in asked.headers


def test_without_a_contact_nothing_is_asked(state: State) -> None:
    with pytest.raises(ConfigError, match="MARSAD_CONTACT"):
        Client(Settings(), state)
    assert user_agent("bot@marsad.test").endswith(" (+bot@marsad.test)")


def test_validators_and_304(server: Server, fetch: Fetch) -> None:
    url = server.outlet(1).url("/feed.xml")
    first = fetch(url)
    assert isinstance(first, Fetched)
    again = fetch(url, validators=first.validators)
    assert isinstance(again, NotModified)
    server.outlet(1).grow(2)
    changed = fetch(url, validators=first.validators)
    assert isinstance(changed, Fetched)
    assert changed.sha256 != first.sha256


def test_304_that_nobody_asked_for(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/x"] = odd.text(b"", 304)
    assert fetch(server.outlet(1).url("/x")) == Refused("bad_http", "304 to a request that was not conditional", 304)
    assert isinstance(fetch(server.outlet(1).url("/x"), validators=Validators('"1"')), NotModified)


def test_a_lying_etag_is_found_out_without_validators(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/feed.xml"] = odd.lying_etag("one", "two")
    url = server.outlet(1).url("/feed.xml")
    first = fetch(url)
    assert isinstance(first, Fetched)
    assert isinstance(fetch(url, validators=first.validators), NotModified)
    full = fetch(url)
    assert isinstance(full, Fetched)
    assert (full.validators, full.sha256 == first.sha256) == (first.validators, False)


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "deflate", "br", "zstd"])
def test_a_packed_body_is_had_as_sent_and_unpacked(server: Server, fetch: Fetch, encoding: str) -> None:
    server.outlet(1).script["/x"] = odd.packed(PAGE, encoding)
    got = fetch(server.outlet(1).url("/x"))
    assert isinstance(got, Fetched)
    assert got.body == PAGE
    assert 0 < len(got.raw) < len(PAGE)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb(server: Server, fetch: Fetch, encoding: str) -> None:
    server.outlet(1).script["/x"] = odd.bomb(encoding)
    got = fetch(server.outlet(1).url("/x"), limit=10_000_000)
    assert isinstance(got, Refused)
    assert got.reason == "bomb"


def test_layers(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/2"] = odd.packed(PAGE, "gzip", "br")
    server.outlet(1).script["/3"] = odd.packed(PAGE, "gzip", "gzip", "gzip")
    two, three = fetch(server.outlet(1).url("/2")), fetch(server.outlet(1).url("/3"))
    assert isinstance(two, Fetched)
    assert two.body == PAGE
    assert isinstance(three, Refused)
    assert three.reason == "bad_http"


def test_a_plain_body_that_is_said_to_be_packed(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/x"] = odd.packed(PAGE, says="gzip")
    got = fetch(server.outlet(1).url("/x"))
    assert isinstance(got, Fetched)
    assert (got.body, got.truncated) == (PAGE, False)


def test_packing_that_breaks_off_is_asked_for_again_and_then_taken(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/x"] = odd.packed(PAGE, "gzip", keep=60)
    got = fetch(server.outlet(1).url("/x"))
    assert isinstance(got, Fetched)
    assert got.truncated
    assert PAGE.startswith(got.body)
    assert len(server.requests("/x")) == 2


def test_a_short_body_is_asked_for_again(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/mended"] = odd.in_turn(odd.short(b"half"), odd.text("whole"))
    server.outlet(1).script["/short"] = odd.short(b"half")
    mended, short = fetch(server.outlet(1).url("/mended")), fetch(server.outlet(1).url("/short"))
    assert isinstance(mended, Fetched)
    assert (mended.body, mended.truncated) == (b"whole", False)
    assert isinstance(short, Fetched)
    assert (short.body, short.truncated) == (b"half", True)
    assert len(server.requests("/short")) == 2


def test_a_chunked_body_that_breaks_off(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/x"] = odd.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")
    got = fetch(server.outlet(1).url("/x"))
    assert isinstance(got, Fetched)
    assert (got.body, got.truncated) == (b"half", True)


@pytest.mark.parametrize(
    "behaviour", [odd.slow(), odd.slow_head(), odd.silent(), odd.raw(b"HTTP/1.1 200 OK\r\n", close=False)]
)
def test_a_byte_now_and_then_is_not_life(server: Server, fetch: Fetch, behaviour: odd.Answerer) -> None:
    server.outlet(1).script["/x"] = behaviour
    begin = time.time()
    got = fetch(server.outlet(1).url("/x"))
    assert time.time() - begin < 5
    assert isinstance(got, Later)
    assert (got.reason, got.counts) == ("slow", True)
    assert 59 < got.not_before - begin < 90
    assert len(server.requests("/x")) == 1


def test_an_endless_body_is_refused_or_cut(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/x"] = odd.endless()
    got = fetch(server.outlet(1).url("/x"), limit=300_000)
    assert got == Refused("too_large", "more than 300000 bytes")
    cut = fetch(server.outlet(1).url("/x"), limit=300_000, cut=True)
    assert isinstance(cut, Fetched)
    assert (len(cut.raw), len(cut.body), cut.truncated) == (300_000, 300_000, True)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nx",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nNo colon\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
        b"HTTP/1.1 200 " + b"x" * 100_000 + b"\r\n\r\n",
    ],
)
def test_what_is_not_http(server: Server, fetch: Fetch, answer: bytes) -> None:
    server.outlet(1).script["/x"] = odd.raw(answer)
    got = fetch(server.outlet(1).url("/x"))
    assert isinstance(got, Refused)
    assert got.reason == "bad_http"


@pytest.mark.parametrize(("count", "size"), [(10_000, 1), (1, 1_000_000), (200, 40_000)])
def test_headers_without_measure(server: Server, fetch: Fetch, count: int, size: int) -> None:
    server.outlet(1).script["/x"] = odd.many_headers(count, size)
    got = fetch(server.outlet(1).url("/x"))
    assert isinstance(got, Refused)
    assert got.reason == "bad_http"


def test_long_headers_as_sites_have_them(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/x"] = odd.text("نص", Content_Security_Policy="x" * 20_000)
    assert isinstance(fetch(server.outlet(1).url("/x")), Fetched)


def test_a_length_that_lies_is_no_more_believed_than_the_limit(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/x"] = odd.short(PAGE, missing=10**12)
    got = fetch(server.outlet(1).url("/x"))
    assert isinstance(got, Fetched)
    assert (got.body, got.truncated) == (PAGE, True)


def test_who_hangs_up_is_asked_once_more(server: Server, fetch: Fetch) -> None:
    server.outlet(1).script["/mended"] = odd.in_turn(odd.hung_up(), odd.text("whole"))
    assert isinstance(fetch(server.outlet(1).url("/mended")), Fetched)
    server.outlet(1).script["/gone"] = odd.hung_up()
    got = fetch(server.outlet(1).url("/gone"))
    assert isinstance(got, Later)
    assert (got.reason, got.counts) == ("unreachable", True)
    assert len(server.requests("/gone")) == 2


def test_a_refused_connection(state: State, fetch: Fetch) -> None:
    got = fetch("http://127.0.1.9:9/x")
    assert isinstance(got, Later)
    assert got.reason == "unreachable"
    assert state.hosts.failures("127.0.1.9:9") == 1
    again = fetch("http://127.0.1.9:9/x")
    assert isinstance(again, Later)
    assert (again.reason, again.counts) == ("unreachable", False)


def test_a_connection_that_is_never_made(state: State, fetch: Fetch) -> None:
    """As behind a firewall that drops what it does not like: here a queue that is full and never served."""
    with socket.create_server(("127.0.1.9", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.1.9", port))
        begin = time.time()
        got = fetch(f"http://127.0.1.9:{port}/x")
        for one in waiting:
            one.close()
    assert time.time() - begin < 5
    assert isinstance(got, Later)
    assert (got.reason, got.counts) == ("unreachable", True)
    assert "no connection within the time limit" in got.detail
    assert state.hosts.failures(f"127.0.1.9:{port}") == 1


class Unknown(Says):
    """Knows no name."""

    def __init__(self, errno: int) -> None:
        super().__init__([])
        self.errno = errno

    async def resolve(self, *_: object, **__: object) -> list[object]:  # type: ignore[override]
        raise OSError(self.errno, "Name or service not known")


@pytest.mark.parametrize(("errno", "wait"), [(-2, 600), (-3, 60)])
def test_a_name_that_is_not_resolved(fetch: Fetch, errno: int, wait: float) -> None:
    begin = time.time()
    got = fetch("http://news.test/x", client={"resolver": Unknown(errno)})
    assert isinstance(got, Later)
    assert got.reason == "unreachable"
    assert wait <= got.not_before - begin < 800


def test_a_name_is_connected_to_at_the_ip_that_was_vetted(server: Server, fetch: Fetch) -> None:
    port = server.outlet(2).port
    got = fetch(f"http://news.test:{port}/articles/1", client={"resolver": Says(["127.0.1.2"])})
    assert isinstance(got, Fetched)
    assert server.requests("/articles/1")[0].headers["Host"] == f"news.test:{port}"


def test_a_name_that_turns_private_is_refused(server: Server, state: State) -> None:
    """Rebinding: vetted for robots.txt, private when the page is asked for; nothing reaches 127.0.0.1."""
    port = server.outlet(2).port
    server.outlet(2).script["/robots.txt"] = odd.text("User-agent: *\nDisallow:\n", Connection="close")

    async def run() -> object:
        async with Client(SETTINGS, state, resolver=Says(["127.0.1.2"], ["127.0.0.1"])) as client:
            client._session.connector._use_dns_cache = False  # type: ignore[union-attr]
            return await client.fetch(f"http://news.test:{port}/articles/1", 1_000_000)

    got = asyncio.run(run())
    assert got == Refused("address", "news.test is 127.0.0.1")
    assert server.requests("/articles/1") == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:8000/", "address"),
        ("http://[::ffff:127.0.1.1]/", "address"),
        ("http://2130706689/", "address"),
        ("http://169.254.169.254/latest/meta-data/", "address"),
        ("file:///etc/passwd", "scheme"),
        ("http://a:b@127.0.1.1/", "address"),
    ],
)
def test_addresses_that_are_not_asked_for(fetch: Fetch, url: str, reason: str) -> None:
    got = fetch(url)
    assert isinstance(got, Refused)
    assert got.reason == reason
