"""Organisations, facilities, events, places and peoples."""

from bisect import bisect_right
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
from tasks.extractors.languages.arabic.phrases import links, phrase_end, quoted
from tasks.extractors.languages.arabic.traits import PLACE_HEAD, THING, candidates, traits
from tasks.text.segment import Segmented, Token

Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A named thing as tokens `[first:last]`, with the number of letters of joined particles before it."""

    first: int
    last: int
    cut: int
    kind: str


def things(segmented: Segmented, persons: Collection[int]) -> Iterator[Thing]:
    """What the text names beside persons, places inside organisations too; `persons` are tokens of names."""
    tokens, ends = segmented.tokens, [sentence.last for sentence in segmented.sentences]
    inside_until = 0
    for at in candidates(tokens, THING, PLACE_HEAD):
        if at in persons:
            continue
        last = ends[bisect_right(ends, at)]
        inside = at < inside_until
        found = (_known if inside else _institution)(tokens, at, last, persons) or _place(tokens, at, last, persons)
        if found and (not inside or found.last <= inside_until):
            yield found
            inside_until = max(inside_until, found.last)


def _known(tokens: Tokens, at: int, last: int, _persons: Collection[int]) -> Thing | None:
    """An organisation of the list inside the name of another: فصائل | الحشد الشعبي."""
    end, kind = match(tokens, at, last, organisations())
    return Thing(at, end, 0, kind) if end > at else None


def _institution(tokens: Tokens, at: int, last: int, persons: Collection[int]) -> Thing | None:
    token = tokens[at]
    for cut, form in readings(token.form):
        end, kind = match(tokens, at, last, organisations(), form)
        head = heads().get(form.removeprefix("ال") if is_definite(form) else form)
        if end > at and not (cut and token.form in common_words() and end == at + 1):
            return Thing(at, _grow(tokens, end, last) if end - at > 1 else end, cut, kind)
        if head is not None and head != "PLACE" and not (cut and token.form in common_words() and cut > 1):
            proper = head == "NAMED"
            end = _named(tokens, at, last) if proper else _headed(tokens, at, last, persons, is_definite(form))
            if end > at:
                return Thing(at, end, cut, "ORG" if proper else head)
    return None


def _grow(tokens: Tokens, end: int, last: int) -> int:
    """An adjective of a people behind a known name belongs to it: مجلس النواب العراقي."""
    while end < last and tokens[end].form in adjectives_of_peoples() and is_definite(tokens[end].form):
        end += 1
    return end


def _named(tokens: Tokens, at: int, last: int) -> int:
    """A noun that opens a name only before one in marks or a known one: تنظيم «داعش», but تنظيم العمل is an act."""
    if at + 1 >= last:
        return at
    end = max(quoted(tokens, at + 1, last), match(tokens, at + 1, last, organisations())[0])
    return end if end > at + 1 else at


def _headed(tokens: Tokens, at: int, last: int, persons: Collection[int], definite: bool) -> int:
    """Where the name that a generic noun opens ends; `at` where it is no name (the noun alone, or left open)."""
    end, closed = phrase_end(tokens, at, last, persons, office=False)
    if definite and end == at + 1 and end < last and tokens[end].surface != "(":
        end = quoted(tokens, end, last)
    if not closed or end == at + 1 or (definite and not _names(tokens, at + 1, end)):
        return at
    return end


def _names(tokens: Tokens, first: int, end: int) -> bool:
    """Whether what follows a noun with the article makes it a name: السلطات العراقية, not القوات القتالية."""
    adjective = tokens[first].form.removeprefix("ال")
    official = (adjective, adjective.removesuffix("ه"))
    return (
        tokens[first].surface in ('"', "«", "“")
        or any(form in links("official") for form in official)
        or any(token.form in adjectives_of_peoples() for token in tokens[first:end])
    )


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
    token = tokens[at]
    if (
        not at
        or not tokens[at - 1].is_word
        or not traits(tokens[at - 1].form) & PLACE_HEAD
        or at in persons
        or at >= last
        or not token.is_word
    ):
        return None
    unknown = token.form not in common_words() and token.form not in adjectives_of_peoples()
    return Thing(at, at + 1, 0, "GPE") if unknown and len(token.form) > 2 else None
