"""What came of cleaning a batch: the articles that stay, as rows, and the rejects."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from tasks.model.ids import identify
from tasks.model.records import Announcement, Capture, Reject
from tasks.model.runs import Run
from tasks.text.addresses import canonical
from tasks.text.examine import Examined
from tasks.workers.pool import Failure


def sort_out(
    captures: Sequence[Capture], outcomes: Iterable[Examined | Failure], run: Run
) -> tuple[list[Examined], list[Reject]]:
    """What stays and what does not.

    Args:
        captures: what was cleaned.
        outcomes: what came of each, in the same order.
        run: with `keep_all` articles off the topic stay.
    """
    kept: list[Examined] = []
    rejects: list[Reject] = []
    for capture, outcome in zip(captures, outcomes, strict=True):
        if isinstance(outcome, Failure):
            rejects.append(_reject(capture, outcome.reason, outcome.detail, None))
        elif outcome.match is None and not run.keep_all:
            rejects.append(_reject(capture, "off_topic", "", outcome.article.article_id))
        else:
            kept.append(outcome)
    return kept, rejects


def match_rows(kept: Iterable[Examined], run: Run) -> Iterator[dict[str, Any]]:
    """The rows of `topic_matches`, as far as cleaning knows them."""
    for one in kept:
        if one.match is not None:
            yield {
                "topic_id": run.topic_id,
                "article_id": one.article.article_id,
                "terms": list(one.match.terms),
                "score": one.match.score,
                "query_hash": run.query_hash,
                "published_at": one.article.published_at,
            }


def _reject(capture: Capture, reason: str, detail: str, article_id: str | None) -> Reject:
    return Reject("clean", reason, detail, capture.locator, capture.capture_id, article_id)


def sighting_rows(kept: Iterable[Examined], captures: Iterable[Capture]) -> Iterator[dict[str, Any]]:
    """The rows of `sightings`: one for each announcement that led to an article."""
    announced = {capture.capture_id: capture for capture in captures}
    for one in kept:
        capture = announced[one.article.capture_id]
        for announcement in capture.announced:
            yield sighting_row(announcement, one.article.article_id, capture.captured_at)


def sighting_row(announcement: Announcement, article_id: str, seen_at: datetime) -> dict[str, Any]:
    """The row of `sightings` for an announcement of this article, first met at `seen_at` (UTC)."""
    address = canonical(announcement.url) or announcement.url
    return {
        "sighting_id": identify("sighting", address, announcement.source),
        "article_id": article_id,
        "address": address,
        "url": announcement.url,
        "source": announcement.source,
        "headline": announcement.headline,
        "published": announcement.published,
        "seen_at": seen_at,
        "month": seen_at.strftime("%Y-%m"),
    }
