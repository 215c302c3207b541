"""Redirects that are written in HTML."""

import time

import pytest

from tasks.web.refresh import meta_refresh

HERE = "https://news.test/a"


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=/b">', "https://news.test/b"),
        ("<META content='3;URL=https://other.test/?a=1&amp;b=2#c' HTTP-EQUIV=Refresh>", "https://other.test/?a=1&b=2"),
        ("<meta http-equiv=refresh content=0;url=b />", "https://news.test/b"),
        ('<meta http-equiv="refresh" content="0;url=\'مقال\'">', "https://news.test/مقال"),
        ('<meta http-equiv="refresh" content="300; url=/b">', None),
        ('<meta http-equiv="refresh" content="300">', None),
        ('<meta http-equiv="refresh" content="0; url=/a#top">', None),
        ('<meta http-equiv="refresh" content="0; url=http://[">', None),
        ('<meta name="description" content="0; url=/b">', None),
        ("<p>نص</p>", None),
    ],
)
def test_meta_refresh(html: str, target: str | None) -> None:
    assert meta_refresh(html.encode(), HERE) == target


@pytest.mark.parametrize("body", [b"<meta " * 20_000, b"<meta " + b" " * 100_000, b"<meta content='" * 9000 + b">"])
def test_it_takes_bounded_time(body: bytes) -> None:
    begin = time.monotonic()
    meta_refresh(body, HERE)
    assert time.monotonic() - begin < 2
