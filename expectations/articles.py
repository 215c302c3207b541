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
from expectations.vocabulary import (
    EXTRACTED_BY,
    LANGUAGES,
    PAGE_KINDS,
    PUBLISHED_FROM,
    PUBLISHED_PRECISIONS,
    PUBLISHED_ZONES,
)

# The first Arabic newspapers went online in 1995; anything before 1990 is a wrong year, not an old article.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def _not_in_the_future(frame: pl.DataFrame, context: Context) -> pl.Series:
    """No later than one day from now, the least that refuses no true time.

    A time without a zone counts as UTC and is up to 14 hours early (Kiritimati); an evening edition is dated the next
    day, of which midnight UTC is up to 24 hours away.
    """
    limit = pl.lit(context.now) + pl.duration(days=1)
    return frame.select((pl.col("published_at") <= limit).fill_null(True)).to_series()


def _not_too_early(frame: pl.DataFrame, _context: Context) -> pl.Series:
    """Not before `EARLIEST`: compared here, for a time with a zone starts polars' threads, which no import should."""
    return frame.select((pl.col("published_at") >= EARLIEST).fill_null(True)).to_series()


def _on_its_day() -> pl.Expr:
    exact = pl.col("published_precision").is_in(["day", "time"]).fill_null(False)
    apart = pl.col("published_on").str.to_date(strict=False) - pl.col("published_at").dt.date()
    return pl.when(exact).then(apart.dt.total_days().abs() <= 1).otherwise(pl.col("published_on").is_null())


CHANGE_AND_COPIES = (
    Column(
        "change",
        pl.Float64,
        "Share of the words that went or came against the revision before, whichever is more. A new revision is a "
        "change over 0.01, or one in the headline, in a quotation, or of a number, listed name or negation; clocks, "
        "counters and boxes with other headlines do not count. Null of the first revision and in rows of before.",
        nullable=True,
        least=0,
        most=1,
    ),
    Column(
        "body_hash",
        pl.String,
        "Equal for articles whose body is the same letter by letter; null in rows of before.",
        nullable=True,
    ),
    Column(
        "duplicate_cluster",
        pl.String,
        "Equal for articles that are copies of one text, whole or cut, changed lightly or in part, whatever their "
        "headlines, at most 30 days from one to the next: the article_id of the first of them that was taken in.",
    ),
    Column(
        "first_outlet",
        pl.String,
        "The outlet of the article that duplicate_cluster is called after; null where that is unknown.",
        nullable=True,
    ),
    Column(
        "cluster_agency",
        pl.String,
        "The agency that most articles of its cluster credit, or that published one of them itself: where this article "
        "prints no credit, a copy of it does. Null where none does, and in rows of before.",
        nullable=True,
    ),
    Column(
        "similarity",
        pl.Float64,
        "Share of three-word sequences in common with the nearest article of its cluster, estimated, as known when "
        "this row was written; 1 where the body is the same. Null where there was none.",
        nullable=True,
        least=0,
        most=1,
    ),
    Column(
        "signature",
        pl.Binary,
        "The MinHash signature of the body, by which copies are found (tasks/copies/signatures.py); null in rows of "
        "before.",
        nullable=True,
    ),
)


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
        Column(
            "agency",
            pl.String,
            "The agency that its dateline, byline, first words or last line credit, an id of seeds/outlets.csv; null "
            "where none is credited.",
            nullable=True,
        ),
        Column("section", pl.String, "The section that the page says it is in; null where not said.", nullable=True),
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
            "published_at",
            UTC_TIME,
            "When it was published; the first midnight, in UTC, of a day, month or year. Null where nothing says so "
            "that can be believed: no earlier than 1990 and no more than a day after captured_at.",
            nullable=True,
        ),
        Column(
            "published_from",
            pl.String,
            "What says so, the first of these that can be believed: the page's JSON-LD, its meta tags, the feed or "
            "record it came with, its dateline, whatever else on the page or in its address looks like a date, the day "
            "it was collected.",
            nullable=True,
            values=PUBLISHED_FROM,
        ),
        Column(
            "published_precision",
            pl.String,
            "How exactly it is known. A bare 1 January in JSON-LD, meta tags or a record is a year; midnight is a day.",
            nullable=True,
            values=PUBLISHED_PRECISIONS,
        ),
        Column(
            "published_zone",
            pl.String,
            "Of a time of day, how its zone is known: stated with it, the outlet's (seeds/outlets.csv), or none, and "
            "then it is taken as UTC. Null without a time of day.",
            nullable=True,
            values=PUBLISHED_ZONES,
        ),
        Column(
            "published_on",
            pl.String,
            "The calendar day YYYY-MM-DD of publishing where the outlet is, or as written where that is unknown; "
            "relative dates count from it. Null of a mere month or year.",
            nullable=True,
        ),
        Column(
            "modified_at",
            UTC_TIME,
            "When it was last changed, as the page or feed says; null where not said, or said to be before "
            "published_at or after captured_at.",
            nullable=True,
        ),
        Column("captured_at", UTC_TIME, "When the bytes were taken."),
        Column(
            "page_kind",
            pl.String,
            "What the page calls itself in its metadata, an article unless it says otherwise; null for texts and "
            "records.",
            nullable=True,
            values=PAGE_KINDS,
        ),
        Column(
            "is_free",
            pl.Boolean,
            "Whether the page says that all may read it whole; where false, the text may be the beginning only. Null "
            "where not said.",
            nullable=True,
        ),
        Column(
            "truncated", pl.Boolean, "Whether only the beginning of the document arrived; the text may end too early."
        ),
        Column("encoding", pl.String, "The encoding of the bytes, as found; null for records.", nullable=True),
        Column(
            "broken_share",
            pl.Float64,
            "Share of the document's characters that could not be decoded; they are U+FFFD. Null for records.",
            nullable=True,
            least=0,
            most=1,
        ),
        Column(
            "garbled",
            pl.Boolean,
            "Whether the text was garbled before we had it: UTF-8 read as a Western or Arabic encoding. It is kept as "
            "it came.",
        ),
        Column(
            "extracted_by",
            pl.String,
            "What found the main text of a web page; null for texts and records.",
            nullable=True,
            values=EXTRACTED_BY,
        ),
        Column(
            "extraction_agreement",
            pl.Float64,
            "How far trafilatura and readability agree on the main text: the share of runs of four words that both "
            "have. Under 0.8 the text is doubtful. Null where the second was not asked, for nothing was odd.",
            nullable=True,
            least=0,
            most=1,
        ),
        Column("content_hash", pl.String, "Hash of the text."),
        *CHANGE_AND_COPIES,
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
            _not_too_early,
        ),
        Rule(
            "published_known_whole",
            "published_from and published_precision are there with published_at, and only with it",
            expression(
                (pl.col("published_at").is_null() == pl.col("published_from").is_null())
                & (pl.col("published_at").is_null() == pl.col("published_precision").is_null())
            ),
        ),
        Rule(
            "published_on_beside",
            "published_on is at most a day from published_at, and there where a day or time is known",
            expression(_on_its_day()),
        ),
        Rule(
            "modified_after_published",
            "modified_at is not before published_at and not after captured_at",
            expression(
                (pl.col("modified_at") <= pl.col("captured_at")).fill_null(True)
                & (pl.col("modified_at") >= pl.col("published_at")).fill_null(True)
            ),
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
