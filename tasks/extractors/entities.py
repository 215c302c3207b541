"""The extractor of entities: persons, organisations, places, facilities, events and peoples."""

from dataclasses import replace

from tasks.extractors.contract import Extractor
from tasks.extractors.languages.arabic.gazetteers import readings
from tasks.extractors.languages.arabic.identities import by_surname, fullest, may_name_again, named_again, with_aliases
from tasks.extractors.languages.arabic.institutions import Thing, things
from tasks.extractors.languages.arabic.persons import Name, belongs_to_institution, full_names
from tasks.extractors.languages.arabic.titles import cut_letters
from tasks.model.records import Annotations, Document, Mention, Span
from tasks.text.segment import Segmented, Token


def extract(document: Document, segmented: Segmented, known: Annotations) -> Annotations:
    """`known` with the document's entities added; only Arabic is read."""
    if document.language != "ar":
        return known
    persons = _persons(segmented)
    taken = {index for first, last, _ in persons for index in range(first, last)}
    others = [_mention(segmented, thing) for thing in things(segmented, taken)]
    mentions = [mention for _, _, mention in persons] + others
    return replace(known, mentions=tuple(sorted(mentions, key=lambda one: (one.span.start, -one.span.end))))


def _persons(segmented: Segmented) -> list[tuple[int, int, Mention]]:
    """Mentions of persons with their tokens: full names first, then the same persons named again by surname."""
    names = full_names(segmented)
    owner = with_aliases(segmented.tokens, names, fullest(names))
    found = [(name.first, name.last, _person(segmented, name, owner[name])) for name in names]
    taken = {index for name in names for index in range(name.first, name.last)}
    surnames = by_surname(dict.fromkeys(owner.values()))
    for at in may_name_again(segmented.tokens, surnames):
        again = (
            None
            if at in taken or belongs_to_institution(segmented.tokens, at)
            else named_again(segmented.tokens, at, surnames)
        )
        if again:
            person, cut = again
            start, _ = _start(segmented.tokens[at], cut)
            mention = _made(segmented.text, Span(start, segmented.tokens[at].end), "PERSON")
            found.append((at, at + 1, replace(mention, name=_spelled(segmented, person))))
    return found


def _person(segmented: Segmented, name: Name, owner: Name) -> Mention:
    span = Span(name.start, segmented.tokens[name.last - 1].end)
    return replace(_made(segmented.text, span, "PERSON"), name=_spelled(segmented, owner))


def _spelled(segmented: Segmented, name: Name) -> str:
    """The name as the text has it, without joined particles, on one line."""
    rest = segmented.text[segmented.tokens[name.first].end : segmented.tokens[name.last - 1].end]
    token = segmented.tokens[name.first]
    first = segmented.text[name.start : token.end] if name.words[0] in token.form else name.words[0]
    return " ".join((first + rest).split())


def _mention(segmented: Segmented, thing: Thing) -> Mention:
    first = segmented.tokens[thing.first]
    start, restored = _start(first, thing.cut)
    end = segmented.tokens[thing.last - 1].end
    mention = _made(segmented.text, Span(start, end), thing.kind)
    if not restored:
        return mention
    return replace(mention, name=" ".join((restored + segmented.text[first.end : end]).split()))


def _start(token: Token, cut: int) -> tuple[int, str]:
    """Where the word begins behind `cut` joined letters, and its whole form where the spelling hides it (للعراق)."""
    if not cut:
        return token.start, ""
    form = next(form for length, form in reversed(readings(token.form)) if length == cut)
    if form in token.form:
        return cut_letters(token, cut), ""
    return token.start, "ال" + token.surface[cut_letters(token, cut + 1) - token.start :]


def _made(text: str, span: Span, kind: str) -> Mention:
    surface = span.of(text)
    return Mention(span, surface, kind, " ".join(surface.split()))


EXTRACTOR = Extractor("entities", "2", extract)
