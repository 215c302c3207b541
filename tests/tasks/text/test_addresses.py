"""One identity for one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.addresses import canonical, is_article, resolved, same_site


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("HTTP://WWW.News.Example:80/A", "https://news.example/A"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example/خبر", "https://news.example/%D8%AE%D8%A8%D8%B1"),
        ("https://news.example/%d8%ae%d8%a8%d8%b1", "https://news.example/%D8%AE%D8%A8%D8%B1"),
        ("https://news.example/%ff", "https://news.example/%FF"),
        ("https://news.example/a?b=1&utm_medium=x&a=2&fbclid=y#c", "https://news.example/a?b=1&a=2"),
        (" https://news.example/a ", "https://news.example/a"),
        ("https://خبر.example/a", "https://xn--ngblk.example/a"),
        ("https://m.news.example/a", "https://news.example/a"),
        ("https://www.m.news.example/a", "https://news.example/a"),
        ("https://mobile.news.example/a", "https://news.example/a"),
        ("https://amp.news.example/a", "https://news.example/a"),
        ("https://m.example/a", "https://m.example/a"),
        ("https://m.com.sa/a", "https://m.com.sa/a"),
        ("https://m.aa.com.tr/a", "https://aa.com.tr/a"),
        ("https://news.example/a/1/amp", "https://news.example/a/1"),
        ("https://news.example/a/1/amp/", "https://news.example/a/1/"),
        ("https://news.example/a/1.amp.html", "https://news.example/a/1.html"),
        ("https://news.example/a/1.amp", "https://news.example/a/1"),
        ("https://news.example/a?amp=1", "https://news.example/a"),
        ("https://news.example/a?id=1&amp", "https://news.example/a?id=1"),
        ("https://news.example/a?outputType=amp", "https://news.example/a"),
        ("https://news.example/amp", "https://news.example/amp"),
        ("https://news.example/a/amp-guitars", "https://news.example/a/amp-guitars"),
        ("https://news.example/a?amp=guitars", "https://news.example/a?amp=guitars"),
        (
            "https://news.example/news.php?sid=1&cid=2&id=3&ref=4",
            "https://news.example/news.php?sid=1&cid=2&id=3&ref=4",
        ),
        ("https://news.example/x/../a", "https://news.example/a"),
        ("https://news.example/a%2Fb", "https://news.example/a%2Fb"),
        ("https://[::1]:8080/a", "https://[::1]:8080/a"),
        ("ftp://news.example/a", None),
        ("news.example/a", None),
        ("https:///a", None),
        ("https://a b/c", None),
        ("https://news.example:port/", None),
        ("http://[::1/", None),
        ("https://news.example/" + "a" * 3000, None),
    ],
)
def test_the_canonical_form(url: str, form: str | None) -> None:
    assert canonical(url) == form


PIECES = st.lists(
    st.sampled_from(
        ["/", "a", "amp", ".amp", ".html", "www.", "m.", "?", "&", "=", "%", "%2e", "%d8", "..", ";", ":", "#"]
    )
    | st.text(st.characters(exclude_categories=()), max_size=3)
).map("".join)


@given(PIECES, st.sampled_from(["https://", "http://news.example/", "https://www.m.news.example:443/a/", ""]))
def test_the_canonical_form_of_anything_is_stable(rest: str, beginning: str) -> None:
    form = canonical(beginning + rest)
    assert form is None or canonical(form) == form


def test_one_article_in_three_feeds_is_one() -> None:
    written = (
        "http://news.example/أخبار/1?utm_source=rss",
        "https://m.news.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/1#top",
        "https://www.news.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1/amp",
    )
    assert len({canonical(url) for url in written}) == 1


def test_recurring_numbers_are_articles_of_their_own() -> None:
    assert len({canonical(f"https://news.example/news.php?sid={number}") for number in range(9)}) == 9
    assert canonical("https://news.example/AbC") != canonical("https://news.example/abc")


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("/b/2", "https://news.example/b/2"),
        ("//news.example/b", "https://news.example/b"),
        (" https://news.example/b ", "https://news.example/b"),
        ("javascript:void(0)", None),
        ("http://[", None),
    ],
)
def test_a_link_is_seen_from_its_page(link: str, whole: str | None) -> None:
    assert resolved(link, "https://news.example/a/1") == whole


def test_what_can_be_an_articles_address() -> None:
    assert is_article("https://news.example/a")
    assert is_article("https://news.example/?id=5")
    assert not is_article("https://news.example/")
    assert not is_article("nonsense")


def test_www_is_the_same_site() -> None:
    assert same_site("https://www.news.example/a", "http://news.example/b")
    assert not same_site("https://news.example/a", "https://other.example/a")
    assert same_site("https://m.news.example/a", "http://www.news.example/b")
    assert not same_site("", "")
