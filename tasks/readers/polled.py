"""Read the body of an index, whatever kind it is: what a worker process does with it."""

from tasks.readers.feed import read_feed
from tasks.readers.index import Index, Polled
from tasks.readers.page import read_listing
from tasks.readers.sitemap import read_sitemap


def read_index(polled: Polled) -> Index:
    """What a polled index says; to be run in the pool of workers, for parsers can hang on what somebody can write.

    Raises:
        RejectDocument: it is none, or cannot be read.
    """
    match polled.reader:
        case "feed":
            return read_feed(polled.body, polled.url, polled.charset)
        case "sitemap":
            return read_sitemap(polled.body, polled.url, polled.charset)
        case "page":
            return read_listing(polled.body, polled.url, polled.charset, polled.selector)
        case other:
            raise ValueError(f"{other!r} is no reader of indexes")
