"""Complete what was extracted from an article with its revision and ids, and quotes with their speakers' entities."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from expectations.tables import TABLES
from tasks.model.ids import identify_rows
from tasks.resolution.names import fold_name
from tasks.resolution.speech import with_speech

# The fields that tell two rows of one revision apart.
_IDENTIFYING = {
    "mentions": ("start", "end", "kind"),
    "quotes": ("start", "end", "cue_start", "cue_end"),
    "dates": ("start", "end"),
}
_KIND = {"mentions": "mention", "quotes": "quote", "dates": "date"}
_ENTITIES = ("PERSON", "ORG", "GROUP")


def place(found: Mapping[str, pl.DataFrame], articles: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """What was found in the newest revisions among `articles`, with their columns and own ids, but no entities.

    Args:
        found: what was extracted, by table, one text an `article_id` (the newest).
        articles: rows of the table `articles`.
    """
    latest = articles.filter("is_latest").select("article_id", "revision", "outlet", "published_at", "month", "run_id")
    return {table: _place(table, frame, latest) for table, frame in found.items()}


def complete(placed: Mapping[str, pl.DataFrame], mentions: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Whole rows of the tables `mentions`, `quotes` and `dates`.

    Args:
        placed: what `place` gives.
        mentions: its mentions with their entities.
    """
    quotes = _speakers(placed["quotes"], placed["mentions"], mentions)
    whole = {"mentions": mentions, "quotes": quotes, "dates": with_speech(placed["dates"], quotes)}
    return {table: frame.select(*TABLES[table].schema) for table, frame in whole.items()}


def _place(table: str, frame: pl.DataFrame, latest: pl.DataFrame) -> pl.DataFrame:
    """The rows with their article's columns and their own id; rows that repeat an id fall out."""
    placed = frame.join(latest, on="article_id", how="inner", maintain_order="left")
    (key,) = TABLES[table].key
    ids = identify_rows(_KIND[table], placed.select("article_id", "revision", *_IDENTIFYING[table]))
    return placed.with_columns(ids.alias(key)).unique(key, keep="first", maintain_order=True)


def _folded(names: Iterable[Any]) -> pl.Series:
    return pl.Series("folded", [None if name is None else fold_name(name) for name in names], dtype=pl.String)


def _speakers(quotes: pl.DataFrame, found: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """The quotes with the entity of each named speaker: that of the article's first mention with the same name.

    That is a mention of somebody of this own name; where there is none, one that was found with it (a father whom the
    text names inside his son's name has his own).
    """
    by_found = _first_of_each(mentions.with_columns(found["name"]), "_by_found")
    by_own = _first_of_each(mentions, "_by_own")
    joined = quotes.with_columns(_folded(quotes["speaker"]))
    for named in (by_own, by_found):
        joined = joined.join(named, on=("article_id", "folded"), how="left", maintain_order="left")
    known = pl.col("speaker_type").is_in(_ENTITIES)
    entity = pl.coalesce("_by_own", "_by_found")
    return joined.with_columns(
        pl.when(known).then(entity).alias("speaker_entity_id"), pl.lit(None, pl.String).alias("statement_id")
    )


def _first_of_each(mentions: pl.DataFrame, column: str) -> pl.DataFrame:
    """By article and folded name, the entity of the first mention."""
    ordered = mentions.sort("article_id", "start")
    named = ordered.select("article_id", pl.col("entity_id").alias(column), _folded(ordered["name"]))
    return named.unique(("article_id", "folded"), keep="first", maintain_order=True)
