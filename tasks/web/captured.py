"""Make captures of what was fetched: the bytes as they were sent, packed or not, with the headers that say how."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from expectations.vocabulary import WEB_READERS
from tasks.model.ids import identify
from tasks.model.records import Announcement, Capture
from tasks.readers.contract import capture_id
from tasks.readers.http import value_of
from tasks.web.outcomes import Fetched
from tasks.web.unpack import unpack

PAGE_LIMIT = 10_000_000  # bytes; more than 9,999 of 10,000 pages are smaller
_PDF = b"%PDF-"
_XML, _JSON_FEED = "application/xml", "application/feed+json"


def page_capture(
    address: str,
    got: Fetched,
    reader: str,
    outlet: str | None,
    announced: Iterable[Announcement],
    before: str | None = None,
) -> Capture:
    """The capture of an article's page.

    Args:
        address: of the page, canonical: the capture's locator.
        got: what came.
        reader: the reader of the index that announced it first.
        outlet: who publishes there, where the topic says so.
        announced: what indexes say of it.
        before: the id of the page's capture before this one. A page that goes back to what it was is another capture.
    """
    made = _capture(address, got, reader, _media_type(got), "article")
    own_id = made.capture_id if before is None else identify("capture", made.capture_id, before)
    return replace(made, capture_id=own_id, outlet=outlet, announced=tuple(announced))


def index_capture(address: str, got: Fetched, reader: str) -> Capture:
    """The capture of a feed, sitemap or listing."""
    media_type = "text/html" if reader == "page" else _JSON_FEED if got.body.lstrip()[:1] == b"{" else _XML
    return _capture(address, got, reader, media_type, "index")


def unpacked(capture: Capture, limit: int) -> Capture:
    """The capture with the Content-Encoding that its headers name undone; what was not fetched by us is unpacked.

    Raises:
        RejectDocument: `bomb` or `too_large` where it unpacks to more than `limit` bytes, `bad_http`.
    """
    encoding = value_of(capture.headers, "Content-Encoding")
    if encoding is None or capture.reader not in WEB_READERS:
        return capture
    body, truncated = unpack(capture.body, encoding, limit, cut=capture.truncated)
    return replace(capture, body=body, truncated=capture.truncated or truncated)


def _capture(address: str, got: Fetched, reader: str, media_type: str, holds: str) -> Capture:
    return Capture(
        capture_id=capture_id(address, got.raw),
        reader=reader,
        locator=address,
        media_type=media_type,
        body=got.raw,
        captured_at=datetime.fromtimestamp(got.at, UTC),
        url=got.url,
        charset=got.charset,
        status=got.status,
        headers=got.headers,
        holds=holds,
        truncated=got.truncated,
    )


def _media_type(got: Fetched) -> str:
    """What kind of bytes, by themselves rather than by what the server says; cleaning shows what is no page."""
    if got.body.startswith(_PDF):
        return "application/pdf"
    return "text/plain" if got.media_type == "text/plain" and b"<html" not in got.body[:2048].lower() else "text/html"
