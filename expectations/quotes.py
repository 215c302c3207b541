"""The table `quotes`: one attribution relation."""

import polars as pl

from expectations.contract import (
    ARTICLE_ID,
    EXTRACTOR,
    OF_AN_ARTICLE,
    REVISION,
    RUN_ID,
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
from expectations.vocabulary import ACTS, QUOTE_KINDS, SPEAKER_HOW, SPEAKER_TYPES

QUOTES = Table(
    name="quotes",
    row="one attribution relation: content, cue, source spans; kind, act, speaker, role, addressee, how resolved",
    key=("quote_id",),
    columns=(
        Column("quote_id", pl.String, "Hash of article, revision, content span and cue span."),
        ARTICLE_ID,
        REVISION,
        Column("outlet", pl.String, "The article's outlet.", nullable=True),
        Column(
            "speaker",
            pl.String,
            "The fullest form of the speaker's name that the article has, without titles; "
            "for somebody unnamed the describing phrase; null where unknown.",
            nullable=True,
        ),
        Column("content", pl.String, "What was said, verbatim, without the outer quotation marks."),
        Column("kind", pl.String, "How it is quoted.", values=QUOTE_KINDS),
        Column("act", pl.String, "The speech act.", values=ACTS),
        Column("speaker_role", pl.String, "The speaker's longest role in the article; null where none.", nullable=True),
        Column("speaker_type", pl.String, "What the speaker is.", values=SPEAKER_TYPES),
        Column(
            "speaker_entity_id",
            pl.String,
            "The speaker's entity; null where the text names nobody: unknown, unnamed, or only described.",
            nullable=True,
        ),
        Column(
            "how", pl.String, "How the text gives the speaker; null where unknown.", nullable=True, values=SPEAKER_HOW
        ),
        Column("addressee", pl.String, "The outlet or audience it was said to; null where not said.", nullable=True),
        Column("confidence", pl.Float64, "How sure the extraction is of the speaker, 0 to 1.", least=0, most=1),
        Column("start", pl.Int32, "First code point of content in articles.text, from 0.", least=0),
        Column("end", pl.Int32, "One past the last code point of content.", least=1),
        Column("cue", pl.String, "The words that attribute, verbatim."),
        Column("cue_start", pl.Int32, "First code point of the cue.", least=0),
        Column("cue_end", pl.Int32, "One past the last code point of the cue.", least=1),
        Column(
            "source",
            pl.String,
            "The words that name the speaker at this quote; null where the verb alone does.",
            nullable=True,
        ),
        Column("source_start", pl.Int32, "First code point of the source; null without one.", nullable=True, least=0),
        Column("source_end", pl.Int32, "One past the last code point of the source.", nullable=True, least=1),
        EXTRACTOR,
        VERSION,
        Column("published_at", UTC_TIME, "The article's published_at.", nullable=True),
        RUN_ID,
        month_column("the article"),
    ),
    replaced_by=("article_id",),
    rules=(
        Rule(
            "content_verbatim",
            "the content's span lies in the text and is the content",
            text_at("start", "end", "content"),
        ),
        Rule("cue_verbatim", "the cue's span lies in the text and is the cue", text_at("cue_start", "cue_end", "cue")),
        Rule(
            "source_verbatim",
            "the source's span lies in the text and is the source",
            text_at("source_start", "source_end", "source"),
        ),
        Rule(
            "speaker_known",
            "a speaker is named unless its type is UNKNOWN",
            expression((pl.col("speaker_type") == "UNKNOWN") == pl.col("speaker").is_null()),
        ),
    ),
    references=(OF_AN_ARTICLE, Reference(("speaker_entity_id",), "entities", ("entity_id",))),
    sort=("speaker_entity_id", "published_at", "article_id", "start"),
)
