"""Which cluster of copies an article belongs to: that of the nearest article before it, else one of its own.

A cluster is called after its first article: of those in one batch the one published first, else the one that came to
the warehouse first. So an id never changes once it is published. An article joins the cluster of the article that it is
most similar to; two published clusters are not put together because a later article is similar to both, and what is
only rewritten joins no cluster that began more than three days away: else daily bulletins would make a chain of weeks.
The same articles in another order therefore give the same clusters, except that these may be called after another
article, and that a chain of rewritings may be cut at another place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from tasks.copies.neighbours import AT, LEAST_REPEATED, SOON, Neighbour, surroundings
from tasks.copies.signatures import signatures
from tasks.model.lookups import Published, texts
from tasks.text.bodies import body_hash, body_words


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster of copies: the id of its first article, that article's outlet, and its time where it is known."""

    cluster_id: str
    first_outlet: str | None
    began: datetime | None = field(compare=False)


def signed(articles: pl.DataFrame) -> pl.DataFrame:
    """The articles with `body_hash` and `signature` of their `text`."""
    words = [body_words(text) for text in articles["text"]]
    return articles.with_columns(
        pl.Series("body_hash", [body_hash(one) for one in words], dtype=pl.String),
        pl.Series("signature", signatures(words), dtype=pl.Binary),
    )


def clustered(articles: pl.DataFrame, earlier: pl.DataFrame, published: Published) -> pl.DataFrame:
    """New revisions with `duplicate_cluster`, `first_outlet` and `similarity`.

    An article that others have joined, or that has joined another, keeps its cluster when its text changes.

    Args:
        articles: new revisions, with what `signed` adds.
        earlier: all published rows of their articles.
        published: where to look published rows up.
    """
    if articles.is_empty():
        return _with_clusters(articles, [], [])
    numbered = articles.with_row_index("_row").with_columns(AT)
    around = surroundings(numbered, published)
    clusters = _clusters(pl.concat([around.rows, earlier], how="diagonal"), around.times)
    settled = _settled(clusters, set(articles["article_id"]), published)
    measured: dict[int, float | None] = {}
    for row in numbered.sort("at", "article_id", "revision").iter_rows(named=True):
        article_id = row["article_id"]
        near = [one for one in around.near[row["_row"]] if one.article_id in clusters]
        if article_id not in settled:
            clusters[article_id] = _joined(row, near, clusters)
            if clusters[article_id].cluster_id != article_id:
                settled |= {article_id, clusters[article_id].cluster_id}
        measured[row["_row"]] = _similarity(clusters[article_id], near, clusters)
    found = [clusters[article_id] for article_id in articles["article_id"]]
    return _with_clusters(articles, found, [measured[row] for row in range(articles.height)])


def _joined(row: Mapping[str, Any], near: Sequence[Neighbour], clusters: Mapping[str, Cluster]) -> Cluster:
    """The cluster of the nearest article that takes this one in, else a new one."""
    for one in near:
        cluster = clusters[one.article_id]
        fresh = cluster.began is not None and abs(cluster.began - row["at"]) <= SOON
        if fresh or one.similarity >= LEAST_REPEATED:
            return cluster
    return Cluster(row["article_id"], row["outlet"], row["at"])


def _similarity(cluster: Cluster, near: Sequence[Neighbour], clusters: Mapping[str, Cluster]) -> float | None:
    """That of the nearest article of the cluster; None where there is none."""
    return next((one.similarity for one in near if clusters[one.article_id] == cluster), None)


def _clusters(rows: pl.DataFrame, times: Mapping[str, datetime]) -> dict[str, Cluster]:
    """By article, the cluster of its newest revision among these rows."""
    newest = rows.sort("revision").unique("article_id", keep="last", maintain_order=True)
    columns = newest.select("article_id", "duplicate_cluster", "first_outlet").iter_rows()
    return {article_id: Cluster(cluster, outlet, times.get(cluster)) for article_id, cluster, outlet in columns}


def _settled(clusters: Mapping[str, Cluster], own: set[str], published: Published) -> set[str]:
    """Those of the batch's published articles that are not alone in their cluster."""
    joined = {one for one in own if one in clusters and clusters[one].cluster_id != one}
    first = texts(one for one in own - joined if one in clusters)
    rows = published("articles", "duplicate_cluster", first, ("article_id", "duplicate_cluster"))
    others = rows.filter(pl.col("article_id") != pl.col("duplicate_cluster"))
    return joined | set(others["duplicate_cluster"])


def _with_clusters(
    articles: pl.DataFrame, clusters: Sequence[Cluster], similarities: Sequence[float | None]
) -> pl.DataFrame:
    return articles.with_columns(
        pl.Series("duplicate_cluster", [one.cluster_id for one in clusters], dtype=pl.String),
        pl.Series("first_outlet", [one.first_outlet for one in clusters], dtype=pl.String),
        pl.Series("similarity", similarities, dtype=pl.Float64),
    )
