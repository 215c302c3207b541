"""The extractor of quotes: contents, cues and the words that name the source; who that is, `speakers` resolves."""

from tasks.extractors.contract import Extractor
from tasks.extractors.languages.arabic import quotes as arabic
from tasks.model.records import Annotations, Document
from tasks.text.segment import Segmented


def extract(document: Document, segmented: Segmented, known: Annotations) -> Annotations:
    """`known` with the document's quotes added, their speakers still UNKNOWN but with the source's span."""
    if document.language != "ar":
        return known
    return arabic.extract(segmented, known)


EXTRACTOR: Extractor = Extractor("quotes", "4", extract)
