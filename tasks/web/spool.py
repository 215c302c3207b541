"""The spool: captures on their way from the web into the warehouse."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any

import zstandard

from tasks.model.records import Announcement, Capture
from tasks.web.database import transaction

# One for all: a new one for every body would cost as much as the packing itself.
_COMPRESSOR = zstandard.ZstdCompressor(level=3)
_FIELDS = tuple(field.name for field in fields(Capture) if field.name != "body")
_ANNOUNCED = tuple(field.name for field in fields(Announcement))


class Spool:
    """The table `spool`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, capture: Capture) -> None:
        """Add a capture, inside a transaction of the caller's; one that is there already stays as it is."""
        self._connection.execute(
            "INSERT OR IGNORE INTO spool (capture_id, fields, body) VALUES (?,?,?)",
            (capture.capture_id, json.dumps(_plain(capture)), _COMPRESSOR.compress(capture.body)),
        )

    def add(self, capture: Capture) -> None:
        """Add a capture by itself."""
        with transaction(self._connection):
            self.put(capture)

    def captures(self, holds: str | None = None) -> Iterator[tuple[int, Capture]]:
        """All captures with their numbers, oldest first; read as they are asked for.

        Args:
            holds: only those that hold this, of `expectations.vocabulary.HOLDS`.
        """
        after = 0
        while rows := self._connection.execute(
            "SELECT number, fields, body FROM spool WHERE number>? AND json_extract(fields, '$.holds')=coalesce(?, "
            "json_extract(fields, '$.holds')) ORDER BY number LIMIT 100",
            (after, holds),
        ).fetchall():
            for row in rows:
                yield row["number"], _capture(row["fields"], row["body"])
            after = rows[-1]["number"]

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
