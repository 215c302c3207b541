"""Run every extractor over one document."""

from functools import reduce

from tasks.extractors import circumstances, dates, entities, quotes, roles, speakers
from tasks.extractors.contract import Extractor
from tasks.model.records import Annotations, Document
from tasks.text.segment import segment

# In this order: each sees what the ones before found.
EXTRACTORS: tuple[Extractor, ...] = (
    dates.EXTRACTOR,
    entities.EXTRACTOR,
    roles.EXTRACTOR,
    quotes.EXTRACTOR,
    speakers.EXTRACTOR,
    circumstances.EXTRACTOR,
)


def annotate(document: Document) -> Annotations:
    """All annotations of the document, in text order."""
    segmented = segment(document.text)
    return reduce(lambda known, extractor: extractor.extract(document, segmented, known), EXTRACTORS, Annotations())
