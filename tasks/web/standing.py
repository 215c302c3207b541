"""How the sources of a topic stand, by what is remembered of polling them: for the run's row and for people."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tasks.model.sources import WebSource
from tasks.text.addresses import canonical
from tasks.web.health import health
from tasks.web.indexes import MOVE_TIMES, Index
from tasks.web.pages import Page
from tasks.web.state import State

STANDS = {
    "failing": "nothing came three times or more in a row",
    "failed": "nothing came the last time",
    "silent": "nothing new for two weeks",
    "empty": "the last answer announced nothing",
    "new": "never polled yet",
    "ok": "",
}
"""How a source stands, those in trouble first, in words."""

_WAITING = ("new", "later")
_OF_PAGE = {"new": "new", "fetched": "ok", "later": "failed", "refused": "failing"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one source stands. Times are seconds since 1970, UTC.

    Attributes:
        source: which.
        stands: of `STANDS`.
        polled_at: when it was last asked; None where it never was.
        next_poll_at: from when it may be asked again; None where it will not be.
        failures: in a row.
        entries: how many articles the last body announced; of an article None.
        detail: what went wrong last, where it has moved to, or what is odd about it; None where nothing is to be said.
        fetched: pages that it has announced and that were fetched, since the time asked for.
        waiting: pages that wait to be fetched.
        refused: pages of which nothing will come, by reason, the most first.
    """

    source: WebSource
    stands: str
    polled_at: float | None = None
    next_poll_at: float | None = None
    failures: int = 0
    entries: int | None = None
    detail: str | None = None
    fetched: int = 0
    waiting: int = 0
    refused: tuple[tuple[str, int], ...] = ()

    @property
    def is_in_trouble(self) -> bool:
        """Whether somebody should look."""
        return self.stands in ("failing", "failed", "silent", "empty")


def standings(
    sources: Iterable[WebSource], state: State | None, now: float, since: float = 0.0
) -> tuple[Standing, ...]:
    """How the sources stand, those in trouble first, else in their order.

    Args:
        sources: the topic's.
        state: what is remembered; None where nothing is yet.
        now: the time.
        since: from when fetched pages count.
    """
    found = [Standing(one, "new") if state is None else _standing(one, state, now, since) for one in sources]
    order = list(STANDS)
    return tuple(sorted(found, key=lambda one: (order.index(one.stands), -one.failures)))


def _standing(source: WebSource, state: State, now: float, since: float) -> Standing:
    counts = state.pages.counts([source.url])
    refused = [(reason or "", count) for (outcome, reason), count in counts.items() if outcome == "refused"]
    blank = Standing(
        source,
        "new",
        fetched=state.pages.fetched_since(source.url, since),
        waiting=sum(count for (outcome, _), count in counts.items() if outcome in _WAITING),
        refused=tuple(sorted(refused, key=lambda one: -one[1])),
    )
    if source.is_article:
        page = state.pages.page(canonical(source.url) or source.url)
        return blank if page is None else _article(blank, page)
    return _index(blank, state.indexes.index(source.url), now)


def _index(blank: Standing, index: Index, now: float) -> Standing:
    return replace(
        blank,
        stands=_stands(index, now),
        polled_at=index.polled_at,
        next_poll_at=index.next_poll_at or None,
        failures=index.failures,
        entries=index.entries,
        detail=_detail(index),
    )


def _stands(index: Index, now: float) -> str:
    if index.polled_at is None:
        return "new"
    known = health(index.failures, index.last_new_at, now)
    if known != "ok":
        return known
    if index.failures:
        return "failed"
    return "empty" if not index.entries and index.last_new_at is None else "ok"


def _detail(index: Index) -> str | None:
    if index.failures:
        return f"{index.outcome}: {index.detail}" if index.detail else index.outcome
    has_moved = index.moved_to is not None and index.moved_times >= MOVE_TIMES
    moved = f"it has moved to {index.moved_to}: write that into the topic file" if has_moved else None
    return "; ".join(filter(None, (moved, index.detail))) or None


def _article(blank: Standing, page: Page) -> Standing:
    """A source that is one article stands as its page does."""
    return replace(
        blank,
        stands=_OF_PAGE[page.outcome],
        polled_at=page.fetched_at,
        next_poll_at=page.next_look_at,
        failures=page.tries,
        detail=page.reason,
    )
