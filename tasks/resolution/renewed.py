"""What comes of published revisions that a batch takes up again.

Each keeps its number, for an analyst may have noted it, and code that cleans otherwise makes no new revision out of
bytes that made one before, nor out of bytes that made none. A revision whose bytes are no article to today's code goes,
as a row of `rejects`; where the newest one goes, the one before is the newest again. An article stays as it is where a
step broke off on one of its revisions (that says nothing about the document), and where a run has taken in a newer
revision meanwhile: that one was read by today's code.

An article whose id is another one today, for its address is read otherwise, goes, and its text is looked at like one
that has just come in; what was seen of it and matched with it goes along.
"""

from dataclasses import replace

import polars as pl

from expectations.sightings import SIGHTINGS
from expectations.topic_matches import TOPIC_MATCHES
from expectations.vocabulary import FAULTS, OF_A_TOPIC
from tasks.model.lookups import Published
from tasks.resolution.staged import Staged


def without_left_alone(staged: Staged, earlier: pl.DataFrame) -> Staged:
    """The batch without the articles that stay as they are.

    Args:
        staged: the batch.
        earlier: all published rows of `articles` with the ids of those it holds.
    """
    alone = pl.concat([_broken_off(staged), _taken_in_since(staged, earlier)]).unique()
    captures = pl.concat([staged.redone.join(alone, on="article_id").select("capture_id"), _too_late(staged, earlier)])
    cleaned = staged.cleaned.join(captures, on="capture_id", how="anti", maintain_order="left")
    left = staged.keeping(cleaned)
    return replace(left, redone=staged.redone.join(alone, on="article_id", how="anti"))


def _broken_off(staged: Staged) -> pl.DataFrame:
    failed = staged.rejects.filter(pl.col("reason").is_in(FAULTS)).select("capture_id")
    return staged.redone.join(failed, on="capture_id", how="semi").select("article_id")


def _taken_in_since(staged: Staged, earlier: pl.DataFrame) -> pl.DataFrame:
    newest = staged.redone.group_by("article_id").agg(pl.col("revision").max().alias("_newest"))
    return earlier.join(newest, on="article_id").filter(pl.col("revision") > pl.col("_newest")).select("article_id")


def _too_late(staged: Staged, earlier: pl.DataFrame) -> pl.DataFrame:
    """Captures that make no published revision, and of whose article something newer is: they cannot be the newest."""
    if not staged.is_stored:
        return pl.DataFrame(schema={"capture_id": pl.String})
    came = staged.cleaned.join(staged.redone, on=("article_id", "capture_id"), how="anti")
    newest = earlier.group_by("article_id").agg(pl.col("captured_at").max().alias("_newest"))
    late = came.join(newest, on="article_id").filter(pl.col("captured_at") < pl.col("_newest"))
    return late.select("capture_id")


def new_ids(staged: Staged) -> dict[str, str]:
    """The articles that have another id today, by the one they had."""
    now = staged.cleaned.select("capture_id", pl.col("article_id").alias("_now"))
    both = staged.redone.join(now, on="capture_id").filter(pl.col("article_id") != pl.col("_now"))
    return dict(both.sort("revision").select("article_id", "_now").iter_rows())


def carried_matches(
    staged: Staged, articles: pl.DataFrame, topic_id: str, published: Published, run_id: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The published matches that stand, with their articles' newest revisions, and which rows are to be replaced.

    A match stands unless its article was cleaned again for its topic: then that has said whether it matches.

    Returns:
        Rows of `topic_matches`, and the `article_id` and `topic_id` of all published ones of the batch's articles.
    """
    before = published("topic_matches", "article_id", staged.redone["article_id"])
    latest = articles.filter("is_latest").select("article_id", "revision", "published_at", "month", "capture_id")
    cleaned = latest.join(staged.captures, on="capture_id", how="semi").select("article_id")
    again = cleaned.with_columns(pl.lit(topic_id).alias("topic_id"))
    standing = (
        before.with_columns(pl.col("article_id").replace(new_ids(staged)))
        .drop("revision", "published_at", "month")
        .join(again, on=("article_id", "topic_id"), how="anti", maintain_order="left")
        .join(latest, on="article_id", how="inner", maintain_order="left")
        .unique(("article_id", "topic_id"), keep="first", maintain_order=True)
        .with_columns(pl.lit(run_id).alias("run_id"))
    )
    return standing.select(*TOPIC_MATCHES.schema), before.select("article_id", "topic_id").unique()


def moved_sightings(staged: Staged, vanished: pl.DataFrame, published: Published, run_id: str) -> pl.DataFrame:
    """The published sightings of articles that have another id today, with that id.

    Args:
        staged: the batch.
        vanished: the `article_id` of articles that are no longer published under it.
        published: where to look published rows up.
        run_id: the run.
    """
    now = new_ids(staged)
    seen = published("sightings", "article_id", vanished["article_id"]).filter(pl.col("article_id").is_in(list(now)))
    moved = seen.with_columns(pl.col("article_id").replace(now), pl.lit(run_id).alias("run_id"))
    return moved.select(*SIGHTINGS.schema)


def replaced_rejects(staged: Staged, topic_id: str, published: Published) -> pl.DataFrame:
    """The `capture_id` and `topic_id` of published rejects that what the batch says of these captures replaces.

    What one topic does not want stays dropped by it, whatever is looked at again for another.
    """
    stored = staged.captures["capture_id"] if staged.is_stored else staged.captures["capture_id"].clear()
    known = published("rejects", "capture_id", pl.concat([stored, staged.redone["capture_id"]]))
    anyones = ~pl.col("reason").is_in(OF_A_TOPIC) | (pl.col("topic_id") == topic_id)
    return known.filter(anyones).select("capture_id", "topic_id").unique()
