"""Make up for a lost state from the published captures: what is published is not fetched again.

What only the state knew is lost with it: pages that were announced and not published yet, back-offs, failures. So
indexes are not restored: they are asked anew, without validators, and announce again whatever they still name.
"""

from collections.abc import Iterable, Iterator

from tasks.model.records import Announcement, PublishedPage
from tasks.readers.http import value_of
from tasks.web.pages import Page
from tasks.web.state import State


def rebuild(state: State, captures: Iterable[PublishedPage], after: tuple[float, ...], now: float) -> None:
    """Remember the pages that were captured, all or none.

    Args:
        state: where.
        captures: of articles' pages from the web, oldest first.
        after: hours from the first look at a page to each further one.
        now: seconds since 1970, UTC.
    """
    state.pages.restore(_pages(captures, after, now))


def _pages(
    captures: Iterable[PublishedPage], after: tuple[float, ...], now: float
) -> Iterator[tuple[Page, float, tuple[Announcement, ...]]]:
    """A page an address: as its last capture shows it, with all that was ever announced of it."""
    of: dict[str, list[PublishedPage]] = {}
    for capture in captures:
        of.setdefault(capture.locator, []).append(capture)
    for known in of.values():
        announced = {one.source: one for capture in known for one in capture.announced}
        first_seen_at = known[0].captured_at.timestamp()
        yield (
            _page(known[-1], first_seen_at, tuple(announced.values()), after, now),
            first_seen_at,
            tuple(announced.values()),
        )


def _page(
    last: PublishedPage, first_seen_at: float, announced: tuple[Announcement, ...], after: tuple[float, ...], now: float
) -> Page:
    """The page, due when the next of its further looks is that is not past: past ones have been, or cannot be now.

    Where the body was packed its hash is not that which the state compares: the next body then counts as another one,
    and what is the same in it is found to be so when it is resolved.
    """
    past = sum(first_seen_at + hours * 3600.0 <= now for hours in after)
    return Page(
        address=last.locator,
        url=next((one.url for one in announced), last.url or last.locator),
        capture_id=last.capture_id,
        etag=value_of(last.headers, "ETag"),
        last_modified=value_of(last.headers, "Last-Modified"),
        sha256=last.sha256,
        fetched_at=last.captured_at.timestamp(),
        next_look_at=first_seen_at + after[past] * 3600.0 if past < len(after) else None,
        looks=past + 1,
        tries=0,
        outcome="fetched",
        reason=None,
    )
