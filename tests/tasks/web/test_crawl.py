"""A crawl: what is announced is fetched once, looked at again when it is time, and nothing is lost on the way."""

import asyncio
import time
from collections.abc import Iterator

import pytest

from tasks.model.errors import ConfigError
from tasks.model.records import Capture
from tasks.model.settings import Settings
from tasks.model.sources import WebSource
from tasks.readers.index import FLAGS, MOST_ENTRIES
from tasks.web import crawl as crawling
from tasks.web.crawl import crawl
from tasks.web.outcomes import MOST_TRIES
from tasks.web.poll import AFTER_FAILURE, DEEPEST, MOST_CHILDREN
from tasks.web.standing import standings
from tasks.web.state import State
from tests.outlets import odd
from tests.outlets.server import Outlet, Server, serve
from tests.tasks.web.conftest import SETTINGS as USUAL

LONGER = {"connect_seconds": 2.0, "read_seconds": 2.0, "answer_seconds": 5.0}
SETTINGS = USUAL.model_copy(update={**LONGER, "look_again_hours": "6,24", "sitemap_days": 100_000})
HOUR = 3600.0


class Clock:
    """The time, that a test can put on."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture(scope="module")
def outlets() -> Iterator[Server]:
    with serve(outlets=2, articles=6) as server:
        yield server


@pytest.fixture
def outlet(outlets: Server) -> Outlet:
    one = outlets.outlet(1)
    one.articles, one.script, one.versions = 6, {}, {}
    outlets.forget()
    return one


@pytest.fixture
def clock() -> Clock:
    return Clock()


def go(state: State, clock: Clock, *sources: WebSource, settings: Settings = SETTINGS) -> None:
    asyncio.run(crawl(sources, state, settings, clock=clock))


def feed(outlet: Outlet, path: str = "/feed.xml", delay: float | None = None) -> WebSource:
    return WebSource("feed", outlet.url(path), delay=delay)


def spooled(state: State, holds: str = "article") -> list[Capture]:
    return [capture for capture in state.spool.read(state.spool.ids()) if capture.holds == holds]


def fetched(outlets: Server) -> list[str]:
    return sorted(one.path for one in outlets.requests() if one.path.startswith("/articles/"))


def test_what_a_feed_announces_is_fetched_and_spooled_with_the_feed(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    go(state, clock, feed(outlet))
    assert fetched(outlets) == ["/articles/2", "/articles/3", "/articles/5", "/articles/6"]
    pages = spooled(state)
    assert {one.url for one in pages} == {outlet.url(path) for path in fetched(outlets)}
    assert {(one.status, one.media_type, one.reader, one.charset) for one in pages} == {
        (200, "text/html", "feed", "utf-8")
    }
    assert all(one.announced[0].headline and one.announced[0].published for one in pages)
    (index,) = spooled(state, "index")
    assert (index.locator, index.media_type) == (outlet.url("/feed.xml"), "application/xml")


def test_a_second_crawl_asks_for_the_feed_alone_and_only_whether_it_has_changed(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    go(state, clock, feed(outlet))
    outlets.forget()
    go(state, clock, feed(outlet))
    (asked,) = outlets.requests()
    assert asked.path == "/feed.xml"
    assert "If-None-Match" in asked.headers
    assert len(spooled(state)) == 4


def test_one_article_in_two_feeds_is_one_page_with_two_announcements(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    go(state, clock, feed(outlet), feed(outlet, "/world.xml"))
    assert len(fetched(outlets)) == len({path.partition("?")[0] for path in fetched(outlets)}) == 6
    shared = [one for one in spooled(state) if one.locator.endswith(("/articles/3", "/articles/6"))]
    assert [len(state.pages.announced(one.locator)) for one in shared] == [2, 2]


def test_a_page_is_looked_at_again_when_it_is_time_and_a_change_is_a_capture(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    go(state, clock, feed(outlet))
    outlet.revise(5)
    clock.ahead = 5 * HOUR
    go(state, clock, feed(outlet))
    assert len(spooled(state)) == 4
    clock.ahead = 7 * HOUR
    go(state, clock, feed(outlet))
    five = [one for one in spooled(state) if one.locator.endswith("/articles/5")]
    assert len(five) == 2
    assert five[0].body != five[1].body
    assert len(spooled(state)) == 5
    for hours in (26, 100, 1000):
        clock.ahead = hours * HOUR
        go(state, clock, feed(outlet))
    assert len(fetched(outlets)) == 3 * 4, "the first look and the two that the settings name"


def test_a_page_that_goes_back_to_what_it_was_is_a_capture_of_its_own(
    outlet: Outlet, state: State, clock: Clock
) -> None:
    outlet.articles = 2
    for hours, version in ((0, 1), (7, 2), (25, 1)):
        outlet.versions[2] = version
        clock.ahead = hours * HOUR
        go(state, clock, feed(outlet))
    first, _, third = spooled(state)
    assert first.body == third.body
    assert first.capture_id != third.capture_id


def test_the_same_page_sent_again_whole_is_no_second_capture(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    outlet.articles = 2
    outlet.script["/articles/2"] = odd.text("<p>نص لا يتغير</p>")
    go(state, clock, feed(outlet))
    clock.ahead = 7 * HOUR
    go(state, clock, feed(outlet))
    assert fetched(outlets) == ["/articles/2", "/articles/2"]
    assert "If-None-Match" not in outlets.requests("/articles/2")[-1].headers
    assert len(spooled(state)) == 1


def test_an_entry_that_says_it_was_changed_is_looked_at_now(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    sitemap = WebSource("sitemap", outlet.url("/map.xml"))
    entry = "<urlset><url><loc>{}</loc><lastmod>{}</lastmod></url></urlset>"
    outlet.script["/map.xml"] = odd.text(entry.format(outlet.url("/articles/1"), "2026-01-05"))
    go(state, clock, sitemap)
    outlet.script["/map.xml"] = odd.text(entry.format(outlet.url("/articles/1"), "2026-01-06"))
    outlet.revise(1)
    go(state, clock, sitemap)
    assert fetched(outlets) == ["/articles/1", "/articles/1"]
    assert len(spooled(state)) == 2


def test_a_page_that_is_gone_is_refused_with_its_status(outlet: Outlet, state: State, clock: Clock) -> None:
    outlet.script["/articles/5"] = odd.text("gone", 404)
    go(state, clock, feed(outlet))
    assert [row[1:] for row in state.pages.refusals([outlet.url("/feed.xml")])] == [("http_status", "404")]
    assert len(spooled(state)) == 3


def test_an_article_that_was_deleted_is_asked_for_a_few_times_more(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    outlet.articles = 2
    go(state, clock, feed(outlet))
    outlet.script["/articles/2"] = odd.text("gone", 404)
    for day in range(1, 3 * MOST_TRIES):
        clock.ahead = day * 24 * HOUR
        go(state, clock, feed(outlet))
    assert len(fetched(outlets)) == 1 + MOST_TRIES
    page = state.pages.page(spooled(state)[0].locator)
    assert page is not None
    assert (page.outcome, page.reason, page.next_look_at) == ("refused", "http_status", None)


def test_a_page_that_is_busy_is_tried_again_and_given_up_at_last(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    outlet.articles = 2
    outlet.script["/articles/2"] = odd.busy(503)
    for day in range(8):
        clock.ahead = day * 24 * HOUR
        go(state, clock, feed(outlet))
    ((_address, reason, detail),) = state.pages.refusals([outlet.url("/feed.xml")])
    assert (reason, detail) == ("http_status", "503; tried 5 times")
    assert len(fetched(outlets)) == 5


def test_a_feed_that_fails_is_kept_and_polled_more_rarely(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    source = feed(outlet)
    outlet.script["/feed.xml"] = odd.text("<html><body>صيانة</body></html>")
    go(state, clock, source)
    go(state, clock, source)
    assert len(outlets.requests("/feed.xml")) == 1, "it waits"
    (told,) = standings([source], state, clock())
    assert told.is_in_trouble
    assert (told.stands, told.failures) == ("failed", 1)
    assert told.detail is not None
    assert told.detail.startswith("bad_record")
    assert len(spooled(state, "index")) == 1, "the bytes are kept before they are read"
    clock.ahead = 3 * AFTER_FAILURE
    go(state, clock, source)
    assert len(outlets.requests("/feed.xml")) == 2
    del outlet.script["/feed.xml"]
    clock.ahead = 9 * AFTER_FAILURE
    go(state, clock, source)
    assert state.indexes.index(source.url).failures == 0
    assert len(spooled(state)) == 4


@pytest.mark.parametrize("status", [404, 410])
def test_a_feed_that_is_gone_is_asked_for_again_but_more_rarely(
    outlets: Server, outlet: Outlet, state: State, clock: Clock, status: int
) -> None:
    outlet.script["/feed.xml"] = odd.text("gone", status)
    for hours, polls in ((0, 1), (0, 1), (30, 2)):
        clock.ahead = hours * HOUR
        go(state, clock, feed(outlet))
        assert len(outlets.requests("/feed.xml")) == polls
    assert state.indexes.index(outlet.url("/feed.xml")).outcome == "http_status"


@pytest.mark.parametrize(("failures", "asked", "wait"), [(0, "9000", 9000), (0, "60", 900), (3, "60", 7200)])
def test_a_feed_that_fails_waits_twice_as_long_every_time_and_at_least_as_its_server_asks(
    outlet: Outlet, state: State, failures: int, asked: str, wait: int
) -> None:
    source, now = feed(outlet), 1_700_000_000.0
    for _ in range(failures):
        state.indexes.failed(state.indexes.index(source.url), "slow", "", now, now)
    outlet.script["/feed.xml"] = odd.busy(503, asked)
    asyncio.run(crawl([source], state, SETTINGS, clock=lambda: now))
    assert now + wait <= state.indexes.index(source.url).next_poll_at <= now + 1.2 * wait, "with the host's jitter"


def test_one_source_that_hangs_costs_the_others_nothing(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    outlet.script["/feed.xml"] = odd.silent()
    go(state, clock, feed(outlet), feed(outlets.outlet(2)))
    assert {one.url for one in spooled(state)} == {outlets.outlet(2).url(f"/articles/{n}") for n in (2, 3, 5, 6)}
    assert state.indexes.index(outlet.url("/feed.xml")).outcome == "slow"


def test_entries_without_an_address_are_faults(outlet: Outlet, state: State, clock: Clock) -> None:
    items = "<item><title>خبر بلا رابط</title></item><item><title>خبر</title><link>/articles/1</link></item>"
    outlet.script["/feed.xml"] = odd.text(f'<rss version="2.0"><channel><title>ص</title>{items}</channel></rss>')
    go(state, clock, feed(outlet))
    assert [one.reason for one in state.faults.of([outlet.url("/feed.xml")])] == ["no_url"]
    assert len(spooled(state)) == 1


def test_entries_beyond_those_that_are_read_are_a_fault_and_what_is_odd_is_told(
    outlet: Outlet, state: State, clock: Clock
) -> None:
    source = feed(outlet)
    settings = SETTINGS.model_copy(update={"crawl_pages": 1})
    for more in (5, 7):
        items = "".join(f"<item><link>/articles/{number}</link></item>" for number in range(MOST_ENTRIES + more))
        outlet.script["/feed.xml"] = odd.text(
            f'<rss version="2.0"><channel><title>ص & ع</title>{items}</channel></rss>'
        )
        go(state, clock, source, settings=settings)
    (fault,) = state.faults.of([source.url])
    assert (fault.reason, fault.detail) == ("too_large", "5 entries beyond the most that are read")
    (told,) = standings([source], state, clock())
    assert (told.stands, told.entries, told.detail) == ("ok", MOST_ENTRIES, FLAGS["bad_xml"])


def test_sitemaps_that_name_sitemaps_are_followed_and_old_articles_left_out(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    maps = "<sitemapindex>{}</sitemapindex>".format(
        "".join(f"<sitemap><loc>{outlet.url(path)}</loc></sitemap>" for path in ("/sitemap.xml", "/old.xml"))
    )
    old = f"<urlset><url><loc>{outlet.url('/articles/old')}</loc><lastmod>2019-01-01</lastmod></url></urlset>"
    outlet.script |= {"/index.xml": odd.text(maps), "/old.xml": odd.text(old)}
    source = WebSource("sitemap", outlet.url("/index.xml"))
    go(state, clock, source, settings=SETTINGS.model_copy(update={"sitemap_days": 365 * 5}))
    assert fetched(outlets) == [f"/articles/{n}" for n in range(1, 7)]
    outlets.forget()
    go(state, clock, source)
    assert outlets.requests("/old.xml") == [], "there was nothing in it: it is left alone for a day"


@pytest.mark.parametrize("path", ["/old.xml", "/sitemap.xml"], ids=["sent whole", "304"])
def test_a_sitemap_of_old_articles_is_asked_for_once_a_day_however_often_it_stays_the_same(
    outlets: Server, outlet: Outlet, state: State, clock: Clock, path: str
) -> None:
    old = f"<urlset><url><loc>{outlet.url('/articles/old')}</loc><lastmod>2019-01-01</lastmod></url></urlset>"
    outlet.script["/old.xml"] = odd.text(old)
    source = WebSource("sitemap", outlet.url(path))
    for hours, polls in ((0, 1), (1, 1), (25, 2), (26, 2), (48, 2), (50, 3), (51, 3)):
        clock.ahead = hours * HOUR
        go(state, clock, source, settings=SETTINGS.model_copy(update={"sitemap_days": 1}))
        assert len(outlets.requests(path)) == polls
    assert fetched(outlets) == []


def test_an_index_of_sitemaps_that_never_changes_still_leads_to_what_is_new(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    index = f"<sitemapindex><sitemap><loc>{outlet.url('/sitemap.xml')}</loc></sitemap></sitemapindex>"
    outlet.script["/index.xml"] = odd.text(index)
    source = WebSource("sitemap", outlet.url("/index.xml"))
    go(state, clock, source)
    outlet.grow(1)
    go(state, clock, source)
    assert fetched(outlets)[-1] == "/articles/7"
    (told,) = standings([source], state, clock())
    assert (told.stands, told.entries) == ("ok", 1)


@pytest.mark.parametrize("charset", ["charset*=utf-8''x; charset*0=y", "charset*" + "1" * 5000 + "=x"])
def test_a_header_that_cannot_be_read_costs_nothing(outlet: Outlet, state: State, clock: Clock, charset: str) -> None:
    outlet.script["/articles/5"] = odd.text("<html>", Content_Type=f"text/html; {charset}")
    go(state, clock, feed(outlet))
    assert len(spooled(state)) == 4


def test_what_nobody_foresaw_costs_the_page_and_not_the_run(
    outlet: Outlet, state: State, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = crawling.page_capture

    def breaks(address: str, *told: object) -> Capture:
        if address.endswith("/articles/5"):
            raise TypeError("odd \ud800")
        return made(address, *told)  # type: ignore[arg-type]

    monkeypatch.setattr(crawling, "page_capture", breaks)
    go(state, clock, feed(outlet))
    assert len(spooled(state)) == 3
    assert [row[1:] for row in state.pages.refusals([outlet.url("/feed.xml")])] == [("crashed", "TypeError: odd ")]


def test_half_a_pair_of_surrogates_in_a_json_feed_is_left_out(outlet: Outlet, state: State, clock: Clock) -> None:
    item = '{"id": "1", "url": "/articles/1", "title": "\\ud800خبر"}'
    outlet.script["/feed.json"] = odd.text(
        f'{{"version": "https://jsonfeed.org/version/1.1", "language": "\\ud800", "title": "x", "items": [{item}]}}',
        Content_Type="application/feed+json",
    )
    go(state, clock, feed(outlet, "/feed.json"))
    (page,) = spooled(state)
    assert page.announced[0].headline == "خبر"


def test_a_page_that_comes_late_is_asked_for_again_the_next_day(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    outlet.script["/articles/5"] = odd.text("not yet", 404)
    go(state, clock, feed(outlet))
    del outlet.script["/articles/5"]
    clock.ahead = 23 * HOUR
    go(state, clock, feed(outlet))
    assert len(state.pages.refusals([outlet.url("/feed.xml")])) == 1
    clock.ahead = 25 * HOUR
    go(state, clock, feed(outlet))
    assert state.pages.refusals([outlet.url("/feed.xml")]) == ()


def test_a_sitemap_that_names_itself_ends(outlets: Server, outlet: Outlet, state: State, clock: Clock) -> None:
    loop = f"<sitemapindex><sitemap><loc>{outlet.url('/loop.xml')}</loc></sitemap></sitemapindex>"
    outlet.script["/loop.xml"] = odd.text(loop)
    go(state, clock, WebSource("sitemap", outlet.url("/loop.xml")))
    assert len(outlets.requests("/loop.xml")) <= 3


def test_sitemaps_are_followed_so_deep_and_no_deeper(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    child = "<sitemapindex><sitemap><loc>{}</loc></sitemap></sitemapindex>"
    outlet.script |= {f"/{n}.xml": odd.text(child.format(outlet.url(f"/{n + 1}.xml"))) for n in range(9)}
    go(state, clock, WebSource("sitemap", outlet.url("/0.xml")))
    asked = [one.path for one in outlets.requests() if one.path.endswith(".xml")]
    assert asked == [f"/{n}.xml" for n in range(DEEPEST)]


def test_of_50_000_sitemaps_some_are_asked_for(outlets: Server, outlet: Outlet, state: State, clock: Clock) -> None:
    names = "".join(f"<sitemap><loc>{outlet.url(f'/maps/{n}.xml')}</loc></sitemap>" for n in range(50_000))
    outlet.script["/index.xml"] = odd.text(f"<sitemapindex>{names}</sitemapindex>")
    go(state, clock, WebSource("sitemap", outlet.url("/index.xml")))
    asked = {one.path for one in outlets.requests() if one.path.startswith("/maps/")}
    assert len(asked) == MOST_CHILDREN
    assert {"/maps/0.xml", "/maps/49999.xml"} <= asked, "the newest stand at one of the ends"


def test_a_listing_by_its_selector_and_a_single_article(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    listing = WebSource("page", outlet.url("/"), outlet="sahifa", selector="a.story")
    single = WebSource("page", outlets.outlet(2).url("/articles/1"))
    go(state, clock, listing, single)
    assert len(spooled(state)) == 7
    assert {one.outlet for one in spooled(state)} == {"sahifa", None}


def test_what_is_not_done_in_time_waits_for_the_next_crawl(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    source = feed(outlet, delay=30.0)
    short = SETTINGS.model_copy(update={"crawl_seconds": 1.0})
    go(state, clock, source, settings=short)
    assert len(outlets.requests()) <= 1, "one request in half a minute"
    clock.ahead = 60.0
    go(state, clock, feed(outlet, delay=0.0), settings=short)
    assert len(spooled(state)) == 4


def test_a_page_that_sends_its_reader_on_is_followed_and_a_circle_of_them_refused(
    outlet: Outlet, state: State, clock: Clock
) -> None:
    to = '<meta http-equiv="refresh" content="0; url={}">'
    outlet.articles = 3
    outlet.script["/articles/2"] = odd.text(to.format("/articles/1"))
    outlet.script |= {"/articles/3": odd.text(to.format("/a")), "/a": odd.text(to.format("/b"))}
    outlet.script["/b"] = odd.text(to.format("/a"))
    go(state, clock, feed(outlet))
    assert [one.url for one in spooled(state)] == [outlet.url("/articles/1")]
    assert [row[1] for row in state.pages.refusals([outlet.url("/feed.xml")])] == ["redirects"]


def test_nobody_to_turn_to_is_a_mistake(state: State, clock: Clock) -> None:
    with pytest.raises(ConfigError, match="MARSAD_CONTACT"):
        go(state, clock, WebSource("feed", "http://127.0.1.1/feed"), settings=Settings(contact=""))


def test_nothing_private_is_fetched_unless_it_is_allowed(
    outlets: Server, outlet: Outlet, state: State, clock: Clock
) -> None:
    go(state, clock, feed(outlet), settings=SETTINGS.model_copy(update={"allowed_networks": ""}))
    assert outlets.requests() == []
    assert state.indexes.index(outlet.url("/feed.xml")).outcome == "address"
