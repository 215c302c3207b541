"""Complete cleaned articles to rows of the table `articles`."""

import polars as pl

from expectations.articles import ARTICLES
from tasks.copies.clusters import clustered, signed
from tasks.model.ids import identify
from tasks.model.lookups import Published
from tasks.resolution.revisions import new_revisions

# A letter and the letters, marks and digits that follow: what the tokenizer takes for a word, without cutting tokens.
_WORD = r"\p{L}[\p{L}\p{M}\p{N}\x{200c}\x{200d}]*"


def month_of(*times: str) -> pl.Expr:
    """The column `month`, YYYY-MM, of the first of these columns that is not null."""
    return pl.coalesce(*times).dt.strftime("%Y-%m").alias("month")


def complete_articles(
    cleaned: pl.DataFrame, earlier: pl.DataFrame, published: Published, run_id: str, version: str
) -> pl.DataFrame:
    """The new revisions among the cleaned articles, in the order of the cleaned.

    Args:
        cleaned: what cleaning gives: columns of `articles`, with those that depend on the warehouse null.
        earlier: all published rows of `articles` with the ids of the cleaned.
        published: where to look published rows up.
        run_id: the run.
        version: the version of the cleaning.

    Returns:
        Rows of `articles`: the new revisions, and behind them the published ones that are the newest no longer,
        marked so.
    """
    known = cleaned.drop("revision", "is_latest", "change").with_columns(
        pl.Series("content_hash", [identify("text", text) for text in cleaned["text"]], dtype=pl.String),
        pl.col("text").str.count_matches(_WORD).cast(pl.Int32).alias("words"),
        pl.lit(version).alias("version"),
        pl.lit(run_id).alias("run_id"),
        month_of("published_at", "captured_at"),
    )
    new = signed(new_revisions(known, earlier))
    rows = clustered(new, earlier, published).select(*ARTICLES.schema)
    return pl.concat([rows, _superseded(earlier, rows)])


def _superseded(earlier: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """The published rows of the articles that have a new revision, none of them the newest, all in its cluster."""
    clusters = new.select("article_id", "duplicate_cluster", "first_outlet").unique("article_id")
    return (
        earlier.drop("duplicate_cluster", "first_outlet")
        .join(clusters, on="article_id", how="inner", maintain_order="left")
        .with_columns(pl.lit(False).alias("is_latest"))
        .select(*ARTICLES.schema)
    )
