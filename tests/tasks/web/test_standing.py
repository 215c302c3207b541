"""How sources stand: those in trouble first, with what a person should know of them."""

from pathlib import Path

from expectations.vocabulary import HEALTHS
from tasks.model.records import Announcement
from tasks.model.sources import WebSource
from tasks.web.health import SILENT_AFTER
from tasks.web.indexes import MOVE_TIMES, Said
from tasks.web.outcomes import Fetched, Hop, Later, NotModified, Refused
from tasks.web.standing import STANDS, Standing, standings
from tasks.web.state import State

NOW = 1_700_000_000.0
OK, FAILED, FAILING, SILENT, EMPTY, NEW = (
    WebSource("feed", f"https://outlet.test/{name}") for name in ("ok", "failed", "failing", "silent", "empty", "new")
)
ARTICLE = WebSource("page", "http://outlet.test/articles/1")


def got(url: str, at: float = NOW, hops: tuple[Hop, ...] = ()) -> Fetched:
    return Fetched(url, 200, (), b"x", b"x", False, at, hops)


def announced(source: WebSource, *numbers: int) -> tuple[Announcement, ...]:
    return tuple(Announcement(f"{source.url}/{number}", source.url) for number in numbers)


def polled(
    state: State,
    source: WebSource,
    *numbers: int,
    at: float = NOW,
    hops: tuple[Hop, ...] = (),
    oddities: str | None = None,
) -> None:
    (index,) = state.indexes.claim([source.url], at)
    said = Said(source.url, announced(source, *numbers), oddities=oddities)
    state.indexes.polled(index, got(source.url, at, hops), at + 60, said)


def failed(state: State, source: WebSource, times: int) -> None:
    for _ in range(times):
        (index,) = state.indexes.claim([source.url], NOW)
        state.indexes.failed(index, "http_status", "503", NOW, NOW)


def test_without_a_state_nothing_was_polled() -> None:
    assert standings([OK, ARTICLE], None, NOW) == (Standing(OK, "new"), Standing(ARTICLE, "new"))


def test_those_in_trouble_come_first(tmp_path: Path) -> None:
    with State(tmp_path / "state.sqlite") as state:
        polled(state, OK, 1, 2)
        polled(state, EMPTY)
        polled(state, SILENT, 1, at=NOW - SILENT_AFTER - 1)
        failed(state, FAILED, 1)
        failed(state, FAILING, 3)
        found = standings([OK, NEW, EMPTY, SILENT, FAILED, FAILING], state, NOW)
    assert [one.source for one in found] == [FAILING, FAILED, SILENT, EMPTY, NEW, OK]
    assert [one.stands for one in found] == list(STANDS)
    assert (found[0].failures, found[0].detail, found[0].polled_at) == (3, "http_status: 503", NOW)
    assert (found[-1].entries, found[-1].next_poll_at, found[-1].detail) == (2, NOW + 60, None)


def test_pages_are_counted_by_what_came_of_them(tmp_path: Path) -> None:
    with State(tmp_path / "state.sqlite") as state:
        polled(state, OK, 1, 2, 3, 4, 5, 6)
        polled(state, NEW, 9)
        pages = state.pages.claim(NOW, [OK.url])
        state.pages.done(pages[0].address, got(pages[0].url), None, None)
        state.pages.later(pages[1].address, Later("slow", "", NOW + 60))
        for page, reason in zip(pages[2:5], ("tls", "robots", "robots"), strict=True):
            state.pages.refused(page.address, Refused(reason, ""))
        (one,) = standings([OK], state, NOW)
    assert (one.fetched, one.waiting, one.refused) == (1, 2, (("robots", 2), ("tls", 1)))


def test_a_source_that_has_moved_for_good_says_where_to(tmp_path: Path) -> None:
    hops = (Hop(OK.url, 301, "https://new.test/feed"),)
    with State(tmp_path / "state.sqlite") as state:
        for time in range(MOVE_TIMES):
            assert standings([OK], state, NOW)[0].detail is None
            polled(state, OK, time, at=NOW + 100 * time, hops=hops)
        assert "moved to https://new.test/feed" in (standings([OK], state, NOW)[0].detail or "")


def test_a_source_that_is_well_says_what_is_odd_about_it_until_it_is_not(tmp_path: Path) -> None:
    with State(tmp_path / "state.sqlite") as state:
        polled(state, OK, 1, oddities="it is odd")
        (one,) = standings([OK], state, NOW)
        assert (one.stands, one.detail, one.is_in_trouble) == ("ok", "it is odd", False)
        state.indexes.polled(state.indexes.index(OK.url), NotModified(OK.url, (), NOW), NOW + 60)
        assert standings([OK], state, NOW)[0].detail == "it is odd", "the body is still that one"
        polled(state, OK, 1, at=NOW + 60)
        assert standings([OK], state, NOW)[0].detail is None


def test_an_article_stands_as_its_page_does(tmp_path: Path) -> None:
    with State(tmp_path / "state.sqlite") as state:
        assert standings([ARTICLE], state, NOW)[0].stands == "new"
        state.pages.announce([Announcement(ARTICLE.url, ARTICLE.url)], NOW)
        (page,) = state.pages.claim(NOW, [ARTICLE.url])
        assert standings([ARTICLE], state, NOW)[0].stands == "new"
        state.pages.later(page.address, Later("slow", "", NOW))
        assert standings([ARTICLE], state, NOW)[0].stands == "failed"
        state.pages.done(page.address, got(page.url), None, NOW + 9)
        (one,) = standings([ARTICLE], state, NOW)
        assert (one.stands, one.next_poll_at, one.polled_at, one.fetched) == ("ok", NOW + 9, NOW, 1)
        state.pages.refused(page.address, Refused("http_status", "404"))
        (one,) = standings([ARTICLE], state, NOW)
        assert (one.stands, one.detail) == ("failing", "http_status")


def test_the_tables_know_every_way_to_stand() -> None:
    assert tuple(STANDS) == HEALTHS
