"""What an address holds and which feeds and sitemaps it leads to: for `marsad add`."""

from dataclasses import dataclass

KINDS = ("feed", "sitemap", "listing", "article", "other")


@dataclass(frozen=True, slots=True)
class Discovered:
    """What there is to read at an address.

    Attributes:
        kind: what the body itself is, of `KINDS`.
        title: what it calls itself.
        language: as stated.
        feeds: addresses of feeds that the page names.
        sitemaps: addresses of sitemaps that it names.
        feed_guesses: where feeds of its site often are; to be tried where none is named.
        sitemap_guesses: where sitemaps often are, besides those that robots.txt names.
    """

    kind: str
    title: str | None = None
    language: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    feed_guesses: tuple[str, ...] = ()
    sitemap_guesses: tuple[str, ...] = ()


def kind_of(body: bytes, media_type: str | None = None) -> str:
    """What a body is, of `KINDS`; never raises."""
    raise NotImplementedError


def discover(body: bytes, url: str, charset: str | None = None, media_type: str | None = None) -> Discovered:
    """What there is to read at an address, from the body it gave.

    Raises:
        RejectDocument: `not_text` where the body is no text.
    """
    raise NotImplementedError
