"""The format `sitemap`."""

from tasks.readers.index import Index


def read_sitemap(body: bytes, url: str, charset: str | None = None) -> Index:
    """What a sitemap says, gzipped or not; its `children` are the sitemaps it names (at most 3 deep, the caller's).

    Raises:
        RejectDocument: `bad_record`, `bomb`, `unreadable`, `too_large`, `not_text`.
    """
    raise NotImplementedError
