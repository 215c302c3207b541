"""Which revision of its article a cleaned text is."""

import polars as pl

OF_A_REVISION = ("article_id", "revision", "content_hash")


def new_revisions(cleaned: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    """The rows of `cleaned` whose text differs from the one before it, with their `revision` and `is_latest`.

    Args:
        cleaned: rows with `article_id` and `content_hash`, in the order in which they were captured.
        published: columns `OF_A_REVISION` of every published revision of those articles.

    Returns:
        Rows of `cleaned`, in their order, with `revision` counting on from the published ones and `is_latest` set for
        the last of each article. A text that an article had last is no new revision, one that it had earlier is.
    """
    last = (
        published.sort("revision")
        .group_by("article_id", maintain_order=True)
        .agg(pl.col("revision").last().alias("_revision"), pl.col("content_hash").last().alias("_hash"))
    )
    known = cleaned.join(last, on="article_id", how="left", maintain_order="left")
    before = pl.coalesce(pl.col("content_hash").shift(1).over("article_id"), pl.col("_hash"))
    changed = known.filter(before.ne_missing(pl.col("content_hash")))
    place = pl.int_range(pl.len()).over("article_id") + 1
    return changed.with_columns(
        (pl.col("_revision").fill_null(0) + place).cast(pl.Int32).alias("revision"),
        (place == pl.len().over("article_id")).alias("is_latest"),
    ).drop("_revision", "_hash")
