"""Write captures as a web archive: WARC 1.1 (ISO 28500:2017), a gzip member a record, for any tool that reads those."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from expectations.vocabulary import WEB_READERS
from tasks.model.records import Capture
from tasks.storage.ledger import sync_path

_INFO = {
    "software": "Marsad",
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/",
}
# Bodies are put together, and those that we did not fetch ourselves are unpacked: a header that says otherwise would
# make readers do it again. Those that we fetched are as they were sent.
_UNDONE = frozenset({"transfer-encoding", "content-length"})
_UNPACKED = _UNDONE | {"content-encoding"}


def write_warc(captures: Iterable[Capture], path: Path) -> int:
    """Write captures to a WARC file, gzipped where its name ends in .gz; how many there were.

    What came by HTTP is a `response` record, what lay in files a `resource`; outlet, reader, charset and kind of a
    capture are in headers that begin with `Marsad-`. The file is written beside its place as `<name>.open`, and stands
    there whole or not at all.

    Args:
        captures: what to write, in this order.
        path: the file; one that is there is replaced.

    Raises:
        OSError: it cannot be written.
    """
    beside = path.with_name(path.name + ".open")
    count = 0
    try:
        with beside.open("wb") as stream:
            writer = WARCWriter(stream, gzip=path.suffix.lower() == ".gz", warc_version="1.1")
            writer.write_record(writer.create_warcinfo_record(path.name, _INFO))
            for capture in captures:
                writer.write_record(_record(writer, capture))
                count += 1
        sync_path(beside)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_path(path.parent)
    return count


def _record(writer: WARCWriter, capture: Capture) -> Any:
    is_response = capture.status is not None and capture.url is not None
    return writer.create_warc_record(
        _address(capture),
        "response" if is_response else "resource",
        payload=BytesIO(capture.body),
        length=len(capture.body),
        warc_content_type="application/http; msgtype=response" if is_response else capture.media_type,
        warc_headers_dict=_headers(capture),
        http_headers=_answer(capture) if is_response else None,
    )


def _address(capture: Capture) -> str:
    """The capture's address; of one without, one that names its place and that nobody takes for the web's."""
    return capture.url if _is_clean(capture.url) and capture.url else f"marsad:{quote(capture.locator)}"


def _is_clean(url: str | None) -> bool:
    """Whether an address can stand in a header: of the web, without spaces."""
    try:
        return url is not None and urlsplit(url).scheme in ("http", "https") and not any(map(str.isspace, url))
    except ValueError:
        return False


def _headers(capture: Capture) -> dict[str, str]:
    own = {
        "Marsad-Reader": capture.reader,
        "Marsad-Media-Type": capture.media_type,
        "Marsad-Outlet": capture.outlet,
        "Marsad-Charset": capture.charset,
        "Marsad-Url": None if _is_clean(capture.url) else quote(capture.url or ""),
        "Marsad-Holds": None if capture.holds == "article" else capture.holds,
        "WARC-Truncated": "unspecified" if capture.truncated else None,
    }
    return {
        "WARC-Record-ID": f"<urn:marsad:{capture.capture_id}>",
        "WARC-Date": _date(capture.captured_at),
        **{name: _line(value) for name, value in own.items() if value},
    }


def _date(at: datetime) -> str:
    """The moment to the microsecond, in UTC, as WARC 1.1 allows."""
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _answer(capture: Capture) -> StatusAndHeaders:
    undone = _UNDONE if capture.reader in WEB_READERS else _UNPACKED
    kept = [(name, _line(value)) for name, value in capture.headers if name.lower() not in undone]
    names = {name.lower() for name, _ in kept}
    stated = [] if "content-type" in names else [("Content-Type", capture.media_type)]
    headers = [*kept, *stated, ("Content-Length", str(len(capture.body)))]
    return StatusAndHeaders(f"{capture.status} {'OK' if capture.status == 200 else 'Status'}", headers, "HTTP/1.1")


def _line(value: str) -> str:
    return " ".join(value.split())
