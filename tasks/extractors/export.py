"""Annotations as plain JSON objects: the form that `marsad analyze` prints."""

from typing import Any

from tasks.extractors.rows import circumstances
from tasks.model.records import Annotations, DateExpression, Mention, Quote
from tasks.model.spans import innermost


def export(text: str, annotations: Annotations) -> dict[str, Any]:
    """The annotations of `text` as JSON-ready lists: quotes, people, dates and mentions; offsets are code points."""
    return {
        "quotes": [_quote(text, quote) for quote in annotations.quotes],
        "people": people(annotations),
        "dates": [_date(text, date, annotations.quotes) for date in annotations.dates],
        "mentions": [_mention(mention) for mention in annotations.mentions],
    }


def people(annotations: Annotations) -> list[dict[str, str | None]]:
    """Every person named, once, by the fullest form of the name, with the longest role that the text gives."""
    roles: dict[str, list[str]] = {}
    for mention in annotations.mentions:
        if mention.kind == "PERSON":
            roles.setdefault(mention.name, []).extend(role.surface for role in mention.roles)
    return [{"name": name, "role": max(given, key=len, default=None)} for name, given in roles.items()]


def _quote(text: str, quote: Quote) -> dict[str, Any]:
    speaker = quote.speaker
    return {
        "content": quote.content.of(text),
        "start": quote.content.start,
        "end": quote.content.end,
        "kind": quote.kind,
        "cue": quote.cue.of(text),
        "act": quote.act,
        "speaker": {
            "name": speaker.name,
            "type": speaker.type,
            "role": speaker.role,
            "how": speaker.how,
            "sourcing": speaker.sourcing,
            "confidence": round(speaker.confidence, 3),
        },
        **circumstances(text, quote),
    }


def _date(text: str, date: DateExpression, quotes: tuple[Quote, ...]) -> dict[str, Any]:
    """A date; `quote` is the number of the innermost quote whose content it stands in, from 0, None where in none."""
    quote = innermost(date.span, [one.content for one in quotes])
    return {
        "content": date.span.of(text),
        "start": date.span.start,
        "end": date.span.end,
        "value": date.value,
        "precision": date.precision,
        "anchor": date.anchor.isoformat() if date.anchor else None,
        "range_end": date.range_end,
        "said_by": None if quote is None else quotes[quote].speaker.name,
        "quote": quote,
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "surface": mention.surface,
        "kind": mention.kind,
        "role": mention.role,
        "name": mention.name,
    }
