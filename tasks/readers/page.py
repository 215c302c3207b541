"""The format `page`: listing pages."""

from tasks.readers.index import Index


def read_listing(body: bytes, url: str, charset: str | None = None, selector: str | None = None) -> Index:
    """The articles that a listing page links to.

    Raises:
        RejectDocument: `bad_record` where it is empty or no page; `not_text`.
    """
    raise NotImplementedError


def check_selector(selector: str) -> str | None:
    """What is wrong with a CSS selector, in words; None where nothing is."""
    raise NotImplementedError
