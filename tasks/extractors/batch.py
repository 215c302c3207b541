"""Extract from many articles at once, in guarded worker processes."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from tasks.extractors.annotate import annotate, extractors
from tasks.extractors.names.chosen import GetReady, fault, working
from tasks.extractors.names.saved import find, version
from tasks.extractors.rows import Row, rows
from tasks.model.errors import ConfigError
from tasks.model.records import Document, Reject
from tasks.model.settings import Settings
from tasks.workers.pool import CHUNK, Failure, Pool, guarded_pool

TABLES = ("mentions", "quotes", "dates")


def pool_for(settings: Settings) -> Pool:
    """The worker processes that extract; with a model of the user's they are others than those that clean.

    A document that takes its process down must not cost loading a model for nothing but cleaning.
    """
    return guarded_pool(settings, GetReady(settings.names_model) if settings.names_model else None)


def try_names_model(settings: Settings) -> str:
    """Load the user's model of names in a worker process, before anything is read or written.

    Returns:
        Its version; empty where none is set.

    Raises:
        ConfigError: it cannot be used.
    """
    model = settings.names_model
    if not model:
        return ""
    own = version(find(model))
    (why,) = pool_for(settings).map(fault, [model], settings.document_seconds)
    if isinstance(why, Failure):
        raise ConfigError(f"MARSAD_NAMES_MODEL={model} cannot be used: {why.detail}.")
    if why:
        raise ConfigError(why)
    return own


def extract_articles(
    articles: Sequence[Mapping[str, Any]], pool: Pool, seconds: float, names_model: str = ""
) -> tuple[dict[str, list[Row]], list[Reject]]:
    """The rows that the articles give, by table, and a reject for each article that failed.

    Args:
        articles: rows of `articles` before they have a revision, with their captures' `locator`, in the order captured;
            of one that comes twice only the last text is read: only the newest revision has annotations.
        pool: where to work.
        seconds: the time limit for one article.
        names_model: the user's model of names; empty for the one that comes with Marsad.
    """
    last = list({article["article_id"]: article for article in articles}.values())
    found: dict[str, list[Row]] = {table: [] for table in TABLES}
    failures: dict[str, Failure] = {}
    job = partial(_extract, names_model=names_model)
    # A large model takes a second an article, so that a chunk would not be done within the time for one.
    results = pool.map(job, [_task(article) for article in last], seconds, 1 if names_model else CHUNK)
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


def _extract(task: tuple[str, Document], names_model: str) -> dict[str, list[Row]]:
    article_id, document = task
    own = working(names_model)
    return rows(article_id, document.text, annotate(document, extractors(own)), own.version if own else "")


def _reject(article: Mapping[str, Any], failure: Failure) -> Reject:
    return Reject(
        "extract",
        failure.reason,
        failure.detail,
        article["locator"],
        article["capture_id"],
        article["article_id"],
    )
