"""Complete what was extracted from an article with its revision, ids and entities."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import polars as pl

from expectations.tables import TABLES
from tasks.model.ids import identify
from tasks.resolution.names import entity_id, fold_name
from tasks.resolution.speech import with_speech

# The fields that tell two rows of one revision apart.
_IDENTIFYING = {
    "mentions": ("start", "end", "kind"),
    "quotes": ("start", "end", "cue_start", "cue_end"),
    "dates": ("start", "end"),
}
_KIND = {"mentions": "mention", "quotes": "quote", "dates": "date"}
_ENTITIES = ("PERSON", "ORG", "GROUP")


def complete(found: Mapping[str, pl.DataFrame], articles: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables `mentions`, `quotes` and `dates` for the newest revisions among `articles`.

    Args:
        found: what was extracted, by table, one text an `article_id` (the newest).
        articles: rows of the table `articles`.
    """
    latest = articles.filter("is_latest").select("article_id", "revision", "outlet", "published_at", "month", "run_id")
    placed = {table: _place(table, frame, latest) for table, frame in found.items()}
    mentions = placed["mentions"].with_columns(_each(entity_id, placed["mentions"], "kind", "name", "article_id"))
    quotes = _speakers(placed["quotes"], mentions)
    whole = {"mentions": mentions, "quotes": quotes, "dates": with_speech(placed["dates"], quotes)}
    return {table: frame.select(*TABLES[table].schema) for table, frame in whole.items()}


def _each(function: Callable[..., str], frame: pl.DataFrame, *columns: str) -> pl.Series:
    """`function` of these columns, row by row, as a series named after it."""
    values = [function(*row) for row in frame.select(columns).iter_rows()]
    return pl.Series(function.__name__, values, dtype=pl.String)


def _place(table: str, frame: pl.DataFrame, latest: pl.DataFrame) -> pl.DataFrame:
    """The rows with their article's columns and their own id; rows that repeat an id fall out."""
    placed = frame.join(latest, on="article_id", how="inner", maintain_order="left")
    (key,) = TABLES[table].key
    fields = placed.select("article_id", "revision", *_IDENTIFYING[table]).iter_rows()
    ids = pl.Series(key, [identify(_KIND[table], *row) for row in fields], dtype=pl.String)
    return placed.with_columns(ids).unique(key, keep="first", maintain_order=True)


def _folded(names: Iterable[Any]) -> pl.Series:
    return pl.Series("folded", [None if name is None else fold_name(name) for name in names], dtype=pl.String)


def _speakers(quotes: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """The quotes with the entity of each named speaker: that of the article's first mention with the same name."""
    ordered = mentions.sort("article_id", "start")
    named = ordered.select(
        "article_id", pl.col("entity_id").alias("speaker_entity_id"), _folded(ordered["name"])
    ).unique(("article_id", "folded"), keep="first", maintain_order=True)
    joined = quotes.with_columns(_folded(quotes["speaker"])).join(
        named, on=("article_id", "folded"), how="left", maintain_order="left"
    )
    known = pl.col("speaker_type").is_in(_ENTITIES)
    return joined.with_columns(pl.when(known).then("speaker_entity_id").alias("speaker_entity_id"))
