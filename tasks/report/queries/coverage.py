"""Who published how much, and when."""

import polars as pl


def coverage(articles: pl.LazyFrame) -> pl.LazyFrame:
    """Articles and different texts by day (UTC) and outlet; articles without a time are on the day null."""
    return (
        articles.filter(pl.col("is_latest"))
        .group_by(pl.col("published_at").dt.date().alias("day"), "outlet")
        .agg(pl.len().alias("articles"), pl.col("duplicate_cluster").n_unique().alias("texts"))
        .sort("day", "outlet")
    )


def outlets(articles: pl.LazyFrame, quotes: pl.LazyFrame) -> pl.LazyFrame:
    """Of each outlet its articles, how many of them copy an earlier one, its quotes, speakers and anonymous sources."""
    said = quotes.group_by("outlet").agg(
        pl.len().alias("quotes"),
        pl.col("speaker_entity_id").drop_nulls().n_unique().alias("speakers"),
        (pl.col("kind") == "direct").mean().alias("direct_share"),
        (pl.col("speaker_type") == "UNNAMED").mean().alias("unnamed_share"),
    )
    return (
        articles.filter(pl.col("is_latest"))
        .group_by("outlet")
        .agg(pl.len().alias("articles"), (pl.col("article_id") != pl.col("duplicate_cluster")).sum().alias("copies"))
        .join(said, on="outlet", how="left", nulls_equal=True)
        .with_columns(pl.col("quotes", "speakers").fill_null(0))
        .sort("articles", "outlet", descending=[True, False])
    )


def revised(articles: pl.LazyFrame) -> pl.LazyFrame:
    """Articles whose text was changed after it was published, the latest change first."""
    return (
        articles.filter(pl.col("is_latest") & (pl.col("revision") > 1))
        .select("article_id", "outlet", "headline", "revision", "change", "captured_at")
        .sort("captured_at", "article_id", descending=[True, False])
    )
