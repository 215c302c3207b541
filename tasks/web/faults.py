"""Entries of indexes that are no announcement, kept until they are rows of `rejects`."""

import sqlite3
from collections.abc import Iterable, Sequence

from tasks.model.records import Reject
from tasks.web.database import marks


class Faults:
    """The table `faults`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, source: str, rejects: Iterable[Reject]) -> None:
        """Remember what an index says that cannot be used, inside a transaction of the caller's.

        What it has said before, by the capture_id, is one fault.
        """
        rows = ((one.capture_id, source, one.locator, one.reason, one.detail) for one in rejects)
        self._connection.executemany("INSERT OR IGNORE INTO faults VALUES (?,?,?,?,?)", rows)

    def of(self, sources: Sequence[str]) -> tuple[Reject, ...]:
        """The faults of these indexes as rejects."""
        rows = self._connection.execute(
            f"SELECT capture_id, locator, reason, detail FROM faults WHERE source IN ({marks(sources)})",
            tuple(sources),
        )
        return tuple(Reject("ingest", row["reason"], row["detail"], row["locator"], row["capture_id"]) for row in rows)
