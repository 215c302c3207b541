"""How indexes fare, and when to poll them again. None is ever dropped: one that fails is polled more rarely."""

from typing import Literal

from tasks.web.pace import LONGEST_WAIT

Health = Literal["ok", "failing", "silent"]
FAILING_FROM = 3  # failures in a row: one or two are weather
SILENT_AFTER = 14 * 24 * 3600.0  # seconds without anything new; a weekly column is not silent
FULL_EVERY = 10


def health(failures: int, last_new_at: float | None, first_polled_at: float | None, now: float) -> Health:
    """How an index fares.

    Args:
        failures: polls in a row of which nothing came.
        last_new_at: when it last announced something new; None where it never did.
        first_polled_at: counts in its place then; None where it was never polled.
        now: the time.
    """
    if failures >= FAILING_FROM:
        return "failing"
    since = last_new_at if last_new_at is not None else first_polled_at
    return "silent" if since is not None and now - since > SILENT_AFTER else "ok"


def next_poll(interval: float, failures: int, now: float, not_before: float = 0.0) -> float:
    """When to poll again: after the interval, doubled with every failure in a row, at most a day where that is longer.

    Args:
        interval: between two polls of an index that is well, seconds.
        failures: in a row, this poll included.
        now: the time of this poll.
        not_before: what the server asked for, at most a day from now.
    """
    wait = max(interval, min(interval * 2.0 ** min(failures, 60), LONGEST_WAIT))
    return max(now + wait, min(not_before, now + LONGEST_WAIT))


def is_conditional(polls: int, every: int = FULL_EVERY) -> bool:
    """Whether the next poll, after so many, may ask by validators: every tenth may not.

    Some servers give the same ETag for a feed that has changed (Media Cloud found it unusable as sole evidence).
    """
    return (polls + 1) % every != 0
