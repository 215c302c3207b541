"""The extractor of speakers: resolves every quote's source to a name and sees that every named one is mentioned."""

from dataclasses import replace

from tasks.extractors import roles
from tasks.extractors.contract import Extractor
from tasks.extractors.languages.arabic import speakers as arabic
from tasks.model.records import Annotations, Document
from tasks.text.segment import Segmented


def extract(document: Document, segmented: Segmented, known: Annotations) -> Annotations:
    """`known` with the quotes' speakers resolved and a mention added for each named one that had none."""
    if document.language != "ar" or not known.quotes:
        return known
    quotes, added = arabic.resolve(segmented, known)
    mentions = sorted((*known.mentions, *added), key=lambda one: (one.span.start, -one.span.end))
    found = replace(known, quotes=quotes, mentions=tuple(mentions))
    return roles.extract(document, segmented, found) if any(one.kind == "PERSON" for one in added) else found


EXTRACTOR: Extractor = Extractor("speakers", "5", extract)
