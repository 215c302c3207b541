"""The news in a batch that is about to be published: to be found before, for afterwards all of it is published."""

from collections.abc import Mapping

import polars as pl

from tasks.model.runs import Batch, Run
from tasks.news.changes import silent_changes
from tasks.news.happening import Happening, told
from tasks.news.statements import SAID, candidates, statements, unsaid
from tasks.resolution.watchlist import watched
from tasks.storage.lookup import published_rows
from tasks.storage.staging import read_staged


def watched_people() -> Mapping[str, str]:
    """The names of the people that are watched, by entity_id."""
    return {one.entity_id: one.name for one in watched() if one.kind == "PERSON"}


def news_of(batch: Batch, run: Run) -> tuple[Happening, ...]:
    """What of a validated batch people may be waiting for."""
    people, articles = watched_people(), read_staged(batch.folder, "articles")
    found = candidates(read_staged(batch.folder, "quotes"), articles, people)
    new = unsaid(found, _said_before(found, run))
    return told((*statements(new, people), *silent_changes(articles)))


def _said_before(found: pl.DataFrame, run: Run) -> pl.DataFrame:
    """What the published articles of the same clusters say, in the columns `SAID`."""
    cluster, wanted = "duplicate_cluster", ("article_id", "duplicate_cluster")
    copies = published_rows(run.warehouse, "articles", cluster, found[cluster], wanted).unique()
    quotes = published_rows(run.warehouse, "quotes", "article_id", copies["article_id"], ("article_id", "content"))
    return quotes.join(copies, on="article_id", how="inner").select(SAID)
