"""The extractor of entities: persons, organisations, places, facilities, events and peoples."""

from dataclasses import replace
from functools import partial

from tasks.extractors.contract import Extractor
from tasks.extractors.languages.arabic.findings import Named
from tasks.extractors.languages.arabic.gazetteers import readings
from tasks.extractors.languages.arabic.institutions import Thing
from tasks.extractors.languages.arabic.persons import Name
from tasks.extractors.languages.arabic.tagged import names
from tasks.extractors.languages.arabic.titles import cut_letters
from tasks.extractors.names.contract import NameTagger
from tasks.model.records import Annotations, Document, Mention, Span
from tasks.text.segment import Segmented, Token

VERSION = "5"


def extractor(own: NameTagger | None = None) -> Extractor:
    """The extractor with the user's tagger of names, which its version then names, or with the one that comes along."""
    return Extractor("entities", version(own.version if own else ""), partial(_extract, own))


def version(own: str = "") -> str:
    """The extractor's version with the user's tagger of this version."""
    return f"{VERSION}+{own}" if own else VERSION


def _extract(own: NameTagger | None, document: Document, segmented: Segmented, known: Annotations) -> Annotations:
    """`known` with the document's entities added; only Arabic is read."""
    if document.language != "ar":
        return known
    persons, things = names(segmented, own)
    mentions = [_person(segmented, one) for one in persons] + [_mention(segmented, one) for one in things]
    return replace(known, mentions=tuple(sorted(mentions, key=lambda one: (one.span.start, -one.span.end))))


def _person(segmented: Segmented, named: Named) -> Mention:
    tokens = segmented.tokens
    start = named.name.start if named.name else _start(tokens[named.first], named.cut)[0]
    return _made(segmented.text, Span(start, tokens[named.last - 1].end), "PERSON", _spelled(segmented, named.owner))


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
    return _made(segmented.text, Span(start, end), thing.kind, restored and restored + segmented.text[first.end : end])


def _start(token: Token, cut: int) -> tuple[int, str]:
    """Where the word begins behind `cut` joined letters, and its whole form where the spelling hides it (للعراق)."""
    if not cut:
        return token.start, ""
    form = next(form for length, form in reversed(readings(token.form)) if length == cut)
    if form in token.form:
        return cut_letters(token, cut), ""
    return token.start, "ال" + token.surface[cut_letters(token, cut + 1) - token.start :]


def _made(text: str, span: Span, kind: str, name: str) -> Mention:
    """The mention, called by its surface where no name is given, on one line."""
    surface = span.of(text)
    return Mention(span, surface, kind, " ".join((name or surface).split()))


EXTRACTOR: Extractor = extractor()
