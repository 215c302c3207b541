"""Resolve one batch: from what was cleaned and extracted to the rows to publish and the rows they replace."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from expectations.tables import TABLES
from tasks.model.lookups import Published
from tasks.model.records import Reject
from tasks.resolution.articles import complete_articles
from tasks.resolution.assignment import assign
from tasks.resolution.completion import complete, place
from tasks.resolution.corrections import NONE, Corrections
from tasks.resolution.entities import entities_of
from tasks.resolution.moves import OWNED, moved_rows, redirects
from tasks.resolution.placeholders import without_placeholders
from tasks.resolution.renewed import carried_matches, moved_sightings, replaced_rejects, without_left_alone
from tasks.resolution.staged import CHILDREN, Staged
from tasks.statements.batch import statements_of


@dataclass(frozen=True)
class Resolved:
    """What resolving gives.

    Attributes:
        frames: rows to publish, by table.
        replaced: by table, the values whose published rows these replace.
        rejects: pages that turned out to be none of one article.
    """

    frames: Mapping[str, pl.DataFrame]
    replaced: Mapping[str, pl.DataFrame]
    rejects: tuple[Reject, ...] = ()


def resolve_batch(
    staged: Staged, published: Published, topic_id: str, run_id: str, version: str, corrections: Corrections = NONE
) -> Resolved:
    """The rows to publish and the values whose rows they replace."""
    staged, refused = without_placeholders(staged, published)
    ids = pl.concat([staged.cleaned["article_id"], staged.redone["article_id"]]).unique()
    earlier = published("articles", "article_id", ids)
    staged = without_left_alone(staged, earlier)
    completed = complete_articles(staged.cleaned, earlier, staged.redone, published, run_id, version)
    articles = completed.own
    changed = pl.concat([articles.select("article_id"), staged.redone.select("article_id")]).unique()
    known = changed.join(earlier, on="article_id", how="semi")["article_id"]
    said = _said(staged, articles, changed, known, published, run_id, corrections)
    around = _around(staged, articles, earlier, changed, published, topic_id, run_id)
    frames = {
        "captures": staged.captures.clear() if staged.is_stored else staged.captures,
        **said.frames,
        **around.frames,
        "articles": pl.concat([articles, completed.copies]),
    }
    replaced = {"articles": changed, **said.replaced, **around.replaced}
    return Resolved(frames, {table: values for table, values in replaced.items() if values.height}, refused)


def _said(
    staged: Staged,
    articles: pl.DataFrame,
    changed: pl.DataFrame,
    known: pl.Series,
    published: Published,
    run_id: str,
    corrections: Corrections,
) -> Resolved:
    """What the articles say: who is named, who said what, which statements that is."""
    placed = place(staged.found, articles)
    assigned = assign(placed["mentions"], published, corrections)
    children = _with_moved(complete(placed, assigned.mentions), assigned.gone, corrections, changed, published, run_id)
    stated = statements_of(children["quotes"], articles, known, published, run_id)
    entities, touched = entities_of(children["mentions"], changed["article_id"], published, known)
    frames = {
        "entities": entities,
        "entity_redirects": redirects(assigned.gone, corrections, published, run_id),
        **children,
        "quotes": stated.quotes,
        "statements": stated.statements,
    }
    return Resolved(frames, {"entities": touched, "statements": stated.touched, **dict.fromkeys(CHILDREN, changed)})


def _around(
    staged: Staged,
    articles: pl.DataFrame,
    earlier: pl.DataFrame,
    changed: pl.DataFrame,
    published: Published,
    topic_id: str,
    run_id: str,
) -> Resolved:
    """What is known of the articles besides their text: which topics they match, where they were seen; and rejects."""
    own = _matches(staged.matches, pl.concat([articles, earlier.select(articles.columns)]), run_id)
    carried, matched = carried_matches(staged, articles, topic_id, published, run_id)
    vanished = changed.join(articles, on="article_id", how="anti")
    seen = _sightings(staged.sightings, published, run_id)
    frames = {
        "topic_matches": pl.concat([own, carried]),
        "sightings": pl.concat([seen, moved_sightings(staged, vanished, published, run_id)]),
    }
    topic = pl.lit(topic_id).alias("topic_id")
    rejects = replaced_rejects(staged, topic_id, published)
    replaced = {
        "rejects": pl.concat([staged.captures.select("capture_id", topic), rejects]),
        "topic_matches": pl.concat([staged.cleaned.select("article_id", topic), matched]).unique(),
        "sightings": vanished,
    }
    return Resolved(frames, replaced)


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
