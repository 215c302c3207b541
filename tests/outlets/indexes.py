"""What outlets announce their articles with: two feeds that overlap, a sitemap, a listing."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from tests.outlets.texts import article

_BEGIN = datetime(2026, 1, 5, 5, 30, tzinfo=UTC)


def published(number: int) -> datetime:
    """When an article came out: one a quarter of an hour."""
    return _BEGIN + timedelta(minutes=15 * number)


def in_feed(feed: int, articles: int) -> list[int]:
    """The numbers that feed 1 or 2 announces, newest first: two thirds each, all between them."""
    return [number for number in range(articles, 0, -1) if number % 3 != feed % 3]


def rss(base: str, outlet: int, numbers: Iterable[int], query: str = "") -> str:
    """A feed."""
    items = "".join(
        f"<item><title>{escape(article(outlet, number).headline)}</title>"
        f"<link>{base}/articles/{number}{escape(query)}</link><guid>{base}/articles/{number}</guid>"
        f"<pubDate>{format_datetime(published(number))}</pubDate></item>"
        for number in numbers
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>صحيفة {outlet}</title><link>{base}/</link><language>ar</language>{items}</channel></rss>"
    )


def sitemap(base: str, numbers: Iterable[int]) -> str:
    """A sitemap of all articles."""
    urls = "".join(
        f"<url><loc>{base}/articles/{number}</loc><lastmod>{published(number).isoformat()}</lastmod></url>"
        for number in numbers
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    )


def listing(base: str, outlet: int, numbers: Iterable[int]) -> str:
    """A section page."""
    links = "".join(
        f'<li><a class="story" href="/articles/{number}">{escape(article(outlet, number).headline)}</a></li>'
        for number in numbers
    )
    return (
        f'<!DOCTYPE html><html lang="ar"><head><title>صحيفة {outlet}</title></head><body><ul>{links}</ul></body></html>'
    )
