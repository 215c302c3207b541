"""Which captures need no second look."""

from pathlib import Path

import polars as pl

from tasks.model.records import Run
from tasks.storage.warehouse import exists, read


def settled(warehouse: Path, run: Run) -> frozenset[str]:
    """The ids of captures that earlier runs have settled for this run's topic and query.

    A capture is settled when an earlier run with this topic and query wrote it or its article, when its article is
    known to match, or when it was rejected for a fault. One that was off the topic is settled for this query only, and
    not when this run keeps everything. So a new query, another topic and `--all` look at known captures again.
    """
    if not exists(warehouse):
        return frozenset()
    same = (pl.col("topic_id") == run.topic_id) & (pl.col("query_hash") == run.query_hash)
    runs = read(warehouse, "runs").filter(same).select("run_id")
    articles = read(warehouse, "articles", ("capture_id", "article_id", "run_id"))
    matched = read(warehouse, "topic_matches").filter(same).select("article_id")
    rejects = read(warehouse, "rejects", ("capture_id", "reason", "topic_id", "query_hash"))
    off_topic = rejects.filter(pl.col("reason") == "off_topic")
    faults = rejects.filter(pl.col("reason") != "off_topic")
    captures = read(warehouse, "captures", ("capture_id", "run_id")).join(runs, on="run_id", how="semi")
    parts = [
        captures.join(off_topic, on="capture_id", how="anti"),
        articles.join(runs, on="run_id", how="semi"),
        articles.join(matched, on="article_id", how="semi"),
        faults.drop_nulls("capture_id"),
        *([] if run.keep_all else [off_topic.filter(same)]),
    ]
    ids = pl.concat([part.select("capture_id") for part in parts]).unique().collect()
    return frozenset(ids["capture_id"])
