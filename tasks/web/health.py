"""How indexes fare, and how to ask for them. None is ever dropped: one that fails is polled more rarely."""

from typing import Literal

Health = Literal["ok", "failing", "silent"]
FAILING_FROM = 3  # failures in a row: one or two are weather
SILENT_AFTER = 14 * 24 * 3600.0  # seconds without anything new; a weekly column is not silent
FULL_EVERY = 10


def health(failures: int, last_new_at: float | None, now: float) -> Health:
    """How an index fares.

    Args:
        failures: polls in a row of which nothing came.
        last_new_at: when it last announced something new; None where it never did, of which nothing follows: what it
            has may be what others announced before it.
        now: the time.
    """
    if failures >= FAILING_FROM:
        return "failing"
    return "silent" if last_new_at is not None and now - last_new_at > SILENT_AFTER else "ok"


def is_conditional(polls: int) -> bool:
    """Whether the next poll, after so many, may ask by validators: every tenth may not.

    Some servers give the same ETag for a feed that has changed (Media Cloud found it unusable as sole evidence).
    """
    return (polls + 1) % FULL_EVERY != 0
