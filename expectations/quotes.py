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
from expectations.dates import ISO
from expectations.vocabulary import ACTS, DIRECTED_ACTS, QUOTE_KINDS, SOURCING, SPEAKER_HOW, SPEAKER_TYPES

# The words stand as the text has them; a joined preposition لـ is left out, but not the article that is melted into it.
_PARTIES = (
    Column(
        "addressee",
        pl.String,
        "The words that say to whom or before whom it was said: an outlet, an agency, a person, an audience, else the "
        "event with the press (مؤتمر صحفي); of للصحفيين they are لصحفيين. Statements that the same speaker goes on "
        "with share what the first of them says. Null where the text does not say it.",
        nullable=True,
    ),
    Column(
        "addressee_name",
        pl.String,
        "The addressee to group by: the fullest form of the name that the article has, else the words with their "
        "definite article restored (الصحفيين) and without marks around them.",
        nullable=True,
    ),
    Column("addressee_start", pl.Int32, "First code point of the addressee; null without one.", nullable=True, least=0),
    Column("addressee_end", pl.Int32, "One past the last code point of the addressee.", nullable=True, least=1),
    Column(
        "target",
        pl.String,
        "The words that name whom it is directed at: the accused or criticised where act is accuse, who is called on "
        "or warned where it is call or warn; a pronoun (اتهمه: ه) only where it is plain whom it means. Null for other "
        "acts, for deeds without a doer, and where nobody is named.",
        nullable=True,
    ),
    Column(
        "target_name",
        pl.String,
        "The fullest form of the target's name that the article has; null where the words are no name.",
        nullable=True,
    ),
    Column("target_start", pl.Int32, "First code point of the target; null without one.", nullable=True, least=0),
    Column("target_end", pl.Int32, "One past the last code point of the target.", nullable=True, least=1),
    Column(
        "time",
        pl.String,
        "The words that say when it was said (في وقت سابق), never a time inside of what was said. Statements that the "
        "same speaker goes on with share what the first of them says. Null where the text does not say it.",
        nullable=True,
    ),
    Column(
        "time_value",
        pl.String,
        "The time as ISO 8601: YYYY-MM-DD or YYYY-MM; null without one, where it is none of the calendar (في وقت سابق) "
        "and where the day of publication is needed but unknown.",
        nullable=True,
    ),
    Column("time_start", pl.Int32, "First code point of the time; null without one.", nullable=True, least=0),
    Column("time_end", pl.Int32, "One past the last code point of the time.", nullable=True, least=1),
)

QUOTES = Table(
    name="quotes",
    row="one attribution relation: content, cue, source spans; kind, act, speaker, role, addressee, target, time",
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
            "The speaker's entity; null where the text names nobody, where its words only describe somebody (an "
            "official, a resident), and where they name him by one word that belongs to nobody known.",
            nullable=True,
        ),
        Column(
            "statement_id",
            pl.String,
            "The statement that this quote and others carry, of whatever outlets; null in rows of before.",
            nullable=True,
        ),
        Column(
            "how", pl.String, "How the text gives the speaker; null where unknown.", nullable=True, values=SPEAKER_HOW
        ),
        Column(
            "sourcing",
            pl.String,
            "What kind of source an UNNAMED speaker is: speaks for an institution, is a private person, expert or "
            "witness, or is called a mere source or keeps the name back; null for all others and where no word tells.",
            nullable=True,
            values=SOURCING,
        ),
        *_PARTIES,
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
            "addressee_verbatim",
            "the addressee's span lies in the text and is the addressee",
            text_at("addressee_start", "addressee_end", "addressee"),
        ),
        Rule(
            "target_verbatim",
            "the target's span lies in the text and is the target",
            text_at("target_start", "target_end", "target"),
        ),
        Rule(
            "time_verbatim",
            "the time's span lies in the text and is the time",
            text_at("time_start", "time_end", "time"),
        ),
        Rule(
            "time_value_iso",
            "the time's value is an ISO 8601 day or month",
            expression(pl.col("time_value").is_null() | pl.col("time_value").str.contains(ISO)),
        ),
        Rule(
            "target_directed",
            "a target is there only where act is accuse, call or warn",
            expression(pl.col("target").is_null() | pl.col("act").is_in(DIRECTED_ACTS)),
        ),
        Rule(
            "sourcing_unnamed",
            "sourcing is there only where speaker_type is UNNAMED",
            expression(pl.col("sourcing").is_null() | (pl.col("speaker_type") == "UNNAMED")),
        ),
        Rule(
            "speaker_known",
            "a speaker is named unless its type is UNKNOWN",
            expression((pl.col("speaker_type") == "UNKNOWN") == pl.col("speaker").is_null()),
        ),
    ),
    references=(OF_AN_ARTICLE, Reference(("speaker_entity_id",), "entities", ("entity_id",))),
    sort=("speaker_entity_id", "published_at", "article_id", "start"),
    ranged=True,
)
