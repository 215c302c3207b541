"""Articles whose text changed without their outlet saying so."""

from collections.abc import Iterator

import polars as pl

from tasks.news.happening import Happening

_BEFORE = {"captured_at": "seen_at", "headline": "old_headline"}


def silent_changes(articles: pl.DataFrame) -> Iterator[Happening]:
    """The new revisions that no stated time of change explains: none is stated, or one from before we last looked.

    Args:
        articles: a batch's rows: new revisions, and behind them those that they take the place of.
    """
    earlier = articles.filter(~pl.col("is_latest")).select(
        "article_id", pl.col("revision") + 1, *(pl.col(name).alias(alias) for name, alias in _BEFORE.items())
    )
    both = articles.filter("is_latest").join(earlier, on=("article_id", "revision"), how="inner", maintain_order="left")
    unexplained = pl.col("modified_at").is_null() | (pl.col("modified_at") <= pl.col("seen_at"))
    for row in both.filter(unexplained).iter_rows(named=True):
        yield Happening(
            event="marsad.article.changed",
            resource=f"marsad.article.{row['article_id']}",
            title=f"{row['outlet'] or 'An outlet'} changed an article and did not say so",
            text=f"{_headlines(row['old_headline'], row['headline'])}\n{_share(row['change'])} of its words changed; "
            f"`marsad revisions {row['article_id']}` shows how.",
            key=f"{row['article_id']}/{row['revision']}",
            url=row["url"],
            details=(("article_id", row["article_id"]), ("revision", row["revision"]), ("change", row["change"])),
        )


def _headlines(old: str, new: str) -> str:
    return new if old == new else f"{old}\n{new}"


def _share(change: float | None) -> str:
    return "An unknown share" if change is None else f"{change:.0%}"
