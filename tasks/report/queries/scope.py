"""Which rows a question is about: a topic's, those of some day and later."""

from datetime import datetime

import polars as pl


def of_topic(rows: pl.LazyFrame, topic_matches: pl.LazyFrame, topic_id: str) -> pl.LazyFrame:
    """The rows of articles that are on the topic."""
    on_it = topic_matches.filter(pl.col("topic_id") == topic_id).select("article_id").unique()
    return rows.join(on_it, on="article_id", how="semi")


def since(rows: pl.LazyFrame, moment: datetime) -> pl.LazyFrame:
    """The rows of articles published then or later (UTC); not those whose time is unknown."""
    return rows.filter(pl.col("published_at") >= moment)
