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
    Rule,
    Table,
    expression,
    month_column,
    text_at,
)
from expectations.vocabulary import DATE_PRECISIONS

ISO = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

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
        Column("value", pl.String, "ISO 8601: YYYY-MM-DD, YYYY-MM or YYYY."),
        Column("precision", pl.String, "What the value names.", values=DATE_PRECISIONS),
        EXTRACTOR,
        VERSION,
        Column("published_at", UTC_TIME, "The article's published_at.", nullable=True),
        RUN_ID,
        month_column("the article"),
    ),
    replaced_by=("article_id",),
    rules=(
        Rule("surface_verbatim", "the span lies in the text and is the surface", text_at("start", "end", "surface")),
        Rule("value_iso", "the value is an ISO 8601 day, month or year", expression(pl.col("value").str.contains(ISO))),
    ),
    references=(OF_AN_ARTICLE,),
    sort=("value", "article_id", "start"),
)
