"""The table `mentions`: a span that names somebody or something."""

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
    month_column,
    text_at,
)
from expectations.vocabulary import ENTITY_KINDS

MENTIONS = Table(
    name="mentions",
    row="a span that names somebody or something: surface, kind, roles, entity",
    key=("mention_id",),
    columns=(
        Column("mention_id", pl.String, "Hash of article, revision, span and kind."),
        ARTICLE_ID,
        REVISION,
        START,
        END,
        Column("surface", pl.String, "The span verbatim: articles.text[start:end]."),
        Column("kind", pl.String, "What is named.", values=ENTITY_KINDS),
        Column("name", pl.String, "The fullest form of the name that the article has, without titles."),
        Column(
            "role", pl.String, "The longest role that the text gives here; null where it gives none.", nullable=True
        ),
        Column(
            "roles",
            pl.List(pl.Struct({"surface": pl.String, "start": pl.Int32, "end": pl.Int32})),
            "Every office, rank or title that the text gives here, with its span; empty where it gives none.",
        ),
        Column("entity_id", pl.String, "The entity it refers to."),
        EXTRACTOR,
        VERSION,
        Column("published_at", UTC_TIME, "The article's published_at.", nullable=True),
        RUN_ID,
        month_column("the article"),
    ),
    replaced_by=("article_id",),
    rules=(
        Rule("surface_verbatim", "the span lies in the text and is the surface", text_at("start", "end", "surface")),
    ),
    references=(OF_AN_ARTICLE, Reference(("entity_id",), "entities", ("entity_id",))),
    sort=("entity_id", "published_at", "article_id", "start"),
    ranged=True,
)
