"""Resolve one batch: from what was cleaned and extracted to the rows to publish and the rows they replace."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from expectations.tables import TABLES
from tasks.resolution.articles import complete_articles
from tasks.resolution.completion import complete
from tasks.resolution.profiles import OF_A_MENTION, add, profiles

# published(table, column, values): the published rows of `table` with one of `values` in `column`.
Published = Callable[[str, str, pl.Series], pl.DataFrame]

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
    """

    captures: pl.DataFrame
    cleaned: pl.DataFrame
    found: Mapping[str, pl.DataFrame]
    matches: pl.DataFrame


def resolve_batch(staged: Staged, published: Published, topic_id: str, run_id: str, version: str) -> Resolved:
    """The rows to publish and the values whose rows they replace."""
    earlier = published("articles", "article_id", staged.cleaned["article_id"].unique())
    articles = complete_articles(staged.cleaned, earlier, run_id, version)
    children = complete(staged.found, articles)
    changed = articles.select("article_id").unique()
    entities, touched = _entities(children["mentions"], changed["article_id"], published)
    topic = pl.lit(topic_id).alias("topic_id")
    frames = {
        "captures": staged.captures,
        "entities": entities,
        **children,
        "topic_matches": _matches(staged.matches, pl.concat([articles, earlier.select(articles.columns)]), run_id),
        "articles": articles,
    }
    replaced = {
        "rejects": staged.captures.select("capture_id", topic),
        "entities": touched,
        **dict.fromkeys((*CHILDREN, "articles"), changed),
        "topic_matches": staged.cleaned.select("article_id", topic).unique(),
    }
    return Resolved(frames, {table: values for table, values in replaced.items() if values.height})


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


def _entities(mentions: pl.DataFrame, articles: pl.Series, published: Published) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The profiles of all entities that the batch touches, over all articles, and the entities' ids.

    An entity is touched when one of the changed articles names it now or named it before. What was published of it is
    added to; only where a mention goes away is it counted anew, from all its mentions.
    """
    before = published("mentions", "article_id", articles)
    touched = pl.concat([mentions.select("entity_id"), before.select("entity_id")]).unique()
    anew = before["entity_id"].unique()
    elsewhere = published("mentions", "entity_id", anew).filter(~pl.col("article_id").is_in(articles.implode()))
    standing = published(
        "entities", "entity_id", touched.filter(~pl.col("entity_id").is_in(anew.implode()))["entity_id"]
    )
    counted = add(profiles(elsewhere.select(*OF_A_MENTION)), standing)
    return add(counted, profiles(mentions.select(*OF_A_MENTION))), touched
