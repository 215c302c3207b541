"""The table `dates`: a time expression with its ISO value."""

import polars as pl

from expectations.contract import (
    ARTICLE_ID,
    END,
    EXTRACTOR,
    OF_AN_ARTICLE,
    REVISION,
    RUN_ID,
    START,
    UTC_TIME,
    VERSION,
    Column,
    Reference,
    Rule,
    Table,
    expression,
    month_column,
    text_at,
)
from expectations.vocabulary import DATE_PRECISIONS

ISO = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
DECADE = r"^\d{3}$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"


def _named(column: str) -> pl.Expr:
    """Whether the column is null or an ISO 8601 value of the row's precision."""
    length = pl.col("precision").replace_strict({"day": 10, "month": 7, "year": 4, "decade": 3}, default=None)
    written = pl.col(column).str.contains(ISO) | pl.col(column).str.contains(DECADE)
    return pl.col(column).is_null() | (written & (pl.col(column).str.len_chars() == length))


DATES = Table(
    name="dates",
    row="a time expression with its ISO value",
    key=("date_id",),
    columns=(
        Column("date_id", pl.String, "Hash of article, revision and span."),
        ARTICLE_ID,
        REVISION,
        START,
        END,
        Column("surface", pl.String, "The expression verbatim: articles.text[start:end]."),
        Column(
            "value",
            pl.String,
            "ISO 8601: YYYY-MM-DD, YYYY-MM, YYYY, or YYY for a decade (199: 1990 to 1999). Hijri months and years are "
            "given as the Gregorian ones in which their middle falls. Null where the expression is relative and the "
            "day of publication is not known.",
            nullable=True,
        ),
        Column("precision", pl.String, "What the value names, or would.", values=DATE_PRECISIONS),
        Column(
            "anchor",
            pl.String,
            "The day YYYY-MM-DD that a relative expression was counted from: the day of publication, also inside of "
            "what somebody says. Null for an absolute one and where value is null.",
            nullable=True,
        ),
        Column(
            "range_end",
            pl.String,
            "Where the expression begins a range (من 3 إلى 5 يوليو), the value of its end, which has a row of its own; "
            "else null.",
            nullable=True,
        ),
        Column(
            "said_by",
            pl.String,
            "Who says it: the speaker of the innermost quote whose content it stands in, as in quotes.speaker. Null "
            "where the author does and, with a quote_id, where the speaker is unknown.",
            nullable=True,
        ),
        Column("quote_id", pl.String, "That quote; null where the author says it.", nullable=True),
        EXTRACTOR,
        VERSION,
        Column("published_at", UTC_TIME, "The article's published_at.", nullable=True),
        RUN_ID,
        month_column("the article"),
    ),
    replaced_by=("article_id",),
    rules=(
        Rule("surface_verbatim", "the span lies in the text and is the surface", text_at("start", "end", "surface")),
        Rule("value_iso", "the value is ISO 8601 and of the precision", expression(_named("value"))),
        Rule(
            "range_end_iso",
            "range_end is ISO 8601, of the precision and later than the value",
            expression(_named("range_end") & (pl.col("range_end").is_null() | (pl.col("range_end") > pl.col("value")))),
        ),
        Rule(
            "anchor_is_day",
            "the anchor is a day, and there is a value counted from it",
            expression(
                pl.col("anchor").is_null() | (pl.col("anchor").str.contains(_DAY) & pl.col("value").is_not_null())
            ),
        ),
        Rule(
            "said_in_quote",
            "whoever says it says it in a quote",
            expression(pl.col("said_by").is_null() | pl.col("quote_id").is_not_null()),
        ),
    ),
    references=(OF_AN_ARTICLE, Reference(("quote_id",), "quotes", ("quote_id",))),
    sort=("value", "article_id", "start"),
)
