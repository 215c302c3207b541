"""The reader `folder`: files of articles as they are saved, one a document, and files of records."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from tasks.model.errors import RejectDocument
from tasks.model.records import Capture, Reject
from tasks.model.settings import Settings
from tasks.readers import jsonl, warc
from tasks.readers.contract import capture_id, locator, present, unreadable
from tasks.readers.files import check_regular, read_all

_MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".pdf": "application/pdf"}
# Files of many documents, with who reads them; .wacz is packed by itself.
_MANY = {".jsonl": jsonl.read_below, ".warc": warc.read_below, ".wacz": warc.read_below}


def read(path: Path, settings: Settings, now: datetime) -> Iterator[Capture | Reject]:
    """Every document below a folder, or the one file, in the order of the names.

    Files ending in .txt, .html, .htm and .pdf are a document each, .jsonl one a line, .warc and .wacz one a record;
    each but the last may be gzipped (.gz behind it).
    Ignored without a word: names that begin with a dot or with README. Any other file is a reject (`unreadable`), as
    is what is no regular file, cannot be read, or is a link that leads out of the folder; links to folders are not
    followed. Documents larger than `document_bytes` are rejects (`too_large`).

    Args:
        path: the folder or file.
        settings: the limits.
        now: `captured_at` of what is read, UTC.

    Raises:
        SourceUnavailable: there is nothing at `path`.
    """
    path = present(path)
    root = path if path.is_dir() else path.parent
    for file in _walk(path) if path.is_dir() else (path,):
        yield from _one(root, file, settings, now)


def holds_any(path: Path) -> bool:
    """Whether there is anything in the folder that `read` would not pass over without a word."""
    return next(_walk(path), None) is not None


def _walk(root: Path) -> Iterator[Path]:
    """Everything below the root that is no folder, and links to folders, in the order of the names."""
    try:
        entries = sorted(os.scandir(root), key=lambda entry: entry.name)
    except OSError:
        yield root  # reading it gives the reason
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.upper().startswith("README"):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield Path(entry.path)


def _one(root: Path, file: Path, settings: Settings, now: datetime) -> Iterator[Capture | Reject]:
    kind = _kind(file)
    if kind in _MANY:
        yield from _MANY[kind](root, file, settings, now)
        return
    where = locator(root, file)
    try:
        check_regular(file, root)
        if kind not in _MEDIA_TYPES:
            raise RejectDocument("unreadable", f"no reader for files that end in {file.suffix or 'no suffix'}")
        body = read_all(file, settings.document_bytes)
    except RejectDocument as error:
        yield unreadable(where, error.detail, error.reason)
        return
    yield Capture(capture_id(where, body), "folder", where, _MEDIA_TYPES[kind], body, now)


def _kind(file: Path) -> str:
    """The suffix that says what a file holds, without .gz, in small letters."""
    suffix = file.suffix.lower()
    return Path(file.stem).suffix.lower() if suffix == ".gz" else suffix
