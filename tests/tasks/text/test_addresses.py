"""One identity for one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.addresses import canonical, is_article, same_site


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


@given(st.text(max_size=30))
def test_the_canonical_form_of_anything_is_stable(path: str) -> None:
    form = canonical(f"https://news.example/{path}")
    assert form is None or canonical(form) == form
    canonical(path)


def test_what_can_be_an_articles_address() -> None:
    assert is_article("https://news.example/a")
    assert is_article("https://news.example/?id=5")
    assert not is_article("https://news.example/")
    assert not is_article("nonsense")


def test_www_is_the_same_site() -> None:
    assert same_site("https://www.news.example/a", "http://news.example/b")
    assert not same_site("https://news.example/a", "https://other.example/a")
    assert not same_site("", "")
