"""Speakers of an Arabic document's quotes, with a mention for every named one."""

from tasks.extractors.languages.arabic.attribution import attribute
from tasks.extractors.languages.arabic.reading import read
from tasks.model.records import Annotations, Mention, Quote, Span
from tasks.text.segment import Segmented

_KINDS = {"PERSON": "PERSON", "ORG": "ORG", "GROUP": "NORP"}


def resolve(segmented: Segmented, known: Annotations) -> tuple[tuple[Quote, ...], tuple[Mention, ...]]:
    """The quotes with speakers, and mentions of those named ones that no extractor before has mentioned."""
    quotes = tuple(attribute(read(segmented, known.mentions), known.quotes))
    named = {mention.name for mention in known.mentions}
    added: dict[str, Mention] = {}
    for quote in quotes:
        name = quote.speaker.name
        if name is None or name in named or name in added or quote.speaker.type not in _KINDS:
            continue
        span = _span(segmented.text, quote, name)
        if span is not None:
            added[name] = Mention(span, span.of(segmented.text), _KINDS[quote.speaker.type], name)
    return quotes, tuple(added.values())


def _span(text: str, quote: Quote, name: str) -> Span | None:
    """Where the name stands in the source, or the source where it is written differently there; None without one."""
    source = quote.speaker.source
    if source is None:
        return None
    start = text.find(name, source.start, source.end)
    return Span(start, start + len(name)) if start >= 0 else source
