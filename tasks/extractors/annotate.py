"""Run every extractor over one document."""

from collections.abc import Sequence
from functools import reduce

from tasks.extractors import circumstances, dates, entities, quotes, roles, speakers
from tasks.extractors.contract import Extractor
from tasks.extractors.names.contract import NameTagger
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


def extractors(own: NameTagger | None) -> tuple[Extractor, ...]:
    """The extractors, with the user's tagger of names where there is one."""
    return tuple(entities.extractor(own) if own and one is entities.EXTRACTOR else one for one in EXTRACTORS)


def annotate(document: Document, using: Sequence[Extractor] = EXTRACTORS) -> Annotations:
    """All annotations of the document by these extractors, in text order."""
    segmented = segment(document.text)
    return reduce(lambda known, extractor: extractor.extract(document, segmented, known), using, Annotations())
