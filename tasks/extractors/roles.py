"""The extractor of roles: the offices, ranks and titles that the text gives to the persons it names."""

from bisect import bisect_left
from dataclasses import replace

from tasks.extractors.contract import Extractor
from tasks.extractors.languages.arabic.appositions import roles
from tasks.model.records import Annotations, Document, Mention, Role
from tasks.text.segment import Segmented


def extract(document: Document, segmented: Segmented, known: Annotations) -> Annotations:
    """`known` with roles added to its mentions of persons; only Arabic is read."""
    if document.language != "ar":
        return known
    starts = [token.start for token in segmented.tokens]
    first = {
        mention: max(bisect_left(starts, mention.span.start + 1) - 1, 0)
        for mention in known.mentions
        if mention.kind == "PERSON"
    }
    persons = {at: bisect_left(starts, mention.span.end) for mention, at in first.items()}
    joined = {at for mention, at in first.items() if starts[at] < mention.span.start}
    found: dict[int, list[Role]] = {}
    for at, role in roles(segmented, persons, joined):
        found.setdefault(at, []).append(role)
    return replace(
        known, mentions=tuple(_with(mention, found.get(first.get(mention, -1), [])) for mention in known.mentions)
    )


def _with(mention: Mention, roles: list[Role]) -> Mention:
    ordered = sorted(set(roles), key=lambda role: role.span.start)
    return replace(mention, roles=tuple(ordered)) if ordered else mention


EXTRACTOR: Extractor = Extractor("roles", "4", extract)
