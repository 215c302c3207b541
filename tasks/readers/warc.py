"""The reader `warc`: the pages in web archives, .warc and .warc.gz (ISO 28500) and .wacz."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tasks.model.errors import RejectDocument
from tasks.model.records import Capture, Reject
from tasks.model.settings import Settings
from tasks.readers.contract import capture_id, locator, present, unreadable
from tasks.readers.files import check_regular
from tasks.readers.http import Answer, Headers, content_type, dechunk, parse_answer, value_of
from tasks.readers.members import Members
from tasks.readers.records import Record, read_records
from tasks.readers.wacz import Opener, archives
from tasks.text.times import parse_time
from tasks.web.unpack import unpack

MEDIA_TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "application/pdf": "application/pdf",
}
OWN = "marsad-"
"""What headers begin with that `marsad export` writes: outlet, reader, charset, holds."""
_WEB = frozenset({"http", "https"})
_SCHEMES = _WEB | {"file", "ftp", "marsad"}


def read(path: Path, settings: Settings, now: datetime) -> Iterator[Capture | Reject]:
    """Every page, text and PDF that a web archive holds, in its order.

    Read are `response` records of status 200, `resource` records, and `revisit` records of which the same file has the
    target; media types HTML, plain text and PDF, without robots.txt. Others are passed over without a word. A record
    that is broken, has a space in its address, wrong chunks or an encoding that cannot be undone is a reject
    (`unreadable`, `too_large`, `bomb`), and reading goes on behind it. The locator is file#record-id.

    Args:
        path: the file.
        settings: `document_bytes` is the largest document, bytes unpacked.
        now: `captured_at` of a record without a date, UTC.

    Raises:
        SourceUnavailable: there is no such file.
    """
    path = present(path)
    yield from read_below(path.parent, path, settings, now)


def read_below(root: Path, path: Path, settings: Settings, now: datetime) -> Iterator[Capture | Reject]:
    """`read` for a file of a source folder `root`, which the locators begin with."""
    where = locator(root, path)
    try:
        check_regular(path, root)
        files = archives(path) if path.suffix.lower() == ".wacz" else _alone(path)
        for name, opener in files:
            yield from _file(f"{where}/{name}" if name else where, opener, settings, now)
    except RejectDocument as error:
        yield unreadable(where, error.detail, error.reason)


def _alone(path: Path) -> Iterator[tuple[str, Opener | RejectDocument]]:
    yield "", lambda: path.open("rb")


def _file(where: str, opener: Opener | RejectDocument, settings: Settings, now: datetime) -> Iterator[Capture | Reject]:
    try:
        if isinstance(opener, RejectDocument):
            raise opener
        yield from _Archive(where, opener, settings.document_bytes, now).captures()
    except RejectDocument as error:
        yield unreadable(where, error.detail, error.reason)
    except OSError as error:
        yield unreadable(where, error.strerror or str(error))


@dataclass(frozen=True, slots=True)
class _Page:
    """What a record holds, its transfer undone."""

    media_type: str
    body: bytes
    status: int | None
    headers: Headers
    charset: str | None
    truncated: bool


@dataclass(frozen=True, slots=True)
class _Archive:
    """One file of records; `seen` says where the targets of revisits begin, by id and by digest."""

    where: str
    opener: Opener
    limit: int
    now: datetime
    seen: dict[str, int] = field(default_factory=dict)

    def captures(self) -> Iterator[Capture | Reject]:
        with self.opener() as raw:
            for record in read_records(Members(raw), self.limit):
                found = self._one(record)
                if found is not None:
                    yield found

    def _one(self, record: Record) -> Capture | Reject | None:
        at = f"{self.where}#{record.record_id}"
        try:
            if record.fault is not None and (record.fault.reason != "too_large" or _is_wanted(record)):
                raise record.fault
            url = _url(record) if record.fault is None else None
            if url is None or url.endswith("/robots.txt"):
                return None
            page = self._page(record)
            return None if page is None else self._capture(record, at, url, page)
        except RejectDocument as error:
            return unreadable(at, error.detail, error.reason)

    def _page(self, record: Record) -> _Page | None:
        if record.kind == "resource":
            return _resource(record, self.limit)
        if record.kind == "revisit":
            return self._revisited(record)
        page = _response(record, self.limit)
        if page is not None:
            digest = value_of(record.headers, "warc-payload-digest")
            self.seen.update({key: record.at for key in (record.record_id, digest) if key})
        return page

    def _revisited(self, revisit: Record) -> _Page | None:
        """The page that a revisit found unchanged: read again, for bodies of a whole archive fit no memory."""
        said = (value_of(revisit.headers, name) or "" for name in ("warc-refers-to", "warc-payload-digest"))
        keys = {key for one in said if (key := one.strip("<> "))}
        at = next((self.seen[key] for key in keys if key in self.seen), None)
        if at is not None:
            target = self._at(at, keys)
            return None if target is None else _response(target, self.limit)
        if _is_page(revisit):
            raise RejectDocument("unreadable", "another record holds its page, which is not in the file")
        return None

    def _at(self, at: int, keys: set[str]) -> Record | None:
        """The response with one of the ids or digests, at or behind a place in the file."""
        with self.opener() as raw:
            raw.seek(at)
            found = (one for one in read_records(Members(raw), self.limit) if one.kind == "response")
            return next((one for one in found if one.fault is None and {one.record_id, _digest(one)} & keys), None)

    def _capture(self, record: Record, at: str, url: str, page: _Page) -> Capture:
        own = {name.lower().removeprefix(OWN): value for name, value in record.headers if name.lower().startswith(OWN)}
        return Capture(
            capture_id=capture_id(at, page.body),
            reader="warc",
            locator=at,
            media_type=page.media_type,
            body=page.body,
            captured_at=_date(record) or self.now,
            url=url if urlsplit(url).scheme in _WEB else unquote(own.get("url", "")) or None,
            outlet=own.get("outlet"),
            charset=own.get("charset", page.charset),
            status=page.status,
            headers=page.headers,
            truncated=page.truncated or value_of(record.headers, "warc-truncated") is not None,
        )


def _url(record: Record) -> str | None:
    """The record's address; None for kinds and schemes that are no documents'."""
    if record.kind not in ("response", "resource", "revisit"):
        return None
    url = (value_of(record.headers, "warc-target-uri") or "").strip()
    url = url[1:-1] if url.startswith("<") and url.endswith(">") else url  # as wget 1.19 writes them
    if any(one.isspace() for one in url):
        raise RejectDocument("unreadable", f"its address has a space in it: {url[:200]!r}")
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        raise RejectDocument("unreadable", f"its address is none: {url[:200]!r}") from None
    return url if scheme in _SCHEMES and value_of(record.headers, f"{OWN}holds") in (None, "article") else None


def _response(record: Record, limit: int) -> _Page | None:
    answer = parse_answer(record.block)
    media_type, charset = content_type(answer.headers)
    kind = _own_kind(record) or _kind(media_type, answer.body)
    if answer.status != 200 or kind is None:
        return None
    body, truncated = _body(answer, limit)
    return _Page(kind, body, answer.status, answer.headers, charset, truncated)


def _body(answer: Answer, limit: int) -> tuple[bytes, bool]:
    """What the answer holds, unpacked, and whether it is only the beginning."""
    body, whole = answer.body, True
    if "chunked" in (value_of(answer.headers, "transfer-encoding") or "").lower():
        body, whole = dechunk(body)
    try:
        body, cut = unpack(body, value_of(answer.headers, "content-encoding"), limit)
    except RejectDocument as error:
        raise RejectDocument("unreadable" if error.reason == "bad_http" else error.reason, error.detail) from None
    return body, cut or not whole


def _resource(record: Record, limit: int) -> _Page | None:
    media_type, charset = content_type(record.headers)
    kind = _own_kind(record) or _kind(media_type, record.block)
    if kind is None:
        return None
    if len(record.block) > limit:
        raise RejectDocument("too_large", f"more than {limit} bytes")
    return _Page(kind, record.block, None, (), charset, False)


def _own_kind(record: Record) -> str | None:
    """The media type that the capture had which `marsad export` wrote; records of JSONL are among those."""
    said = value_of(record.headers, f"{OWN}media-type")
    return said if said in {*MEDIA_TYPES.values(), "application/json"} else None


def _kind(media_type: str, body: bytes) -> str | None:
    """The media type as captures call it, by the body's first bytes where none is said; None where it is not read."""
    if media_type:
        return MEDIA_TYPES.get(media_type)
    head = body[:200].lstrip().lower()
    if head.startswith(b"%pdf-"):
        return "application/pdf"
    return "text/html" if head.startswith((b"<!doctype html", b"<html")) else None


def _is_wanted(record: Record) -> bool:
    """Whether a record would be read if it were not too large."""
    try:
        headers = record.headers if record.kind == "resource" else parse_answer(record.block).headers
    except RejectDocument:
        return False
    return content_type(headers)[0] in MEDIA_TYPES and _url(record) is not None


def _is_page(revisit: Record) -> bool:
    """Whether a revisit is one of a page: what says no media type may be."""
    try:
        media_type = content_type(parse_answer(revisit.block).headers)[0]
    except RejectDocument:
        return True
    return not media_type or media_type in MEDIA_TYPES


def _digest(record: Record) -> str:
    return value_of(record.headers, "warc-payload-digest") or ""


def _date(record: Record) -> datetime | None:
    try:
        return parse_time(value_of(record.headers, "warc-date") or "")
    except ValueError:
        return None
