"""The extractor of dates: days, months and years, absolute or relative to the day of publication."""

from dataclasses import replace

from tasks.extractors.contract import Extractor
from tasks.extractors.languages.arabic.timex import Found, expressions
from tasks.extractors.languages.arabic.titles import cut_letters
from tasks.model.records import Annotations, DateExpression, Document, Span
from tasks.text.segment import Segmented


def extract(document: Document, segmented: Segmented, known: Annotations) -> Annotations:
    """`known` with the document's dates added; relative ones only where the day of publication is known."""
    if document.language != "ar":
        return known
    found = tuple(_expression(segmented, one) for one in expressions(segmented, document.published))
    return replace(known, dates=found)


def _expression(segmented: Segmented, found: Found) -> DateExpression:
    start = cut_letters(segmented.tokens[found.first], found.cut)
    span = Span(start, segmented.tokens[found.last - 1].end)
    return DateExpression(span, found.value.iso, found.value.precision)


EXTRACTOR = Extractor("dates", "1", extract)
