"""When hosts are asked and indexes polled: Retry-After in all forms, back-off, turns, health."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.web.health import health, is_conditional
from tasks.web.pace import LONGEST_WAIT, NotYet, Pace, Turns, backoff, retry_after
from tasks.web.state import State

NOW = 1_700_000_000.0
DAY = 24 * 3600.0


def date(seconds: float) -> str:
    return format_datetime(datetime.fromtimestamp(NOW + seconds, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120), (" 120 ", 120), ("0", 0), ("1.5", 1), ("316800", DAY), ("9" * 30, DAY), ("9" * 10_000, DAY),
        (date(90), 90), (date(-90), 0), (date(88 * 3600), DAY), ("Sunday, 06-Nov-94 08:49:37 GMT", 0),
        ("Tue Nov 14 22:14:20 2023", 60), ("soon", None), ("", None), ("-5", None), ("١٢٠", None), ("1e9", None),
        ("Fri, 99 Foo 2026 99:99:99 GMT", None), ("Mon, 01 Jan 99999 00:00:00 GMT", None), (None, None),
    ],
)  # fmt: skip
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text() | st.integers().map(str) | st.floats().map(str) | st.datetimes().map(format_datetime))
def test_retry_after_raises_nothing_and_is_bounded(value: str) -> None:
    wait = retry_after(value, NOW)
    assert wait is None or 0 <= wait <= LONGEST_WAIT


def test_backoff_doubles_up_to_a_day() -> None:
    assert [backoff(n, 60) for n in (1, 2, 3, 11, 12, 10_000)] == [60, 120, 240, 61440, DAY, DAY]


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "state.sqlite") as opened:
        yield opened


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_turns_of_a_host_keep_its_delay(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, list[float]] = {"a": [], "b": []}
    clock = Clock()
    monkeypatch.setattr(asyncio, "sleep", clock.sleep)

    async def ask(turns: Turns, host: str) -> None:
        async with turns.turn(host, 8):
            asked[host].append(clock())

    async def crawl() -> None:
        turns = Turns(state.hosts, Pace(), connections=2, clock=clock)
        await asyncio.gather(*(ask(turns, host) for host in "aaaabbbb"))

    asyncio.run(crawl())
    assert [len(times) for times in asked.values()] == [4, 4]
    for times in asked.values():
        assert min(later - sooner for sooner, later in pairwise(times)) >= 8


def test_a_turn_is_written_down_before_anything_is_asked(state: State, tmp_path: Path) -> None:
    async def crawl() -> float:
        async with Turns(state.hosts, Pace(), connections=1, clock=lambda: NOW).turn("a", 5):
            with State(tmp_path / "state.sqlite") as other:
                return other.hosts.wait("a", NOW)

    assert asyncio.run(crawl()) == 6, "the delay, and the request's way"


def test_the_delay_counts_from_the_end_of_the_turn(state: State) -> None:
    clock = iter((NOW, NOW, NOW + 3))

    async def crawl() -> None:
        async with Turns(state.hosts, Pace(jitter=0), 1, clock=lambda: next(clock)).turn("a", 10):
            pass

    asyncio.run(crawl())
    assert state.hosts.wait("a", NOW + 3) == 10


def test_without_a_delay_nothing_is_written(state: State) -> None:
    async def crawl() -> None:
        turns = Turns(state.hosts, Pace(), connections=1)
        for _ in range(3):
            async with turns.turn("a", 0):
                pass

    asyncio.run(crawl())
    assert state.hosts.wait("a", time.time()) == 0


def test_a_rest_is_waited_for_only_by_the_patient(state: State) -> None:
    async def crawl() -> None:
        turns = Turns(state.hosts, Pace(patience=1), connections=1)
        async with turns.turn("a", 0) as turn:
            turn.rest = 60.0
        with pytest.raises(NotYet) as error:
            async with turns.turn("a", 5):
                pass
        assert 59 < error.value.wait <= 60
        async with turns.turn("b", 0) as turn:
            turn.rest = 0.1
        async with turns.turn("b", 0) as turn:
            assert turn.failures == 1
        async with turns.turn("b", 0) as turn:
            assert turn.failures == 0

    asyncio.run(crawl())
    assert state.hosts.failures("a") == 1


def test_a_turn_that_is_broken_off_counts(state: State) -> None:
    async def crawl() -> None:
        async with Turns(state.hosts, Pace(), 1, clock=lambda: NOW).turn("a", 5):
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(crawl())
    assert state.hosts.wait("a", NOW) >= 5


def test_the_health_of_an_index() -> None:
    assert health(0, None, NOW) == "ok"
    assert health(2, NOW - DAY, NOW) == "ok"
    assert health(3, NOW, NOW) == "failing"
    assert health(0, NOW - 15 * DAY, NOW) == "silent"


def test_every_tenth_poll_disbelieves_the_validators() -> None:
    assert [polls for polls in range(40) if not is_conditional(polls)] == [9, 19, 29, 39]
