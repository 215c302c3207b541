"""The reader `jsonl`: one record of an article a line, `{"id", "url", "title", "content", "author", ...}`; gzip too."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from tasks.model.errors import RejectDocument
from tasks.model.records import Capture, Reject
from tasks.model.settings import Settings
from tasks.readers.contract import capture_id, locator, present, unreadable
from tasks.readers.files import check_regular, opened
from tasks.text.decode import scrub
from tasks.text.times import parse_time, read_time

_BOM = b"\xef\xbb\xbf"
_OPTIONAL = ("url", "author", "outlet")
_PIECE = 1 << 16  # bytes


def read(path: Path, settings: Settings, now: datetime) -> Iterator[Capture | Reject]:
    """Every line of a JSONL file (UTF-8, gzip where its name ends in .gz) as a capture or a reject.

    A record has `id` (a string or whole number), `title` and `content` (strings), and may have `url`, `author`,
    `outlet` (strings), `published_at`, `collected_at` (ISO 8601; the former may be a month or year); more is no fault.
    Blank lines and a byte order mark are none either. A line that is no such record is a reject whose locator has its
    number.

    Args:
        path: the file.
        settings: `document_bytes` is the longest line.
        now: when a record without `collected_at` counts as captured, UTC.

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
        with opened(path) as stream:
            for number, line in _lines(stream, settings.document_bytes):
                found = _too_large(where, number, settings) if line is None else _one(where, number, line, now)
                if found is not None:
                    yield found
    except RejectDocument as error:
        yield unreadable(where, error.detail, error.reason)


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is longer than the limit, which is read past in pieces."""
    for number in count(1):
        line = stream.readline(limit + 1)
        if not line:
            return
        whole = len(line) <= limit or line.endswith(b"\n")
        yield number, line if whole else None
        while line and not line.endswith(b"\n"):
            line = stream.readline(_PIECE)


def _too_large(where: str, number: int, settings: Settings) -> Reject:
    detail = f"line {number}: longer than {settings.document_bytes} bytes"
    return unreadable(f"{where}#L{number}", detail, "too_large")


def _one(where: str, number: int, line: bytes, now: datetime) -> Capture | Reject | None:
    """The capture of a line, a reject where it is no record, None where it is blank."""
    body = (line.removeprefix(_BOM) if number == 1 else line).strip()
    if not body:
        return None
    try:
        record = parse_record(body)
        return _capture(where, record, body, now)
    except ValueError as error:
        at = f"{where}#L{number}"
        return Reject("ingest", "bad_record", f"line {number}: {error}", at, capture_id(at, body))


def _capture(where: str, record: dict[str, Any], body: bytes, now: datetime) -> Capture:
    at = f"{where}#{scrub(str(record['id']))}"
    collected = record.get("collected_at")
    return Capture(
        capture_id=capture_id(at, body),
        reader="jsonl",
        locator=at,
        media_type="application/json",
        body=body,
        captured_at=parse_time(collected) if collected else now,
        url=scrub(record.get("url") or "").strip() or None,
        outlet=scrub(record.get("outlet") or "").strip() or None,
    )


def parse_record(body: bytes) -> dict[str, Any]:
    """A record from a line's bytes; ValueError, in words for a person, where they are none."""
    try:
        record = json.loads(body.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_unique)
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 at byte {error.start + 1}") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON at column {error.colno} ({error.msg})") from None
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not isinstance(record, dict):
        raise ValueError(f"it is a JSON {type(record).__name__}, not an object")
    _check(record)
    return record


def _check(record: dict[str, Any]) -> None:
    identity = record.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int) or identity == "":
        raise ValueError('it has no "id" that is a string or a whole number')
    for name in ("title", "content"):
        if not isinstance(record.get(name), str):
            raise ValueError(f'it has no "{name}" that is a string')
    for name in _OPTIONAL:
        if not isinstance(record.get(name), str | None):
            raise ValueError(f'its "{name}" is not a string')
    if record.get("collected_at"):
        parse_time(record["collected_at"])
    if record.get("published_at"):
        read_time(record["published_at"])


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f'"{next(name for name in names if names.count(name) > 1)}" stands there twice')
    return record
