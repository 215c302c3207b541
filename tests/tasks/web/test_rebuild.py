"""A state made anew from what is published: pages as they were, due when they would have been."""

from datetime import UTC, datetime, timedelta

import pytest

from tasks.model.records import Announcement, PublishedPage
from tasks.web.rebuild import rebuild
from tasks.web.state import State

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
FEED, WORLD = "https://outlet.test/feed", "https://outlet.test/world"
ADDRESS = "https://outlet.test/articles/1"
AFTER = (6.0, 24.0, 72.0)


def published(hours: float = 0.0, body: str = "a", *sources: str) -> PublishedPage:
    announced = tuple(
        Announcement(f"{ADDRESS}?utm_source=x", one, "خبر", updated="2026-01-01") for one in sources or (FEED,)
    )
    headers = (("etag", f'"{body}"'), ("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT"))
    return PublishedPage(body, ADDRESS, f"{ADDRESS}/amp", headers, body, FIRST + timedelta(hours=hours), announced)


def at(hours: float) -> float:
    return (FIRST + timedelta(hours=hours)).timestamp()


def test_a_page_is_as_its_last_capture_shows_it_and_its_announcements_are_all_there(state: State) -> None:
    rebuild(state, [published(), published(6, "b", WORLD)], AFTER, at(7))
    page = state.pages.page(ADDRESS)
    assert page is not None
    assert (page.capture_id, page.sha256, page.outcome, page.fetched_at) == ("b", "b", "fetched", at(6))
    assert page.validators.headers == {"If-None-Match": '"b"', "If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"}
    assert page.url == f"{ADDRESS}?utm_source=x", "as it was announced, not where redirects led once"
    assert [one.source for one in state.pages.announced(ADDRESS)] == [FEED, WORLD]


@pytest.mark.parametrize(("now", "due", "looks"), [(1, 6, 1), (7, 24, 2), (30, 72, 3), (100, None, 4)])
def test_it_is_due_at_the_next_look_that_is_not_past(state: State, now: float, due: float | None, looks: int) -> None:
    rebuild(state, [published()], AFTER, at(now))
    page = state.pages.page(ADDRESS)
    assert page is not None
    assert page.next_look_at == (None if due is None else at(due))
    assert page.looks == looks
    assert state.pages.claim(at(now), [FEED]) == ()


def test_the_feed_that_announced_it_announces_nothing_new_and_a_change_of_its_still_counts(state: State) -> None:
    rebuild(state, [published()], AFTER, at(1))
    told = published().announced[0]
    assert state.pages.announce([told], at(1)).new == ()
    assert state.pages.claim(at(1), [FEED]) == ()
    changed = Announcement(told.url, told.source, told.headline, updated="2026-01-02")
    state.pages.announce([changed], at(1))
    assert [page.address for page in state.pages.claim(at(1), [FEED])] == [ADDRESS]


def test_nothing_published_is_nothing_remembered(state: State) -> None:
    assert state.pages.is_empty()
    rebuild(state, [], AFTER, at(0))
    assert state.pages.is_empty()
    rebuild(state, [published()], AFTER, at(0))
    assert not state.pages.is_empty()
