"""What is remembered of the web: pages and captures together or not at all, claims, turns, broken files."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest

from tasks.model.records import Announcement, Capture
from tasks.readers.contract import unreadable
from tasks.web.hosts import RobotsCopy, seconds_left
from tasks.web.indexes import MOVE_TIMES, Index, Said, answered
from tasks.web.outcomes import Fetched, Hop, Later, NotModified, Refused, Validators
from tasks.web.state import State

NOW = 1_700_000_000.0
FEED = "https://outlet.test/feed"
URL = "http://www.outlet.test/%d8%a3?utm_source=x"
ADDRESS = "https://outlet.test/%D8%A3"


def told(url: str = URL, source: str = FEED, headline: str = "عنوان") -> Announcement:
    return Announcement(url, source, headline, "2026-01-01")


def captured(capture_id: str = "c1", body: bytes = "متن".encode()) -> Capture:
    return Capture(
        capture_id, "feed", URL, "text/html", body, datetime(2026, 1, 1, tzinfo=UTC), URL, "outlet", "utf-8", 200,
        (("ETag", '"1"'), ("X", "ب")), "article", (told(),), True,
    )  # fmt: skip


def got(body: bytes = b"body", hops: tuple[Hop, ...] = ()) -> Fetched:
    headers = (("ETag", '"1"'), ("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT"))
    return Fetched(URL, 200, headers, body, body, False, NOW, hops)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".web" / "state.sqlite"


def test_a_page_that_is_announced_is_due_at_once_and_only_once(path: Path) -> None:
    with State(path) as state:
        first = state.pages.announce([told(), told(source="https://other.test/rss"), told("mailto:a@b.c")], NOW)
        assert (first.new, first.known, [one.url for one in first.unusable]) == ((ADDRESS,), 1, ["mailto:a@b.c"])
        assert [(page.address, page.url) for page in state.pages.claim(NOW, [FEED])] == [(ADDRESS, URL)]
        assert state.pages.claim(NOW, [FEED]) == ()
        assert {one.source for one in state.pages.announced(ADDRESS)} == {FEED, "https://other.test/rss"}


def test_pages_are_claimed_by_who_announced_them(path: Path) -> None:
    with State(path) as state:
        state.pages.announce([told(), told("https://b.test/1", "https://b.test/feed")], NOW)
        assert [page.address for page in state.pages.claim(NOW, ["https://b.test/feed"])] == ["https://b.test/1"]
        assert state.pages.counts([FEED]) == {("new", None): 1}
        assert state.pages.claim(NOW, []) == ()


def test_a_page_and_its_capture_are_kept_together(path: Path) -> None:
    with State(path) as state:
        state.pages.announce([told()], NOW)
        state.pages.done(ADDRESS, got(), captured(), NOW + 3600)
        page = state.pages.page(ADDRESS)
        assert page is not None
        assert (page.outcome, page.capture_id, page.looks, page.next_look_at) == ("fetched", "c1", 1, NOW + 3600)
        assert page.validators == Validators('"1"', "Thu, 01 Jan 2026 00:00:00 GMT")
        assert list(state.spool.read(state.spool.ids())) == [captured()]
        assert state.spool.prune(["c1", "unknown"]) == 1
        assert state.spool.ids() == ()


def test_neither_is_kept_where_one_cannot_be(path: Path) -> None:
    with State(path) as state:
        state.pages.announce([told()], NOW)
        with pytest.raises(sqlite3.Error):
            state.pages.done(ADDRESS, replace(got(), at=object()), captured(), None)  # type: ignore[arg-type]
        page = state.pages.page(ADDRESS)
        assert page is not None
        assert page.outcome == "new"
        assert state.spool.ids() == ()


def test_the_same_body_again_makes_no_capture(path: Path) -> None:
    with State(path) as state:
        state.pages.announce([told()], NOW)
        state.pages.done(ADDRESS, got(), captured(), NOW)
        state.pages.done(ADDRESS, got(), None, NOW)
        state.pages.unchanged(ADDRESS, None)
        page = state.pages.page(ADDRESS)
        assert page is not None
        assert (page.capture_id, page.looks, page.next_look_at) == ("c1", 3, None)
        assert len(state.spool.ids()) == 1


def test_tries_count_and_are_forgotten_with_an_answer(path: Path) -> None:
    with State(path) as state:
        state.pages.announce([told()], NOW)
        state.pages.later(ADDRESS, Later("slow", "", NOW + 60))
        state.pages.later(ADDRESS, Later("slow", "", NOW + 60, counts=False))
        assert state.pages.claim(NOW, [FEED]) == ()
        (page,) = state.pages.claim(NOW + 60, [FEED])
        assert (page.tries, page.outcome, page.reason) == (1, "later", "slow")
        state.pages.done(ADDRESS, got(), captured(), None)
        assert state.pages.counts([FEED]) == {("fetched", None): 1}
        state.pages.refused(ADDRESS, Refused("http_status", "410", 410))
        assert state.pages.counts([FEED]) == {("refused", "http_status"): 1}
        page = state.pages.page(ADDRESS)
        assert page is not None
        assert page.next_look_at is None


def test_a_page_that_moved_for_good_is_fetched_from_there(path: Path) -> None:
    with State(path) as state:
        state.pages.announce([told()], NOW)
        state.pages.done(ADDRESS, got(hops=(Hop(URL, 301, "https://new.test/a"),)), captured(), NOW)
        page = state.pages.page(ADDRESS)
        assert page is not None
        assert page.url == "https://new.test/a"


def test_a_poll_is_remembered_with_what_it_announced(path: Path) -> None:
    with State(path) as state:
        (index,) = state.indexes.claim([FEED, FEED], NOW)
        assert state.indexes.claim([FEED], NOW) == ()
        assert index == Index(FEED)
        found = state.indexes.polled(index, got(), NOW + 900, Said(FEED, (told(),)))
        assert found.new == (ADDRESS,)
        kept = state.indexes.index(FEED)
        assert (kept.polls, kept.entries, kept.last_new_at, kept.outcome) == (1, 1, NOW, "ok")
        assert state.indexes.claim([FEED], NOW) == ()
        (index,) = state.indexes.claim([FEED], NOW + 900)
        state.indexes.polled(index, NotModified(FEED, (), NOW + 900), NOW + 1800)
        kept = state.indexes.index(FEED)
        assert (kept.polls, kept.entries, kept.last_new_at, kept.sha256) == (2, 1, NOW, got().sha256)


def test_a_poll_keeps_its_faults_with_it_all_or_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = Said(FEED, (told(), Announcement("nowhere", FEED)), rejects=(unreadable(FEED, "an entry", "bad_record"),))
    with State(path) as state:
        with monkeypatch.context() as broken:
            broken.setattr(state.indexes, "_keep", Mock(side_effect=OSError("killed")))
            with pytest.raises(OSError, match="killed"):
                state.indexes.polled(Index(FEED), got(), NOW, said)
        assert (state.faults.of([FEED]), state.pages.page(ADDRESS)) == ((), None)
        for _ in range(2):
            state.indexes.polled(Index(FEED), got(), NOW, said)
        assert set(state.faults.of([FEED])) == {*said.rejects, unreadable(FEED, "nowhere", "no_url")}
        assert state.indexes.index(FEED).entries == 2


def test_failures_of_an_index_count_in_a_row(path: Path) -> None:
    with State(path) as state:
        for number in (1, 2):
            state.indexes.failed(state.indexes.index(FEED), "unreachable", "refused", NOW, NOW + 1)
            assert state.indexes.index(FEED).failures == number
        state.indexes.failed(state.indexes.index(FEED), "unreachable", "waits", NOW, NOW + 2, counts=False)
        assert (state.indexes.index(FEED).failures, state.indexes.index(FEED).next_poll_at) == (2, NOW + 2)
        state.indexes.polled(state.indexes.index(FEED), got(), NOW, Said(FEED))
        assert (state.indexes.index(FEED).failures, state.indexes.index(FEED).entries) == (0, 0)


def test_an_index_has_moved_when_it_said_so_often_enough() -> None:
    moved = got(hops=(Hop(FEED, 301, "https://new.test/feed"),))
    index = Index(FEED)
    for _ in range(MOVE_TIMES):
        assert index.url == FEED
        index = answered(index, moved, NOW)
    assert (index.url, index.address) == ("https://new.test/feed", FEED)
    assert answered(index, got(), NOW).url == "https://new.test/feed"
    wavering = answered(answered(Index(FEED), moved, NOW), got(), NOW)
    assert (wavering.moved_to, wavering.moved_times) == (None, 0)


def test_turns_of_a_host_are_handed_out_one_a_delay(path: Path) -> None:
    with State(path) as state, State(path) as other:
        assert state.hosts.take_turn("a.test", NOW, 5) == 0
        assert other.hosts.take_turn("a.test", NOW + 2, 5) == 3
        assert other.hosts.take_turn("b.test", NOW + 2, 5) == 0
        assert other.hosts.take_turn("a.test", NOW + 5, 5) == 0
        assert state.hosts.take_turn("a.test", NOW + 5, 0) == 5
        assert state.hosts.take_turn("c.test", NOW, 0) == 0


def test_a_clock_set_back_makes_nobody_wait_longer_than_before() -> None:
    assert seconds_left(NOW, NOW + 5, NOW - 86_400 * 365) == 5
    assert seconds_left(NOW, NOW + 5, NOW + 86_400) == 0


def test_a_turn_ends_with_a_wait(path: Path) -> None:
    with State(path) as state:
        state.hosts.settle("a.test", NOW, 60, failures=1)
        assert (state.hosts.failures("a.test"), state.hosts.wait("a.test", NOW + 1)) == (1, 59)
        assert state.hosts.take_turn("a.test", NOW + 60, 5) == 0
        assert state.hosts.failures("a.test") == 1
        state.hosts.settle("a.test", NOW + 61, 5, failures=0)
        assert (state.hosts.failures("a.test"), state.hosts.wait("a.test", NOW + 61)) == (0, 5)


def test_robots_are_remembered_by_origin(path: Path) -> None:
    with State(path) as state:
        assert state.hosts.robots("https://a.test:443") is None
        copy = RobotsCopy("given", "200", b"User-agent: *", NOW, NOW)
        state.hosts.keep_robots("https://a.test:443", copy)
        assert state.hosts.robots("https://a.test:443") == copy


@pytest.mark.parametrize("damage", ["garbage", "middle", "version", "emptied"])
def test_a_broken_file_is_moved_aside_and_begun_anew(path: Path, damage: str) -> None:
    with State(path) as state:
        state.pages.announce([told(f"https://a.test/{number}") for number in range(2000)], NOW)
        assert state.broken is None
    if damage == "version":
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version=999")
        connection.close()
    else:
        whole = path.read_bytes()
        at = len(whole) // 2 // 4096 * 4096
        broken = {"garbage": b"no database " * 1000, "middle": whole[:at] + b"\xff" * 65536 + whole[at + 65536 :]}
        path.write_bytes(broken.get(damage, whole[: 4096 * 3]))
    with State(path) as state:
        assert state.broken is not None
        assert state.broken.name.startswith("state.sqlite.broken-")
        assert state.broken.exists()
        assert state.pages.counts([FEED]) == {}
        state.pages.announce([told()], NOW)
    with State(path) as state:
        assert state.broken is None
        assert state.pages.counts([FEED]) == {("new", None): 1}


_WRITER = """
import sys
from pathlib import Path
from tests.tasks.web.test_state import FEED, captured, got, told
from tasks.text.addresses import canonical
from tasks.web.state import State

state = State(Path(sys.argv[1]))
for number in range(100_000):
    url = f"https://a.test/{number}"
    state.pages.announce([told(url)], 1.0)
    state.pages.claim(2.0, [FEED])
    if number % 2:
        state.pages.done(canonical(url), got(), captured(url), None)
    if number == 20:
        print("on its way", flush=True)
"""


def test_a_killed_process_leaves_whole_pages_and_no_claims(path: Path) -> None:
    for _ in range(3):
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, path], stdout=subprocess.PIPE, cwd=Path.cwd())
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.05)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        with State(path) as state:
            assert state.broken is None
            assert state.pages.counts([FEED])[("fetched", None)] == len(state.spool.ids()) > 5
            free = state.pages.claim(2.0, [FEED])
            assert len(free) == state.pages.counts([FEED])[("new", None)] > 5


def test_what_a_live_process_claims_is_left_to_it(path: Path) -> None:
    with State(path) as state:
        state.pages.announce([told()], NOW)
        assert len(state.pages.claim(NOW, [FEED])) == 1
        with State(path) as other:
            assert other.free_dead() == 0
            assert other.pages.claim(NOW, [FEED]) == ()
            state.pages.release([ADDRESS])
            assert len(other.pages.claim(NOW, [FEED])) == 1
        assert state.free_dead() == 1
