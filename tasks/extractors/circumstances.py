"""The extractor of circumstances: addressee, target, time and kind of source of every quote that others have found."""

from dataclasses import replace

from tasks.extractors.contract import Extractor
from tasks.extractors.languages.arabic.circumstances import circumstances
from tasks.model.records import Annotations, Document
from tasks.text.segment import Segmented


def extract(document: Document, segmented: Segmented, known: Annotations) -> Annotations:
    """`known` with the circumstances of its quotes; it needs their speakers, the mentions and the dates."""
    if document.language != "ar":
        return known
    return replace(known, quotes=circumstances(segmented, known))


EXTRACTOR: Extractor = Extractor("circumstances", "1", extract)
