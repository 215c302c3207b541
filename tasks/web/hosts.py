"""What is remembered of hosts: when each may be asked again, how often it failed, what its robots.txt said."""

import sqlite3
from dataclasses import dataclass

from tasks.web.database import transaction


@dataclass(frozen=True, slots=True)
class RobotsCopy:
    """What an origin's robots.txt said.

    Attributes:
        status: of the last time it was asked: `given` (there is a body of rules), `allow_all` (there is none: 4xx),
            `unreachable` (it could not be had, so nothing is read).
        detail: what was answered, in words.
        body: the last body, which may be older than the status: b"" where there never was one.
        fetched_at: when the body came.
        asked_at: when it was asked last.
    """

    status: str
    detail: str
    body: bytes
    fetched_at: float
    asked_at: float


def seconds_left(asked_at: float, not_before: float, now: float) -> float:
    """How long still to wait; never longer than the wait was, wherever somebody has set the clock meanwhile."""
    return max(0.0, min(not_before - now, not_before - asked_at))


class Hosts:
    """The tables `hosts` and `robots`; a host is the bare name on ports 80 and 443, `name:port` on others."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def take_turn(self, host: str, now: float, delay: float) -> float:
        """Seconds to wait before the host may be asked: 0 means that this turn is ours and the next `delay` later.

        Turns are handed out in one transaction, committed before anything is asked: neither a kill nor a second
        process makes a host be asked too early. Without a delay there is nothing to remember and nothing is written.
        """
        if delay <= 0:
            return self.wait(host, now)
        with transaction(self._connection):
            left = self.wait(host, now)
            if left == 0:
                self._set(host, now, now + delay)
        return left

    def wait(self, host: str, now: float) -> float:
        """Seconds before the host may be asked."""
        row = self._connection.execute("SELECT asked_at, not_before FROM hosts WHERE host=?", (host,)).fetchone()
        return 0.0 if row is None else seconds_left(row["asked_at"], row["not_before"], now)

    def failures(self, host: str) -> int:
        """How often in a row the host was busy or not to be reached."""
        row = self._connection.execute("SELECT failures FROM hosts WHERE host=?", (host,)).fetchone()
        return 0 if row is None else int(row["failures"])

    def settle(self, host: str, now: float, wait: float, failures: int) -> None:
        """A turn has ended: the host may be asked again in `wait` seconds; it has failed so often in a row."""
        with transaction(self._connection):
            self._set(host, now, now + wait)
            self._connection.execute("UPDATE hosts SET failures=? WHERE host=?", (failures, host))

    def robots(self, origin: str) -> RobotsCopy | None:
        """What is remembered of the robots.txt of `scheme://host:port`."""
        row = self._connection.execute(
            "SELECT status, detail, body, fetched_at, asked_at FROM robots WHERE origin=?", (origin,)
        ).fetchone()
        return None if row is None else RobotsCopy(*row)

    def keep_robots(self, origin: str, copy: RobotsCopy) -> None:
        """Remember it."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO robots VALUES (?,?,?,?,?,?)",
                (origin, copy.status, copy.detail, copy.body, copy.fetched_at, copy.asked_at),
            )

    def _set(self, host: str, now: float, not_before: float) -> None:
        self._connection.execute(
            "INSERT INTO hosts (host, asked_at, not_before) VALUES (?,?,?) "
            "ON CONFLICT (host) DO UPDATE SET asked_at=excluded.asked_at, not_before=excluded.not_before",
            (host, now, not_before),
        )
