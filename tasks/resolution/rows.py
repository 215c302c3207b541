"""Annotations as rows of the tables `mentions`, `quotes` and `dates`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tasks.model.ids import identify
from tasks.model.records import Annotations, DateExpression, Mention, Quote, Span
from tasks.resolution.names import entity_id, fold_name

Row = dict[str, Any]

# What a speaker of each type is as an entity where the text has no mention of that name.
_NAMED = ("PERSON", "ORG", "GROUP")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What every row of an article's annotations repeats."""

    article_id: str
    revision: int
    outlet: str | None
    published_at: datetime | None
    month: str
    run_id: str
    versions: Mapping[str, str]

    def row(self, extractor: str) -> Row:
        """The columns that say which article, run, extractor and version made a row."""
        return {
            "article_id": self.article_id,
            "revision": self.revision,
            "published_at": self.published_at,
            "month": self.month,
            "run_id": self.run_id,
            "extractor": extractor,
            "version": self.versions[extractor],
        }


def rows(text: str, found: Annotations, at: Provenance) -> dict[str, list[Row]]:
    """The rows of `mentions`, `quotes` and `dates` for one revision of one article with this text."""
    mentions = [_mention(mention, at) for mention in found.mentions]
    entities = {fold_name(row["name"]): row["entity_id"] for row in reversed(mentions)}
    return {
        "mentions": mentions,
        "quotes": [_quote(text, quote, entities, at) for quote in found.quotes],
        "dates": [_date(text, date, at) for date in found.dates],
    }


def _id(kind: str, at: Provenance, *fields: str | int) -> str:
    return identify(kind, at.article_id, at.revision, *fields)


def _mention(mention: Mention, at: Provenance) -> Row:
    span = mention.span
    return {
        **at.row("entities"),
        "mention_id": _id("mention", at, span.start, span.end, mention.kind),
        "start": span.start,
        "end": span.end,
        "surface": mention.surface,
        "kind": mention.kind,
        "name": mention.name,
        "role": mention.role,
        "roles": [{"surface": role.surface, "start": role.span.start, "end": role.span.end} for role in mention.roles],
        "entity_id": entity_id(mention.kind, mention.name, at.article_id),
    }


def _span(text: str, name: str, span: Span | None) -> Row:
    if span is None:
        return {name: None, f"{name}_start": None, f"{name}_end": None}
    return {name: span.of(text), f"{name}_start": span.start, f"{name}_end": span.end}


def _quote(text: str, quote: Quote, entities: Mapping[str, str], at: Provenance) -> Row:
    speaker, content = quote.speaker, quote.content
    known = speaker.type in _NAMED and speaker.name is not None
    return {
        **at.row("quotes"),
        "quote_id": _id("quote", at, content.start, content.end, quote.cue.start, quote.cue.end),
        "outlet": at.outlet,
        "content": content.of(text),
        "start": content.start,
        "end": content.end,
        **_span(text, "cue", quote.cue),
        **_span(text, "source", speaker.source),
        "kind": quote.kind,
        "act": quote.act,
        "speaker": speaker.name,
        "speaker_role": speaker.role,
        "speaker_type": speaker.type,
        "speaker_entity_id": entities.get(fold_name(speaker.name or "")) if known else None,
        "how": speaker.how,
        "addressee": quote.addressee,
        "confidence": speaker.confidence,
    }


def _date(text: str, date: DateExpression, at: Provenance) -> Row:
    return {
        **at.row("dates"),
        "date_id": _id("date", at, date.span.start, date.span.end),
        "start": date.span.start,
        "end": date.span.end,
        "surface": date.span.of(text),
        "value": date.value,
        "precision": date.precision,
    }
