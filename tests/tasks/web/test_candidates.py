"""Which candidate is best, and under which outlet it would be written."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tasks.model.sources import WebSource
from tasks.readers.discovery import Discovered
from tasks.readers.trial import KINDS, Entry, Trial
from tasks.text.times import Time
from tasks.web.candidates import HEALTH, Candidate, outlet_of, ranked, source_of

NOW = datetime(2026, 1, 6, tzinfo=UTC)


def candidate(kind: str, age: timedelta | None = timedelta(hours=1), url: str = "https://outlet.test/1") -> Candidate:
    entry = Entry(url, "عنوان", None if age is None else Time(NOW - age, "time"))
    return Candidate(f"https://outlet.test/{kind}", Trial(kind, Discovered("feed"), 1, 1, (entry,), "ar"), True)


def test_feeds_before_sitemaps_of_news_before_sitemaps_before_listings_before_articles() -> None:
    kinds = [kind for kind in KINDS if kind != "other"]
    assert [one.trial.kind for one in ranked(map(candidate, reversed(kinds)), NOW)] == kinds


def test_what_is_in_trouble_comes_after_what_is_well() -> None:
    feed = candidate("feed")
    silent = candidate("feed", timedelta(days=32))
    comments = replace(feed, trial=replace(feed.trial, is_comments=True))
    robots = replace(feed, readable=False)
    empty = replace(feed, trial=replace(feed.trial, articles=0, newest=()))
    listing = candidate("listing", None)
    found = ranked((empty, robots, comments, silent, listing, feed), NOW)
    assert found == (feed, listing, silent, comments, robots, empty)
    assert [one.health(NOW) for one in found] == ["ok", *HEALTH]
    assert [one.is_worth_it(NOW) for one in found] == [True, True, True, True, False, False]


def test_times_with_and_without_a_zone_are_compared() -> None:
    one = candidate("feed")
    entries = (Entry("https://a.test/1", None, Time(datetime(2026, 1, 5), "day")), *one.trial.newest)
    assert replace(one, trial=replace(one.trial, newest=entries)).health(NOW) == "ok"


def test_an_article_may_be_old_and_a_sitemap_of_sitemaps_without_articles() -> None:
    assert candidate("article", timedelta(days=900)).health(NOW) == "ok"
    bare = Candidate("https://outlet.test/map", Trial("sitemap", Discovered("sitemap")), parts=3)
    assert bare.health(NOW) == "ok"


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.aawsat.com/1", "aawsat"),
        ("https://arabic.cnn.com/x", "cnnarabic"),
        ("https://www.al-akhbar-news.com/1", "al-akhbar-news"),
        ("https://ar.example.co.uk/1", "example"),
        ("https://alwatan.example.com/1", "example"),
        ("https://alwatan.net/1", "alwatan-net"),  # alwatan is another
        ("http://127.0.1.1:8000/1", "127-0-1-1"),
        ("https://صحيفة.com/1", "xn--ogbhx3c3b"),
    ],
)
def test_the_outlet_is_told_by_the_articles_addresses(url: str, outlet: str) -> None:
    assert outlet_of(candidate("feed", url=url)) == outlet


def test_articles_of_several_outlets_have_none() -> None:
    one = candidate("feed", url="https://aawsat.com/1")
    more = Entry("https://okaz.com.sa/1", None, None)
    assert outlet_of(replace(one, trial=replace(one.trial, newest=(*one.trial.newest, more)))) is None


def test_a_candidate_is_a_source_of_its_reader() -> None:
    listing = candidate("listing")
    listing = replace(listing, trial=replace(listing.trial, selector="a.story"))
    assert source_of(listing, "mine") == WebSource("page", "https://outlet.test/listing", "mine", "a.story")
    assert source_of(candidate("news sitemap")).reader == "sitemap"
