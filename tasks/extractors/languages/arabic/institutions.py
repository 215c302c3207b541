"""Organisations, facilities, events, places and peoples."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tasks.extractors.languages.arabic.gazetteers import (
    WEAK,
    adjectives_of_peoples,
    common_words,
    heads,
    is_definite,
    match,
    organisations,
    peoples,
    places,
    readings,
    strength,
)
from tasks.extractors.languages.arabic.phrases import phrase_end, quoted
from tasks.text.segment import Sentence, Token

Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A named thing as tokens `[first:last]`, with the number of letters of joined particles before it."""

    first: int
    last: int
    cut: int
    kind: str


def things(tokens: Tokens, sentence: Sentence, persons: Collection[int]) -> Iterator[Thing]:
    """What the sentence names beside persons, places inside organisations too; `persons` are tokens of names."""
    inside_until = sentence.first
    for at in range(sentence.first, sentence.last):
        if at in persons or not tokens[at].is_word:
            continue
        if at >= inside_until:
            found = _institution(tokens, at, sentence.last, persons)
            if found:
                yield found
                inside_until = found.last
                continue
        place = _place(tokens, at, sentence.last, persons)
        if place and (at >= inside_until or place.last <= inside_until):
            yield place
            inside_until = max(inside_until, place.last)


def _institution(tokens: Tokens, at: int, last: int, persons: Collection[int]) -> Thing | None:
    token = tokens[at]
    for cut, form in readings(token.form):
        end, kind = match(tokens, at, last, organisations(), form)
        head = heads().get(form.removeprefix("ال") if is_definite(form) else form)
        if end > at and not (cut and token.form in common_words() and end == at + 1):
            return Thing(at, _grow(tokens, end, last) if end - at > 1 else end, cut, kind)
        if head is not None and head != "PLACE" and not (cut and token.form in common_words() and cut > 1):
            end = _headed(tokens, at, last, persons, is_definite(form))
            if end > at:
                return Thing(at, end, cut, head)
    return None


def _grow(tokens: Tokens, end: int, last: int) -> int:
    """An adjective of a people behind a known name belongs to it: مجلس النواب العراقي."""
    while end < last and tokens[end].form in adjectives_of_peoples() and is_definite(tokens[end].form):
        end += 1
    return end


def _headed(tokens: Tokens, at: int, last: int, persons: Collection[int], definite: bool) -> int:
    """Where the name that a generic noun opens ends; `at` where it is no name (the noun alone, or left open)."""
    end, closed = phrase_end(tokens, at, last, persons)
    if definite and end == at + 1:
        aside = quoted(tokens, end, last) if end < last else end
        end = aside if aside > end and tokens[end].surface != "(" else end
    return end if closed and end > at + 1 else at


def _place(tokens: Tokens, at: int, last: int, persons: Collection[int]) -> Thing | None:
    token = tokens[at]
    for cut, form in readings(token.form):
        end, kind = match(tokens, at, last, places(), form)
        if end > at and not _misread(token, form, cut, end - at):
            return Thing(at, end, cut, kind)
        if form in peoples() and not (cut and token.form in common_words()):
            return Thing(at, at + 1, cut, "NORP")
    return _headed_place(tokens, at, last, persons)


def _misread(token: Token, form: str, cut: int, length: int) -> bool:
    """A particle cut off a name or a common word: ليون is not ل + يون."""
    if not cut or length > 1:
        return False
    return strength(token) not in (None, WEAK) or len(form) < 3 or (token.form in common_words() and len(form) < 4)


def _headed_place(tokens: Tokens, at: int, last: int, persons: Collection[int]) -> Thing | None:
    """A word that no list knows behind a word such as محافظة or مدينة."""
    before = tokens[at - 1].form if at else ""
    if not any(heads().get(form) == "PLACE" for _, form in readings(before)) or at in persons or at >= last:
        return None
    token = tokens[at]
    unknown = token.form not in common_words() and token.form not in adjectives_of_peoples()
    return Thing(at, at + 1, 0, "GPE") if unknown and len(token.form) > 2 else None
