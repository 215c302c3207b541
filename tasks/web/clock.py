"""What to do where the clock was set back: times to come are moved with it.

A machine that starts with a clock a year ahead, and is put right after a crawl, would ask nobody for a year.
"""

import sqlite3

from tasks.web.database import transaction

# Clocks are put right by seconds all the time; waits that are so much longer do no harm.
_NOTICED = 300.0  # seconds
_MOVED = (
    "UPDATE pages SET next_look_at=next_look_at-? WHERE next_look_at IS NOT NULL",
    "UPDATE indexes SET next_poll_at=next_poll_at-?, polled_at=polled_at-?, last_new_at=last_new_at-?",
    "UPDATE hosts SET asked_at=asked_at-?, not_before=not_before-?",
)


def heed_clock(connection: sqlite3.Connection, now: float) -> float:
    """Move all times to come back where the last request lies in the future; by how many seconds, 0 mostly.

    Waits stay as long as they were.

    Args:
        connection: the state's.
        now: seconds since 1970, UTC.
    """
    last = connection.execute(
        "SELECT max(coalesce((SELECT max(polled_at) FROM indexes), 0), coalesce((SELECT max(asked_at) FROM hosts), 0))"
    ).fetchone()[0]
    back = float(last) - now
    if back < _NOTICED:
        return 0.0
    with transaction(connection):
        for statement in _MOVED:
            connection.execute(statement, (back,) * statement.count("?"))
    return back
