"""Complete cleaned articles to rows of the table `articles`."""

from dataclasses import dataclass

import polars as pl

from expectations.articles import ARTICLES
from tasks.copies.clusters import clustered, signed
from tasks.copies.credits import with_credit
from tasks.model.ids import identify
from tasks.model.lookups import Published
from tasks.resolution.revisions import new_revisions, same_revisions

# A letter and the letters, marks and digits that follow: what the tokenizer takes for a word, without cutting tokens.
_WORD = r"\p{L}[\p{L}\p{M}\p{N}\x{200c}\x{200d}]*"


def month_of(*times: str) -> pl.Expr:
    """The column `month`, YYYY-MM, of the first of these columns that is not null."""
    return pl.coalesce(*times).dt.strftime("%Y-%m").alias("month")


@dataclass(frozen=True)
class Completed:
    """Rows of `articles`.

    Attributes:
        own: the revisions, and behind them the other published ones of their articles, all marked by whether they are
            the newest.
        copies: published rows of other articles that are copies of them, where their agency is another one now.
    """

    own: pl.DataFrame
    copies: pl.DataFrame


def complete_articles(
    cleaned: pl.DataFrame,
    earlier: pl.DataFrame,
    redone: pl.DataFrame,
    published: Published,
    run_id: str,
    version: str,
) -> Completed:
    """The new revisions among the cleaned articles, and those that are taken up again.

    Args:
        cleaned: what cleaning gives: columns of `articles`, with those that depend on the warehouse null.
        earlier: all published rows of `articles` with the ids of the cleaned and of the redone.
        redone: published revisions that are taken up again.
        published: where to look published rows up.
        run_id: the run.
        version: the version of the cleaning, where a row does not say by which one it was cleaned.

    Returns:
        Rows of `articles`.
    """
    known = cleaned.drop("revision", "is_latest", "change").with_columns(
        pl.Series("content_hash", [identify("text", text) for text in cleaned["text"]], dtype=pl.String),
        pl.col("text").str.count_matches(_WORD).cast(pl.Int32).alias("words"),
        pl.col("version").fill_null(version),
        pl.lit(run_id).alias("run_id"),
        month_of("published_at", "captured_at"),
    )
    again = same_revisions(known, redone)
    came = known.join(again, on=("article_id", "capture_id"), how="anti", maintain_order="left")
    new = signed(pl.concat([again, new_revisions(came, earlier)]))
    rows = clustered(new, earlier, published).select(*ARTICLES.schema)
    standing = earlier.join(redone, on=("article_id", "revision"), how="anti", maintain_order="left")
    newest = pl.col("revision") == pl.col("revision").max().over("article_id")
    whole = pl.concat([rows, _in_cluster(standing, rows)]).with_columns(newest.alias("is_latest"))
    own, copies = with_credit(whole, earlier["article_id"], published)
    return Completed(own.select(*ARTICLES.schema), copies.select(*ARTICLES.schema))


def _in_cluster(earlier: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """The published rows of the articles that have new ones, all in the cluster of these."""
    clusters = new.select("article_id", "duplicate_cluster", "first_outlet").unique("article_id")
    return (
        earlier.drop("duplicate_cluster", "first_outlet")
        .join(clusters, on="article_id", how="inner", maintain_order="left")
        .select(*ARTICLES.schema)
    )
