"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from tasks.model.errors import RejectDocument
from tasks.model.records import Announcement, Reject
from tasks.readers.announce import absolute, announced, is_web, no_url, plain, raw_time
from tasks.readers.contract import unreadable
from tasks.readers.index import MOST_ENTRIES, Index
from tasks.text.decode import decode, scrub

_VERSIONS = ("https://jsonfeed.org/version/1", "http://jsonfeed.org/version/1")
_STRINGS = ("url", "title", "date_published", "date_modified", "language", "external_url")


def is_json(body: bytes) -> bool:
    """Whether the bytes begin as a JSON object does."""
    return body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_json_feed(body: bytes, url: str, charset: str | None = None) -> Index:
    """What a JSON Feed says; an item with a value of the wrong type is a reject (`bad_record`).

    An item's address is its `url`, else an `id` that is one; `external_url` leads to what somebody else wrote.

    Raises:
        RejectDocument: `bad_record` where it is no JSON Feed of version 1, `not_text` where it is no text.
    """
    decoded = decode(body, charset)
    feed = _parse(decoded.text)
    language = _string(feed, "language")
    items = feed["items"]
    read = [_item(item, url, language) for item in items[:MOST_ENTRIES]]
    return Index(
        announcements=announced(read),
        rejects=tuple(one for one in read if isinstance(one, Reject)),
        tossed=max(len(items) - MOST_ENTRIES, 0),
        flags=("broken_characters",) if decoded.broken else (),
        title=plain(_string(feed, "title") or ""),
        language=language,
    )


def _parse(text: str) -> dict[str, Any]:
    try:
        feed = _scrubbed(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise RejectDocument("bad_record", f"it is no JSON: {str(error)[:200]}") from None
    version = feed.get("version") if isinstance(feed, dict) else None
    if not isinstance(version, str) or (version not in _VERSIONS and not version.startswith(f"{_VERSIONS[0]}.")):
        raise RejectDocument("bad_record", f"it is JSON, but no JSON Feed of version 1: {str(version)[:100]}")
    if not isinstance(feed.get("items"), list):
        raise RejectDocument("bad_record", "its items are no list")
    return dict(feed)


def _scrubbed(value: Any) -> Any:
    """The value without what no table can hold: escapes in JSON can write halves of pairs."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, list):
        return [_scrubbed(one) for one in value]
    return {name: _scrubbed(one) for name, one in value.items()} if isinstance(value, dict) else value


def _string(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _item(item: Any, url: str, language: str | None) -> Announcement | Reject:
    if not isinstance(item, dict):
        return unreadable(url, f"an item is a {type(item).__name__}, not an object", "bad_record")
    wrong = next((name for name in _STRINGS if not isinstance(item.get(name), str | None)), None)
    if wrong is not None:
        kind = type(item[wrong]).__name__
        return unreadable(
            url, f"item {str(item.get('id'))[:200]!r}: its {wrong} is a {kind}, not a string", "bad_record"
        )
    return _announcement(item, url, language)


def _announcement(item: dict[str, Any], url: str, language: str | None) -> Announcement | Reject:
    headline = plain(item.get("title") or "")
    identity = str(item.get("id") or "")
    written = item.get("url") or (identity if is_web(identity) else None)
    found = absolute(written or "", url, url)
    if found is None:
        return no_url(url, headline or identity, written)
    return Announcement(
        url=found,
        source=url,
        headline=headline,
        published=raw_time(item.get("date_published") or ""),
        updated=raw_time(item.get("date_modified") or ""),
        language=(_string(item, "language") or language or "")[:35] or None,
    )
