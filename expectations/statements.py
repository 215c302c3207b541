"""The table `statements`: one utterance of one speaker, with all quotes that carry it."""

import polars as pl

from expectations.contract import RUN_ID, UTC_TIME, Column, Reference, Rule, Table, expression, month_column
from expectations.vocabulary import ACTS, QUOTE_KINDS, WORDINGS


def _variants_hold(field: str, values: tuple[str, ...]) -> pl.Expr:
    return pl.col("variants").list.eval(pl.element().struct.field(field).is_in(values)).list.all()


STATEMENTS = Table(
    name="statements",
    row="one utterance of one speaker, with the quotes of all outlets that carry it, word for word or otherwise",
    key=("statement_id",),
    columns=(
        Column(
            "statement_id",
            pl.String,
            "Hash of the quote that it was founded with. It stays when quotes join, earlier ones too; of two "
            "statements that a later quote ties together, that which began first keeps its id.",
        ),
        Column(
            "quote_id",
            pl.String,
            "The quote that tells it best: direct before mixed before indirect, then the longest.",
        ),
        Column("content", pl.String, "The content of that quote."),
        Column(
            "speaker",
            pl.String,
            "Who said it, as most of its quotes have it; null where all leave it unknown.",
            nullable=True,
        ),
        Column(
            "speaker_entity_id",
            pl.String,
            "The entity that most of its quotes have for the speaker; null where none has one.",
            nullable=True,
        ),
        Column("act", pl.String, "The speech act that most of its quotes have.", values=ACTS),
        Column("first_quote_id", pl.String, "The first quote, by the time its article was published."),
        Column("first_outlet", pl.String, "The outlet of the first quote.", nullable=True),
        Column(
            "first_said_at",
            UTC_TIME,
            "published_at of the first quote's article; null where no article has one.",
            nullable=True,
        ),
        Column(
            "last_said_at", UTC_TIME, "published_at of the last one's; null where no article has one.", nullable=True
        ),
        Column("outlets", pl.List(pl.String), "The outlets that carry it, the first to report first."),
        Column("quotes", pl.Int32, "Quotes that carry it, copies and repetitions too.", least=1),
        Column("articles", pl.Int32, "Articles that carry it.", least=1),
        Column(
            "variants",
            pl.List(
                pl.Struct(
                    {
                        "quote_id": pl.String,
                        "article_id": pl.String,
                        "outlet": pl.String,
                        "kind": pl.String,
                        "published_at": UTC_TIME,
                        "wording": pl.String,
                        "similarity": pl.Float64,
                        "quotes": pl.Int32,
                        "outlets": pl.Int32,
                    }
                )
            ),
            "The texts that carry it, the first first: copies of one text (articles.duplicate_cluster) are one "
            "variant, told by its first quote, with how many quotes and outlets repeat it. wording: same, shortened, "
            "extended or reworded against content; similarity: the share of the weight of their words that both have, "
            "0 to 1.",
        ),
        RUN_ID,
        month_column("the first quote"),
    ),
    replaced_by=("statement_id",),
    rules=(
        Rule(
            "variants_known",
            f"of every variant kind is one of {', '.join(QUOTE_KINDS)} and wording one of {', '.join(WORDINGS)}",
            expression(_variants_hold("kind", QUOTE_KINDS) & _variants_hold("wording", WORDINGS)),
        ),
        Rule(
            "quotes_counted",
            "the quotes of all variants are its quotes",
            expression(
                pl.col("variants").list.eval(pl.element().struct.field("quotes")).list.sum() == pl.col("quotes")
            ),
        ),
        Rule(
            "first_before_last",
            "it was not said for the last time before the first",
            expression(pl.col("first_said_at").is_null() | (pl.col("first_said_at") <= pl.col("last_said_at"))),
        ),
    ),
    references=(
        Reference(("quote_id",), "quotes", ("quote_id",)),
        Reference(("quote_id",), "quotes", ("quote_id",), within="variants"),
        Reference(("first_quote_id",), "quotes", ("quote_id",)),
        Reference(("speaker_entity_id",), "entities", ("entity_id",)),
    ),
    sort=("speaker_entity_id", "first_said_at", "statement_id"),
)
