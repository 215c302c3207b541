"""The table `articles`: one revision of one article."""

from datetime import UTC, datetime

import polars as pl

from expectations.contract import (
    ARTICLE_ID,
    RUN_ID,
    UTC_TIME,
    Column,
    Context,
    Reference,
    Rule,
    Table,
    expression,
    month_column,
)
from expectations.vocabulary import LANGUAGES, PUBLISHED_FROM

# The first Arabic newspapers went online in 1995; anything before 1990 is a wrong year, not an old article.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def _not_in_the_future(frame: pl.DataFrame, context: Context) -> pl.Series:
    """No later than one day from now, the least that refuses no true time.

    A time without a zone counts as UTC and is up to 14 hours early (Kiritimati); an evening edition is dated the next
    day, of which midnight UTC is up to 24 hours away.
    """
    limit = pl.lit(context.now) + pl.duration(days=1)
    return frame.select((pl.col("published_at") <= limit).fill_null(True)).to_series()


ARTICLES = Table(
    name="articles",
    row="one revision of one article: headline, text, byline, dateline, outlet, language, times",
    key=("article_id", "revision"),
    columns=(
        ARTICLE_ID,
        Column("revision", pl.Int32, "1 for the first text seen, one more for every changed text.", least=1),
        Column(
            "is_latest", pl.Boolean, "Whether this is the newest revision; quotes, mentions and dates belong to it."
        ),
        Column("capture_id", pl.String, "The bytes it was cleaned from."),
        Column("outlet", pl.String, "Who published it, an id of seeds/outlets.csv where known.", nullable=True),
        Column("url", pl.String, "The article's address; null where none is known.", nullable=True),
        Column("language", pl.String, "The language of the text, ISO 639-1.", values=LANGUAGES),
        Column("headline", pl.String, "The headline, without widgets."),
        Column("deck", pl.String, "The line under the headline; null where there is none.", nullable=True),
        Column("byline", pl.String, "Who wrote it, as printed; null where not said.", nullable=True),
        Column("dateline", pl.String, "Place and date at the head, as printed; null without.", nullable=True),
        Column("caption", pl.String, "The photo's caption without its credit; null without a photo.", nullable=True),
        Column("credit", pl.String, "Who made the photo; null where not said.", nullable=True),
        Column(
            "text",
            pl.String,
            "Headline and paragraphs, separated by one empty line; offsets of all tables count in it.",
        ),
        Column("words", pl.Int32, "Words of the text.", least=1),
        Column(
            "published_at", UTC_TIME, "When it was published; midnight UTC where only a day is known.", nullable=True
        ),
        Column(
            "published_from",
            pl.String,
            "How published_at is known: stated with the document, read from its dateline, or the day it was collected.",
            nullable=True,
            values=PUBLISHED_FROM,
        ),
        Column("captured_at", UTC_TIME, "When the bytes were taken."),
        Column("content_hash", pl.String, "Hash of the text; a new hash is a new revision."),
        Column("duplicate_cluster", pl.String, "Equal for articles whose body is the same letter by letter."),
        Column("version", pl.String, "The version of the cleaning."),
        RUN_ID,
        month_column("published_at, or of captured_at where that is null"),
    ),
    replaced_by=("article_id",),
    rules=(
        Rule("published_not_in_future", "published_at is no later than one day from now", _not_in_the_future),
        Rule(
            "published_not_before_1990",
            "published_at is not before 1990",
            expression((pl.col("published_at") >= EARLIEST) | pl.col("published_at").is_null()),
        ),
        Rule(
            "headline_opens_text",
            "the text begins with the headline",
            expression(pl.col("text").str.starts_with(pl.col("headline"))),
        ),
        Rule(
            "letters_intact",
            "fewer than 1 in 100 characters of the text are U+FFFD",
            expression(pl.col("text").str.count_matches("\ufffd") * 100 <= pl.col("text").str.len_chars()),
            severity="warning",
        ),
    ),
    references=(Reference(("capture_id",), "captures", ("capture_id",)),),
    sort=("published_at", "article_id", "revision"),
)
