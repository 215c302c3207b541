"""The extractor of dates: days, months, years and decades, absolute or relative to the day of publication."""

from dataclasses import replace
from datetime import date

from tasks.extractors.contract import Extractor
from tasks.extractors.languages.arabic.timeranges import with_ranges
from tasks.extractors.languages.arabic.timex import Found, expressions
from tasks.extractors.languages.arabic.titles import cut_letters
from tasks.model.records import Annotations, DateExpression, Document, Span
from tasks.text.segment import Segmented

_ANY_DAY = date(2000, 1, 1)  # stands in for an unknown day of publication where only words and precision are wanted


def extract(document: Document, segmented: Segmented, known: Annotations) -> Annotations:
    """`known` with the document's dates added; relative ones have no value where the day of publication is unknown."""
    if document.language != "ar":
        return known
    found = with_ranges(segmented, expressions(segmented, document.published or _ANY_DAY))
    return replace(known, dates=tuple(_expression(segmented, one, document.published) for one in found))


def _expression(segmented: Segmented, found: Found, published: date | None) -> DateExpression:
    start = cut_letters(segmented.tokens[found.first], found.cut)
    span = Span(start, segmented.tokens[found.last - 1].end)
    value = found.value
    if not value.relative:
        return DateExpression(span, value.iso, value.precision, None, found.until)
    if published is None:
        return DateExpression(span, None, value.precision)
    return DateExpression(span, value.iso, value.precision, published, found.until)


EXTRACTOR: Extractor = Extractor("dates", "2", extract)
