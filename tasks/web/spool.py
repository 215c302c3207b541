"""The spool: captures on their way from the web into the warehouse."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import zstandard

from tasks.model.records import Announcement, Capture
from tasks.web.database import marks, transaction

# One for all: a new one for every body would cost as much as the packing itself.
_COMPRESSOR = zstandard.ZstdCompressor(level=3)
_FIELDS = tuple(field.name for field in fields(Capture) if field.name != "body")
_ANNOUNCED = tuple(field.name for field in fields(Announcement))


class Spool:
    """The table `spool`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, capture: Capture, source: str | None = None) -> None:
        """Add a capture, inside a transaction of the caller's; one that is there already stays as it is.

        Args:
            capture: what was fetched.
            source: of an index the address of the source that it belongs to: a feed, or a sitemap that leads to it.
                An article's are told by who announced it.
        """
        packed = _COMPRESSOR.compress(capture.body)
        self._connection.execute(
            "INSERT OR IGNORE INTO spool (capture_id, holds, locator, source, fields, body) VALUES (?,?,?,?,?,?)",
            (capture.capture_id, capture.holds, capture.locator, source, json.dumps(_plain(capture)), packed),
        )

    def add(self, capture: Capture, source: str) -> None:
        """Add an index by itself."""
        with transaction(self._connection):
            self.put(capture, source)

    def articles(self) -> tuple[tuple[str, str], ...]:
        """Ids and locators of all articles in it, oldest first."""
        rows = self._connection.execute("SELECT capture_id, locator FROM spool WHERE holds='article' ORDER BY number")
        return tuple((row[0], row[1]) for row in rows)

    def indexes(self, sources: Sequence[str]) -> tuple[str, ...]:
        """The ids of the indexes in it that belong to these sources, oldest first."""
        rows = self._connection.execute(
            f"SELECT capture_id FROM spool WHERE holds='index' AND source IN ({marks(sources)}) ORDER BY number",
            tuple(sources),
        )
        return tuple(row[0] for row in rows)

    def read(self, capture_ids: Iterable[str]) -> Iterator[Capture]:
        """These captures, one after the other; not those that have been taken out meanwhile."""
        for capture_id in capture_ids:
            row = self._connection.execute(
                "SELECT fields, body FROM spool WHERE capture_id=?", (capture_id,)
            ).fetchone()
            if row is not None:
                yield _capture(row["fields"], row["body"])

    def ids(self) -> tuple[str, ...]:
        """The ids of all captures in it, oldest first."""
        return tuple(row[0] for row in self._connection.execute("SELECT capture_id FROM spool ORDER BY number"))

    def prune(self, capture_ids: Iterable[str]) -> int:
        """Take out what the warehouse has; how many that were."""
        with transaction(self._connection):
            before = self._connection.total_changes
            self._connection.executemany("DELETE FROM spool WHERE capture_id=?", ((one,) for one in capture_ids))
            return self._connection.total_changes - before


def _plain(capture: Capture) -> dict[str, Any]:
    """All of a capture but its body, as JSON takes it; `dataclasses.asdict` would copy every string of it."""
    return {
        **{name: getattr(capture, name) for name in _FIELDS},
        "captured_at": capture.captured_at.isoformat(),
        "announced": [{name: getattr(one, name) for name in _ANNOUNCED} for one in capture.announced],
    }


def _capture(fields: str, body: bytes) -> Capture:
    raw = json.loads(fields)
    raw["captured_at"] = datetime.fromisoformat(raw["captured_at"])
    raw["headers"] = tuple((name, value) for name, value in raw["headers"])
    raw["announced"] = tuple(Announcement(**one) for one in raw["announced"])
    return Capture(**raw, body=zstandard.decompress(body))
