"""What came of cleaning a batch: the articles that stay, as rows, and the rejects."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from tasks.model.records import Capture, Reject, Run
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


def article_rows(kept: Iterable[Examined]) -> Iterator[dict[str, Any]]:
    """The rows of `articles`, as far as cleaning knows them."""
    return (asdict(one.article) for one in kept)


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
