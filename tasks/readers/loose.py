"""The second opinion on a feed that is no XML: feedparser, which reads what looks like tags."""

import warnings
from dataclasses import replace
from io import BytesIO
from typing import Any

from tasks.model.records import Announcement, Reject
from tasks.readers.announce import absolute, announced, no_url, plain, raw_time
from tasks.readers.index import MOST_ENTRIES, Index

# feedparser takes 15 s for a million characters of tags that do not fit; a worker has 10.
_MOST_CHARACTERS = 200_000


def read_loosely(text: str, url: str, strict: Index) -> Index:
    """The index with what feedparser finds in the text, where that is more than the strict reader found.

    Args:
        text: the decoded document.
        url: its own address.
        strict: what the strict reader found.
    """
    entries = _entries(text, url) if len(text) <= _MOST_CHARACTERS else []
    read = [_announcement(entry, url, strict.language) for entry in entries[:MOST_ENTRIES]]
    found = announced(read)
    if len(found) <= len(strict.announcements):
        return strict
    return replace(
        strict,
        announcements=found,
        rejects=tuple(one for one in read if isinstance(one, Reject)),
        tossed=max(len(entries) - MOST_ENTRIES, 0),
        flags=(*strict.flags, "loose"),
    )


def _entries(text: str, url: str) -> list[Any]:
    import feedparser  # type: ignore[import-untyped]  # 0.1 s, and one feed in a thousand needs it

    # A stream, never a string: feedparser opens strings as files and fetches those that are addresses.
    stream = BytesIO(text.encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
        except Exception:  # it raises whatever its parsers raise; then there is no second opinion
            return []
    entries: list[Any] = found.entries
    return entries


def _announcement(entry: Any, url: str, language: str | None) -> Announcement | Reject:
    headline = plain(_string(entry, "title"))
    written = _string(entry, "link")
    found = absolute(written, url, url)
    if found is None:
        return no_url(url, headline or _string(entry, "id"), written or None)
    published, updated = (raw_time(_string(entry, name)) for name in ("published", "updated"))
    return Announcement(found, url, headline, published, updated if updated != published else None, language)


def _string(entry: Any, name: str) -> str:
    value = dict.get(entry, name)  # its own `get` warns of names that it may once give another meaning
    return value if isinstance(value, str) else ""
