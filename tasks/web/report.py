"""How a topic's sources on the web fare, for the run's row and for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tasks.model.sources import WebSource
from tasks.web.health import health
from tasks.web.state import State


@dataclass(frozen=True, slots=True)
class SourceReport:
    """How one source fares.

    Attributes:
        source: its address.
        reader: which reader reads it.
        health: ok, failing (three polls in a row), or silent (nothing new for two weeks).
        outcome: of the last poll: ok, or a reason of `expectations.vocabulary.REASONS`; None before the first poll,
            and of a source that is an article's page itself.
        detail: what went wrong, in words.
        failures: polls in a row of which nothing came.
        announced: articles in the last body.
        fetched: pages fetched since the run began.
        refused: pages, of all runs, of which nothing will come.
        waiting: pages that are due and were not fetched.
        next_poll_at: not polled again before, UTC.
    """

    source: str
    reader: str
    health: str
    outcome: str | None
    detail: str | None
    failures: int
    announced: int | None
    fetched: int
    refused: int
    waiting: int
    next_poll_at: datetime | None

    @property
    def is_in_trouble(self) -> bool:
        """Whether somebody should look: its last poll failed, or it is silent."""
        return self.failures > 0 or self.health != "ok"


def report(sources: Sequence[WebSource], state: State, since: datetime, now: datetime) -> tuple[SourceReport, ...]:
    """A report a source, in the sources' order.

    Args:
        sources: the topic's.
        state: what is remembered.
        since: when the run began, UTC.
        now: UTC.
    """
    return tuple(_one(source, state, since.timestamp(), now.timestamp()) for source in sources)


def _one(source: WebSource, state: State, since: float, now: float) -> SourceReport:
    index = state.indexes.index(source.url)
    fetched, refused, waiting = state.pages.progress(source.url, since, now)
    return SourceReport(
        source=source.url,
        reader=source.reader,
        health=health(index.failures, index.last_new_at, None, now),
        outcome=index.outcome,
        detail=index.detail,
        failures=index.failures,
        announced=index.entries,
        fetched=fetched,
        refused=refused,
        waiting=waiting,
        next_poll_at=datetime.fromtimestamp(index.next_poll_at, UTC) if index.next_poll_at else None,
    )
