"""The table `topic_matches`: an article on a topic."""

import polars as pl

from expectations.contract import ARTICLE_ID, OF_AN_ARTICLE, REVISION, RUN_ID, UTC_TIME, Column, Table, month_column

TOPIC_MATCHES = Table(
    name="topic_matches",
    row="an article on a topic, with the query's matched terms and score",
    key=("topic_id", "article_id", "revision"),
    columns=(
        Column("topic_id", pl.String, "The topic: the name of its file without .toml."),
        ARTICLE_ID,
        REVISION,
        Column("terms", pl.List(pl.String), "The query's terms that matched, as the query writes them."),
        Column("score", pl.Float64, "Share of the query's positive terms that matched, 0 to 1.", least=0, most=1),
        Column("query_hash", pl.String, "Hash of the query that matched, and of the languages wanted."),
        Column("published_at", UTC_TIME, "The article's published_at.", nullable=True),
        RUN_ID,
        month_column("the article"),
    ),
    replaced_by=("topic_id", "article_id"),
    references=(OF_AN_ARTICLE,),
    sort=("topic_id", "published_at", "article_id"),
)
