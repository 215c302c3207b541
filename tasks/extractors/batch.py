"""Extract from many articles at once, in guarded worker processes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tasks.extractors.annotate import annotate
from tasks.extractors.rows import Row, rows
from tasks.model.records import Document, Reject
from tasks.workers.pool import Failure, Pool

TABLES = ("mentions", "quotes", "dates")


def extract_articles(
    articles: Sequence[Mapping[str, Any]], pool: Pool, seconds: float
) -> tuple[dict[str, list[Row]], list[Reject]]:
    """The rows that the articles give, by table, and a reject for each article that failed.

    Args:
        articles: rows of `articles` before they have a revision, with their captures' `locator`, in the order captured;
            of one that comes twice only the last text is read: only the newest revision has annotations.
        pool: where to work.
        seconds: the time limit for one article.
    """
    last = list({article["article_id"]: article for article in articles}.values())
    found: dict[str, list[Row]] = {table: [] for table in TABLES}
    failures: dict[str, Failure] = {}
    results = pool.map(_extract, [_task(article) for article in last], seconds)
    for article, result in zip(last, results, strict=True):
        if isinstance(result, Failure):
            failures[article["article_id"]] = result
        else:
            for table in TABLES:
                found[table].extend(result[table])
    failed = [article for article in articles if article["article_id"] in failures]
    return found, [_reject(article, failures[article["article_id"]]) for article in failed]


def _task(article: Mapping[str, Any]) -> tuple[str, Document]:
    published: str | None = article["published_on"]
    day = date.fromisoformat(published) if published else None
    return article["article_id"], Document(article["text"], article["language"], day, article["outlet"])


def _extract(task: tuple[str, Document]) -> dict[str, list[Row]]:
    article_id, document = task
    return rows(article_id, document.text, annotate(document))


def _reject(article: Mapping[str, Any], failure: Failure) -> Reject:
    return Reject(
        "extract",
        failure.reason,
        failure.detail,
        article["locator"],
        article["capture_id"],
        article["article_id"],
    )
