"""The format `feed`."""

from tasks.readers.index import Index


def read_feed(body: bytes, url: str, charset: str | None = None) -> Index:
    """What a feed says: RSS 0.9 to 2.0, RDF, Atom, JSON Feed, CDF.

    Raises:
        RejectDocument: `bad_record` where it is empty, a web page, or no feed; `not_text` where it is no text.
    """
    raise NotImplementedError
