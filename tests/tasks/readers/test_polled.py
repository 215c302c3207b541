"""Indexes in worker processes: what is read there comes back, what is refused has its reason."""

import pytest

from tasks.model.errors import RejectDocument
from tasks.readers.index import Index, Polled
from tasks.readers.polled import read_index
from tasks.workers.pool import Failure, Pool

URL = "http://news.example/x"
BODIES = {
    "feed": b"<rss version='2.0'><channel><item><link>/1</link></item></channel></rss>",
    "sitemap": b"<urlset><url><loc>/1</loc></url></urlset>",
    "page": b"<a href='/1'>x</a>",
}


def test_every_kind_crosses_into_workers_and_back() -> None:
    polled = [Polled(reader, body, URL, None, "a") for reader, body in BODIES.items()]
    pool = Pool(1, 1024)
    try:
        *found, empty, selector = pool.map(
            read_index, [*polled, Polled("feed", b"", URL), Polled("page", b"x", URL, None, "a[")], 30
        )
    finally:
        pool.close()
    for one in found:
        assert isinstance(one, Index)
        assert [announcement.url for announcement in one.announcements] == ["http://news.example/1"]
    assert empty == Failure("bad_record", "it is empty")
    assert isinstance(selector, Failure)
    assert selector.reason == "bad_record"


def test_another_reader_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="'folder' is no reader of indexes"):
        read_index(Polled("folder", b"", URL))
    with pytest.raises(RejectDocument):
        read_index(Polled("sitemap", b"", URL))
