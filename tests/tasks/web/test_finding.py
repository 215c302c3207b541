"""What is found at an address, with how few requests, and what is said where nothing is."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tasks.model.errors import ConfigError, SourceUnavailable
from tasks.model.settings import Settings
from tasks.web import finding
from tasks.web.finding import MOST_MORE, Found, find
from tasks.web.state import State
from tests.outlets import Server, indexes, odd, serve
from tests.outlets.texts import article
from tests.tasks.web.conftest import SETTINGS as USUAL

SETTINGS = USUAL.model_copy(update={"connect_seconds": 1.0, "read_seconds": 1.0, "answer_seconds": 2.0})
NOW = indexes.published(20) + timedelta(hours=1)
Look = Callable[[str], Found]


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(outlets=2, articles=20) as playing:
        yield playing


@pytest.fixture
def look(tmp_path: Path) -> Iterator[Look]:
    with State(tmp_path / "state.sqlite") as state:
        yield lambda url: asyncio.run(find(url, SETTINGS, state, NOW))


def kinds(found: Found) -> list[str]:
    return [one.trial.kind for one in found.candidates]


def asked(server: Server) -> list[str]:
    return [record.path for record in server.requests() if record.path != "/robots.txt"]


def headed(links: str) -> odd.Answerer:
    return odd.text(f"<html><head>{links}</head><body><p>أهلاً</p></body></html>")


def test_a_front_page_with_the_usual_feed_and_sitemap(server: Server, look: Look) -> None:
    outlet = server.outlet(1)
    found = look(outlet.url("/"))
    assert kinds(found) == ["feed", "sitemap", "listing"]
    feed, _, listing = found.candidates
    assert (feed.url, feed.trial.articles, feed.readable) == (outlet.url("/feed.xml"), 13, True)
    assert [entry.headline for entry in feed.trial.newest] == [article(1, n).headline for n in (20, 18, 17)]
    assert listing.trial.selector == "a.story"
    assert asked(server) == ["/", "/feed", "/rss", "/rss.xml", "/feed.xml", "/sitemap.xml"]
    assert len(server.requests("/robots.txt")) == 1


def test_a_feed_itself_is_all_that_is_asked_for(server: Server, look: Look) -> None:
    assert kinds(look(server.outlet(1).url("/feed.xml"))) == ["feed"]
    assert asked(server) == ["/feed.xml"]


def test_what_a_page_and_robots_name_is_not_guessed_at(server: Server, look: Look) -> None:
    outlet = server.outlet(1)
    outlet.script["/about"] = headed(
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed">'
        '<link rel="alternate" type="application/rss+xml" href="/world.xml">'
        '<link rel="alternate" type="application/rss+xml" href="/gone.xml">'
    )
    outlet.script["/comments/feed"] = odd.text(indexes.rss(outlet.url(""), 1, (3, 2), "#comment-5"))
    outlet.robots = f"User-agent: *\nDisallow:\nSitemap: {outlet.url('/sitemap.xml')}\nSitemap: mailto:x@y.z\n"
    found = look(outlet.url("/about"))
    assert [(one.trial.kind, one.health(NOW)) for one in found.candidates] == [
        ("feed", "ok"), ("sitemap", "ok"), ("feed", "comments"),
    ]  # fmt: skip
    assert [(miss.url, miss.status) for miss in found.misses] == [(outlet.url("/gone.xml"), 404)]
    assert sorted(asked(server)) == ["/about", "/comments/feed", "/gone.xml", "/sitemap.xml", "/world.xml"]


def test_a_sitemap_of_sitemaps_is_judged_by_the_newest_and_leads_to_that_of_news(server: Server, look: Look) -> None:
    outlet = server.outlet(1)
    parts = ("/old.xml", "/news.xml", "/sitemap.xml")
    listed = "".join(f"<sitemap><loc>{outlet.url(part)}</loc></sitemap>" for part in parts)
    outlet.script["/all.xml"] = odd.text(f"<sitemapindex>{listed}</sitemapindex>")
    found = look(outlet.url("/all.xml"))
    assert (kinds(found), found.candidates[0].parts) == (["sitemap"], 3), "there is none of news under that name"
    news = (
        '<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{}</loc><n:news>'
        "<n:publication_date>2026-01-05</n:publication_date><n:title>عنوان</n:title></n:news></url></urlset>"
    )
    outlet.script["/news.xml"] = odd.text(news.format(outlet.url("/articles/3")))
    found = look(outlet.url("/all.xml"))
    assert kinds(found) == ["news sitemap", "sitemap"]
    assert found.candidates[0].url == outlet.url("/news.xml")
    assert found.candidates[1].trial.newest == found.candidates[0].trial.newest
    assert asked(server) == ["/all.xml", "/news.xml"] * 2


def test_one_feed_under_several_addresses_is_one(server: Server, look: Look) -> None:
    outlet = server.outlet(1)
    outlet.script["/about"] = headed(
        "".join(
            f'<link rel="alternate" type="application/rss+xml" href="{to}">'
            for to in ("/feed.xml", "/x", "/feed.xml#a")
        )
    )
    outlet.script["/x"] = odd.redirect("/feed.xml", 301)
    found = look(outlet.url("/about"))
    assert [one.url for one in found.candidates if one.trial.kind == "feed"] == [outlet.url("/feed.xml")]


def test_an_address_that_has_moved_for_good_is_written_as_the_new_one(server: Server, look: Look) -> None:
    outlet = server.outlet(1)
    outlet.script["/old"] = odd.redirect("/feed.xml", 308)
    outlet.script["/now"] = odd.redirect("/feed.xml", 302)
    assert look(outlet.url("/old")).candidates[0].url == outlet.url("/feed.xml")
    assert look(outlet.url("/now")).candidates[0].url == outlet.url("/now")


def test_articles_that_robots_forbids_are_told(server: Server, look: Look) -> None:
    server.outlet(1).robots = "User-agent: *\nDisallow: /articles/\n"
    found = look(server.outlet(1).url("/feed.xml"))
    assert [one.health(NOW) for one in found.candidates] == ["robots"]


def test_articles_elsewhere_are_judged_by_the_robots_of_that_place(server: Server, look: Look) -> None:
    here, there = server.outlet(1), server.outlet(2)
    here.script["/x"] = odd.text(indexes.rss(there.url(""), 2, (1, 2)))
    there.robots = "User-agent: *\nDisallow: /articles/\n"
    assert look(here.url("/x")).candidates[0].readable is False
    here.script["/y"] = odd.text(indexes.rss("http://127.0.1.9:1", 2, (1, 2)))
    assert look(here.url("/y")).candidates[0].readable is None, "nothing answers there"


def test_guesses_are_few(server: Server, look: Look) -> None:
    server.outlet(1).script |= {"/feed.xml": odd.text("x", 404), "/sitemap.xml": odd.text("<html>لا شيء</html>")}
    found = look(server.outlet(1).url("/"))
    assert kinds(found) == ["listing"]
    assert len(asked(server)) == 1 + MOST_MORE
    assert found.misses == (), "nobody named them"


@pytest.mark.parametrize(
    ("path", "answer", "error", "says"),
    [
        ("/nothing", None, ConfigError, r"There is nothing at .*/nothing \(status 404\): check the address"),
        ("/x", odd.text("x", 403), SourceUnavailable, "The server says no to .*/x: 403"),
        ("/x", odd.busy(503, "60"), SourceUnavailable, "The server says no to .*: 503, Retry-After: 60"),
        ("/x", odd.hung_up(), SourceUnavailable, "cannot be had: it hung up"),
        ("/x", odd.text(b"\x89PNG\r\n\x1a\n"), ConfigError, "cannot be read: .*picture"),
        ("/x", odd.text(""), ConfigError, "cannot be read: it is empty"),
        ("/x", odd.redirect("http://10.0.0.1/"), ConfigError, "leads where nothing is fetched: 10.0.0.1 is not public"),
        ("/x", odd.redirect("file:///etc/passwd"), ConfigError, "is no web address"),
        ("/x", odd.bomb("gzip"), ConfigError, "cannot be read"),
        ("/private/x", None, ConfigError, r"robots.txt does not let /private/x be read: its owner does not want it"),
    ],
)  # fmt: skip
def test_an_address_of_which_nothing_comes_is_a_sentence(
    path: str, answer: odd.Answerer | None, error: type[Exception], says: str, server: Server, look: Look
) -> None:
    outlet = server.outlet(1)
    outlet.robots = "User-agent: *\nDisallow: /private/\n"
    outlet.script |= {} if answer is None else {path: answer}
    with pytest.raises(error, match=says):
        look(outlet.url(path))
    assert set(asked(server)) <= {path}, "nothing is guessed at"


def test_where_robots_cannot_be_had_nothing_is_asked(server: Server, look: Look) -> None:
    server.outlet(1).script["/robots.txt"] = odd.text("x", 500)
    with pytest.raises(SourceUnavailable, match=r"robots\.txt could not be had: 500"):
        look(server.outlet(1).url("/"))
    assert asked(server) == []


def test_a_page_that_leads_nowhere(server: Server, look: Look) -> None:
    outlet = server.outlet(1)
    outlet.script |= {"/x": headed(""), "/feed.xml": odd.text("", 404), "/sitemap.xml": odd.text("", 404)}
    with pytest.raises(ConfigError, match=r"Nothing to watch was found at .*/x: .* Give the address of a feed"):
        look(outlet.url("/x"))
    outlet.script["/x"] = headed('<link rel="alternate" type="application/rss+xml" href="/busy">')
    outlet.script["/busy"] = odd.busy(429)
    with pytest.raises(SourceUnavailable, match="/busy: 429"):
        look(outlet.url("/x"))


def test_it_ends_in_time(server: Server, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_SECONDS", 0.3)
    server.outlet(1).script["/x"] = odd.slow()
    with pytest.raises(SourceUnavailable, match="longer than 0 s"):
        look(server.outlet(1).url("/x"))


def test_nobody_to_turn_to(tmp_path: Path) -> None:
    with State(tmp_path / "state.sqlite") as state, pytest.raises(ConfigError, match="MARSAD_CONTACT"):
        asyncio.run(find("https://outlet.test/", Settings(contact=""), state, datetime.now(UTC)))
