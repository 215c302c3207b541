"""Which agency a cluster of copies comes from: the one that most of them credit, or that is itself among them.

Of many outlets that print an agency's copy only some say so; what one of them says holds for the text, whoever prints
it.
"""

import polars as pl

from tasks.model.lookups import Published, texts
from tasks.text.outlets import agencies

_OF_A_COPY = ("article_id", "duplicate_cluster", "outlet", "agency", "cluster_agency", "is_latest")


def with_credit(articles: pl.DataFrame, known: pl.Series, published: Published) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The articles with `cluster_agency`, and published rows of other copies for which it is another one now.

    Args:
        articles: all rows of some articles, new ones and those that stay, with their clusters.
        known: ids of those articles that are published: a new one that has joined no other has no copies.
        published: where to look published rows up.

    Returns:
        The rows, and the whole rows of `articles` of the others.
    """
    met = pl.col("article_id").is_in(known.implode()) | (pl.col("article_id") != pl.col("duplicate_cluster"))
    clusters = articles.filter(met)["duplicate_cluster"]
    others = published("articles", "duplicate_cluster", texts(clusters), _OF_A_COPY)
    others = others.join(articles, on="article_id", how="anti")
    credits = _credits(pl.concat([articles.select(others.columns), others]))
    told = _told(articles, credits)
    differing = _differing(others, credits)["article_id"]
    rows = published("articles", "article_id", texts(differing))
    return told, _told(rows, credits).select(told.columns)


def _credits(copies: pl.DataFrame) -> pl.DataFrame:
    """The agency of each cluster that has one: of those that equally many copies credit, the first by name."""
    own = pl.when(pl.col("outlet").is_in(sorted(agencies()))).then(pl.col("outlet"))
    named = copies.filter("is_latest").with_columns(pl.coalesce(own, "agency").alias("_credit")).drop_nulls("_credit")
    counted = named.group_by("duplicate_cluster", "_credit").len().sort("len", "_credit", descending=(True, False))
    return counted.unique("duplicate_cluster", keep="first", maintain_order=True).drop("len")


def _told(rows: pl.DataFrame, credits: pl.DataFrame) -> pl.DataFrame:
    joined = rows.join(credits, on="duplicate_cluster", how="left", maintain_order="left")
    return joined.with_columns(pl.col("_credit").alias("cluster_agency")).drop("_credit")


def _differing(others: pl.DataFrame, credits: pl.DataFrame) -> pl.DataFrame:
    now = others.join(credits, on="duplicate_cluster", how="left")
    return now.filter(pl.col("_credit").ne_missing(pl.col("cluster_agency")))
