"""The spool: captures on their way from the web into the warehouse."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime

import zstandard

from tasks.model.records import Announcement, Capture
from tasks.web.database import transaction


class Spool:
    """The table `spool`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, capture: Capture) -> None:
        """Add a capture, inside a transaction of the caller's; one that is there already stays as it is."""
        fields = {**asdict(replace(capture, body=b"")), "captured_at": capture.captured_at.isoformat()}
        del fields["body"]
        self._connection.execute(
            "INSERT OR IGNORE INTO spool (capture_id, fields, body) VALUES (?,?,?)",
            (capture.capture_id, json.dumps(fields), zstandard.compress(capture.body, 3)),
        )

    def add(self, capture: Capture) -> None:
        """Add a capture by itself."""
        with transaction(self._connection):
            self.put(capture)

    def captures(self, after: int = 0) -> Iterator[tuple[int, Capture]]:
        """All captures with their numbers, oldest first, beginning after a number; read as they are asked for."""
        while rows := self._connection.execute(
            "SELECT number, fields, body FROM spool WHERE number>? ORDER BY number LIMIT 100", (after,)
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


def _capture(fields: str, body: bytes) -> Capture:
    raw = json.loads(fields)
    raw["captured_at"] = datetime.fromisoformat(raw["captured_at"])
    raw["headers"] = tuple((name, value) for name, value in raw["headers"])
    raw["announced"] = tuple(Announcement(**one) for one in raw["announced"])
    return Capture(**raw, body=zstandard.decompress(body))
