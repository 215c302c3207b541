"""Resolve one batch: from what was cleaned and extracted to the rows to publish and the rows they replace."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from expectations.tables import TABLES
from tasks.model.lookups import Published
from tasks.resolution.articles import complete_articles
from tasks.resolution.assignment import assign
from tasks.resolution.completion import complete, place
from tasks.resolution.corrections import NONE, Corrections
from tasks.resolution.entities import entities_of
from tasks.resolution.moves import OWNED, moved_rows, redirects
from tasks.statements.batch import statements_of

CHILDREN = ("mentions", "quotes", "dates")


@dataclass(frozen=True)
class Resolved:
    """What resolving gives.

    Attributes:
        frames: rows to publish, by table.
        replaced: by table, the values whose published rows these replace.
    """

    frames: Mapping[str, pl.DataFrame]
    replaced: Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Staged:
    """What the stages before have left of a batch.

    Attributes:
        captures: rows of `captures`.
        cleaned: rows of `articles` without revision.
        found: rows of `mentions`, `quotes`, `dates` without ids, one text an article: that of its last cleaned row.
        matches: rows of `topic_matches` without revision.
        sightings: rows of `sightings`.
    """

    captures: pl.DataFrame
    cleaned: pl.DataFrame
    found: Mapping[str, pl.DataFrame]
    matches: pl.DataFrame
    sightings: pl.DataFrame


def resolve_batch(
    staged: Staged, published: Published, topic_id: str, run_id: str, version: str, corrections: Corrections = NONE
) -> Resolved:
    """The rows to publish and the values whose rows they replace."""
    earlier = published("articles", "article_id", staged.cleaned["article_id"].unique())
    articles = complete_articles(staged.cleaned, earlier, published, run_id, version)
    changed = articles.select("article_id").unique()
    known = changed.join(earlier, on="article_id", how="semi")["article_id"]
    placed = place(staged.found, articles)
    assigned = assign(placed["mentions"], published, corrections)
    children = _with_moved(complete(placed, assigned.mentions), assigned.gone, corrections, changed, published, run_id)
    stated = statements_of(children["quotes"], articles, known, published, run_id)
    entities, touched = entities_of(children["mentions"], changed["article_id"], published, known)
    frames = {
        "captures": staged.captures,
        "entities": entities,
        "entity_redirects": redirects(assigned.gone, corrections, published, run_id),
        **children,
        "quotes": stated.quotes,
        "statements": stated.statements,
        "topic_matches": _matches(staged.matches, pl.concat([articles, earlier.select(articles.columns)]), run_id),
        "sightings": _sightings(staged.sightings, published, run_id),
        "articles": articles,
    }
    topic = pl.lit(topic_id).alias("topic_id")
    replaced = {
        "rejects": staged.captures.select("capture_id", topic),
        "entities": touched,
        "statements": stated.touched,
        **dict.fromkeys((*CHILDREN, "articles"), changed),
        "topic_matches": staged.cleaned.select("article_id", topic).unique(),
    }
    return Resolved(frames, {table: values for table, values in replaced.items() if values.height})


def _with_moved(
    children: Mapping[str, pl.DataFrame],
    gone: Mapping[str, str],
    corrections: Corrections,
    changed: pl.DataFrame,
    published: Published,
    run_id: str,
) -> dict[str, pl.DataFrame]:
    """The rows of the batch's articles, and published ones of others whose entity is another one now."""
    moved = {table: moved_rows(table, gone, corrections, changed["article_id"], published, run_id) for table in OWNED}
    return {table: pl.concat([frame, moved[table]]) if table in moved else frame for table, frame in children.items()}


def _sightings(sightings: pl.DataFrame, published: Published, run_id: str) -> pl.DataFrame:
    """The sightings that are not published yet, the first of each: when an article was first seen somewhere stands."""
    known = published("sightings", "sighting_id", sightings["sighting_id"])
    return (
        sightings.sort("seen_at", maintain_order=True)
        .unique("sighting_id", keep="first", maintain_order=True)
        .join(known, on="sighting_id", how="anti", maintain_order="left")
        .with_columns(pl.lit(run_id).alias("run_id"))
    )


def _matches(matches: pl.DataFrame, articles: pl.DataFrame, run_id: str) -> pl.DataFrame:
    """The matches with the newest revision of their article, the last one where an article was cleaned twice."""
    latest = articles.filter("is_latest").select("article_id", "revision", "published_at", "month")
    own = latest.unique("article_id", keep="first", maintain_order=True)
    return (
        matches.select("topic_id", "article_id", "terms", "score", "query_hash")
        .unique("article_id", keep="last", maintain_order=True)
        .join(own, on="article_id", how="inner", maintain_order="left")
        .with_columns(pl.lit(run_id).alias("run_id"))
        .select(*TABLES["topic_matches"].schema)
    )
