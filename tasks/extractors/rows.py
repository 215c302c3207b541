"""Annotations as rows: what the tables `mentions`, `quotes` and `dates` have from the text alone.

Ids, revisions and entities come later (`tasks.resolution`); they depend on what is in the warehouse.
"""

from typing import Any

from tasks.extractors import entities
from tasks.extractors.annotate import EXTRACTORS
from tasks.model.records import Annotations, DateExpression, Mention, Quote, Span

Row = dict[str, Any]

# The extractor that a row is credited to is the one that finds its span.
_MADE_BY = {"mentions": "entities", "quotes": "quotes", "dates": "dates"}


def rows(article_id: str, text: str, found: Annotations, own: str = "") -> dict[str, list[Row]]:
    """The rows of `mentions`, `quotes` and `dates` for an article with this text, without ids.

    Args:
        article_id: the article.
        text: its text.
        found: what the extractors found in it.
        own: the version of the user's tagger of names, where one was used.
    """
    made = {
        "mentions": [_mention(mention) for mention in found.mentions],
        "quotes": [_quote(text, quote) for quote in found.quotes],
        "dates": [_date(text, date) for date in found.dates],
    }
    used = versions(own)
    by = {table: {"extractor": name, "version": used[name]} for table, name in _MADE_BY.items()}
    return {table: [{"article_id": article_id, **by[table], **row} for row in rows] for table, rows in made.items()}


def versions(own: str = "") -> dict[str, str]:
    """The version of every extractor, by name; `own` is that of the user's tagger of names, where one is used."""
    used = {extractor.name: extractor.version for extractor in EXTRACTORS}
    return {**used, entities.EXTRACTOR.name: entities.version(own)}


def _mention(mention: Mention) -> Row:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "surface": mention.surface,
        "kind": mention.kind,
        "name": mention.name,
        "role": mention.role,
        "roles": [{"surface": role.surface, "start": role.span.start, "end": role.span.end} for role in mention.roles],
    }


def _quote(text: str, quote: Quote) -> Row:
    speaker = quote.speaker
    return {
        "content": quote.content.of(text),
        "start": quote.content.start,
        "end": quote.content.end,
        **_span(text, "cue", quote.cue),
        **_span(text, "source", speaker.source),
        "kind": quote.kind,
        "act": quote.act,
        "speaker": speaker.name,
        "speaker_role": speaker.role,
        "speaker_type": speaker.type,
        "how": speaker.how,
        "sourcing": speaker.sourcing,
        "confidence": speaker.confidence,
        **circumstances(text, quote),
    }


def circumstances(text: str, quote: Quote) -> Row:
    """What is said of the act besides its speaker: the quote's columns for addressee, target and time."""
    to, at, time = quote.addressee, quote.target, quote.time
    return {
        "addressee_name": to.name if to else None,
        **_span(text, "addressee", to.span if to else None),
        "target_name": at.name if at else None,
        **_span(text, "target", at.span if at else None),
        "time_value": time.value if time else None,
        **_span(text, "time", time.span if time else None),
    }


def _span(text: str, name: str, span: Span | None) -> Row:
    if span is None:
        return {name: None, f"{name}_start": None, f"{name}_end": None}
    return {name: span.of(text), f"{name}_start": span.start, f"{name}_end": span.end}


def _date(text: str, date: DateExpression) -> Row:
    return {
        "start": date.span.start,
        "end": date.span.end,
        "surface": date.span.of(text),
        "value": date.value,
        "precision": date.precision,
        "anchor": date.anchor.isoformat() if date.anchor else None,
        "range_end": date.range_end,
    }
