"""Which captures need no second look."""

from functools import partial

import polars as pl

from expectations.vocabulary import OF_A_TOPIC
from tasks.model.runs import Run
from tasks.places.place import Place
from tasks.storage import snapshot


def settled(warehouse: Place, run: Run) -> frozenset[str]:
    """The ids of captures that earlier runs have settled for this run's topic and query.

    A capture is settled when an earlier run with this topic and query wrote it or its article, when its article is
    known to match, or when it was rejected for a fault. One that was off the topic is settled for this query only, and
    not when this run keeps everything; one in a language that is not wanted is settled for this topic and query. The
    hash that stands for the query stands for the languages too. So a new query, other languages, another topic and
    `--all` look at known captures again.
    """
    folder = snapshot.current(warehouse)
    if folder is None:
        return frozenset()
    read = partial(snapshot.scan, folder)  # one snapshot: other runs publish meanwhile
    same = (pl.col("topic_id") == run.topic_id) & (pl.col("query_hash") == run.query_hash)
    runs = read("runs").filter(same).select("run_id")
    articles = read("articles").select("capture_id", "article_id", "run_id")
    matched = read("topic_matches").filter(same).select("article_id")
    rejects = read("rejects").select("capture_id", "reason", "topic_id", "query_hash")
    of_a_topic = rejects.filter(pl.col("reason").is_in(OF_A_TOPIC))
    faults = rejects.filter(~pl.col("reason").is_in(OF_A_TOPIC))
    captures = read("captures").select("capture_id", "locator", "run_id", "status")
    own = articles.join(runs, on="run_id", how="semi").select("capture_id")
    read_before = pl.concat([own, articles.join(matched, on="article_id", how="semi").select("capture_id")])
    pages = captures.filter(pl.col("status").is_not_null())
    parts = [
        captures.join(runs, on="run_id", how="semi").join(of_a_topic, on="capture_id", how="anti"),
        read_before,
        # A later look at a page whose text had not changed has no article of its own.
        pages.join(pages.join(read_before, on="capture_id", how="semi"), on="locator", how="semi"),
        faults.drop_nulls("capture_id"),
        of_a_topic.filter(same & ((pl.col("reason") != "off_topic") | pl.lit(not run.keep_all))),
    ]
    ids = pl.concat([part.select("capture_id") for part in parts]).unique().collect()
    return frozenset(ids["capture_id"])
