"""Speakers of an Arabic document's quotes, with a mention for every named one."""

from bisect import bisect_left

from tasks.extractors.languages.arabic.attribution import attribute
from tasks.extractors.languages.arabic.gazetteers import is_definite
from tasks.extractors.languages.arabic.institutions import is_name
from tasks.extractors.languages.arabic.namewords import may_be_name
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.reading import read
from tasks.model.records import Annotations, Mention, Quote, Span
from tasks.text.segment import Segmented, Token

_KINDS = {"PERSON": "PERSON", "ORG": "ORG"}


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
        if span is not None and _is_name(segmented, span, _KINDS[quote.speaker.type]):
            added[name] = Mention(span, span.of(segmented.text), _KINDS[quote.speaker.type], name)
    return quotes, tuple(added.values())


def _is_name(segmented: Segmented, span: Span, kind: str) -> bool:
    """Whether the words name somebody; a phrase that only describes makes no entity."""
    starts = [token.start for token in segmented.tokens]
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    tokens = segmented.tokens[first:last]
    if not tokens or not tokens[0].is_word:
        return False
    if kind == "ORG":
        return is_name(segmented.tokens, first, last)
    return len(tokens) > 1 and all(_may_stand_in_name(token) for token in tokens)


def _may_stand_in_name(token: Token) -> bool:
    return may_be_name(token) or token.form in links("connector", "tail", "kin") or is_definite(token.form)


def _span(text: str, quote: Quote, name: str) -> Span | None:
    """Where the name stands in the source, or the source where it is written differently there; None without one."""
    source = quote.speaker.source
    if source is None:
        return None
    start = text.find(name, source.start, source.end) if name else -1
    return Span(start, start + len(name)) if start >= 0 else source
