"""Complete cleaned articles to rows of the table `articles`."""

import polars as pl

from expectations.articles import ARTICLES
from tasks.model.ids import identify
from tasks.resolution.revisions import new_revisions
from tasks.text.duplicates import cluster

# A letter and the letters, marks and digits that follow: what the tokenizer takes for a word, without cutting tokens.
_WORD = r"\p{L}[\p{L}\p{M}\p{N}\x{200c}\x{200d}]*"


def month_of(*times: str) -> pl.Expr:
    """The column `month`, YYYY-MM, of the first of these columns that is not null."""
    return pl.coalesce(*times).dt.strftime("%Y-%m").alias("month")


def complete_articles(cleaned: pl.DataFrame, published: pl.DataFrame, run_id: str, version: str) -> pl.DataFrame:
    """The new revisions among the cleaned articles, in the order of the cleaned.

    Args:
        cleaned: what cleaning gives: columns of `articles`, with those that depend on the warehouse null.
        published: all published rows of `articles` with the ids of the cleaned.
        run_id: the run.
        version: the version of the cleaning.

    Returns:
        Rows of `articles`: the new revisions, and behind them the published ones that are the newest no longer,
        marked so.
    """
    texts = cleaned["text"].to_list()
    known = cleaned.drop("revision", "is_latest").with_columns(
        pl.Series("content_hash", [identify("text", text) for text in texts], dtype=pl.String),
        pl.col("text").str.count_matches(_WORD).cast(pl.Int32).alias("words"),
        pl.Series("duplicate_cluster", [cluster(text) for text in texts], dtype=pl.String),
        pl.lit(version).alias("version"),
        pl.lit(run_id).alias("run_id"),
        month_of("published_at", "captured_at"),
    )
    new = new_revisions(known, published).select(*ARTICLES.schema)
    return pl.concat([new, _superseded(published, new)])


def _superseded(published: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """The published rows of the articles that have a new revision, none of them the newest."""
    return (
        published.select(*ARTICLES.schema)
        .join(new.select("article_id").unique(), on="article_id", how="semi", maintain_order="left")
        .with_columns(pl.lit(False).alias("is_latest"))
    )
