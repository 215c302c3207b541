"""robots.txt: Google's 142 cases, RFC 9309's, and hostile files in bounded time."""

import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.web.guard import check_address
from tasks.web.robots import LIMIT, MOST_DELAY, allows, parse

CASES = Path(__file__).resolve().parents[4] / "shared/ingest-cases/google-robotstxt/cases.json"


def cases() -> list[Any]:
    return json.loads(CASES.read_text(encoding="utf-8")) if CASES.exists() else []


@pytest.mark.skipif(not CASES.exists(), reason="the cases lie beside the project, not in it")
def test_there_are_142_cases_of_google() -> None:
    assert len(cases()) == 142


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["test"])
def test_a_case_of_google(case: dict[str, Any]) -> None:
    """Their strings are bytes, written one character a byte."""
    url = urlsplit(case["url"].encode("latin-1").decode("utf-8"))
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    assert allows(parse(case["robots"].encode("latin-1"), case["ua"]).rules, target) == case["allowed"]


def may(robots: str | bytes, path: str = "/a") -> bool:
    body = robots.encode() if isinstance(robots, str) else robots
    return parse(body).allows(check_address(f"https://news.test{path}"))


def test_our_group_goes_before_that_of_all() -> None:
    robots = "User-agent: *\nDisallow: /\n\nUser-agent: MARSAD/1.0\nDisallow: /private\n"
    assert may(robots)
    assert not may(robots, "/private/x")
    assert not may("User-agent: *\nDisallow: /\nUser-agent: Marsadian\nAllow: /\n")


def test_the_robots_txt_itself_may_always_be_read() -> None:
    assert may("User-agent: *\nDisallow: /\n", "/robots.txt")
    assert not may("User-agent: *\nDisallow: /\n", "/robots.txt/x")


@pytest.mark.parametrize("written", ["/أخبار", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1", "/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1"])
@pytest.mark.parametrize("asked", ["/أخبار/1", "/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/1", "/%D8%A3%d8%ae%D8%A8%D8%A7%D8%B1"])
def test_arabic_is_the_same_however_it_is_encoded(written: str, asked: str) -> None:
    assert not may(f"User-agent: *\nDisallow: {written}\n", asked)
    assert may(f"User-agent: *\nDisallow: {written}\n", "/%D8%A7")


def test_a_file_in_windows_1256_is_compared_byte_by_byte() -> None:
    assert not may("User-agent: *\nDisallow: /أ\n".encode("windows-1256"), "/%C3")


def test_the_longest_rule_wins_and_allow_wins_a_tie() -> None:
    robots = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/*.pdf$\nAllow: /x\nDisallow: /x\n"
    assert [may(robots, path) for path in ("/a", "/a/b", "/a/b/c.pdf", "/a/b/c.pdf?x", "/x")] == [
        False, True, False, True, True,
    ]  # fmt: skip


def test_delay_and_sitemaps() -> None:
    robots = parse(
        b"Sitemap: https://a.test/1.xml\nUser-agent: *\nCrawl-delay: 7.5\nDisallow: /x\n"
        b"sitemap:https://a.test/2.xml\nSitemap: https://a.test/1.xml\n"
    )
    assert robots.crawl_delay == 7.5
    assert robots.sitemaps == ("https://a.test/1.xml", "https://a.test/2.xml")
    assert parse(b"User-agent: *\nCrawl-delay: 86400\n").crawl_delay == MOST_DELAY
    for wrong in (b"-1", b"nan", b"inf", b"x", b"", b"\xff"):
        assert parse(b"User-agent: *\nCrawl-delay: " + wrong).crawl_delay is None
    assert parse(b"User-agent: other\nCrawl-delay: 7\n").crawl_delay is None


def test_500_kib_are_read_in_whole_lines() -> None:
    filler = b"# " + b"x" * 1021 + b"\n"
    before = b"User-agent: *\n" + filler * (LIMIT // len(filler) - 1)
    assert may(before + b"Disallow: /" + b"b" * (LIMIT - len(before)) + b"\n")
    assert not may(b"User-agent: *\nDisallow: /a\n" + filler * 1000)
    assert may(b"User-agent: *\n" + filler * 1000 + b"Disallow: /a\n")


@pytest.mark.parametrize(
    "body",
    [
        b"".join(b"User-agent: a%d\n" % n for n in range(20_000)) + b"Disallow: /x\n" * 20_000,
        b"User-agent: *\nDisallow: /" + b"*a" * 8000 + b"$\n" + b"Disallow: /*a*b*c*d\n" * 20_000,
        b"\r" * 500_000,
        b":" * 500_000,
        bytes(range(256)) * 2000,
        b"User-agent: *\nDisallow: /" + b"%" * 500_000,
    ],
    ids=["names", "stars", "lines", "colons", "bytes", "percents"],
)
def test_a_hostile_file_takes_bounded_time(body: bytes) -> None:
    begin = time.monotonic()
    may(body, "/" + "a" * 2000)
    assert time.monotonic() - begin < 5


@given(st.binary(max_size=300), st.sampled_from([b"", b"User-agent: *\n", b"User-agent: Marsad\nDisallow: "]))
def test_whatever_the_bytes_are_nothing_is_raised(body: bytes, before: bytes) -> None:
    may(before + body)
