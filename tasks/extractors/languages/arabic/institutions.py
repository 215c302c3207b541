"""Organisations, facilities, events, places and peoples."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from tasks.extractors.languages.arabic.gazetteers import (
    STRONG,
    SURNAME,
    WEAK,
    adjectives_of_peoples,
    common_words,
    heads,
    is_definite,
    listed_end,
    match,
    may_be_common,
    needs_proper,
    organisations,
    outlets,
    peoples,
    places,
    readings,
    strength,
    without_hamza,
)
from tasks.extractors.languages.arabic.phrases import PAIRS, links, phrase_end, quoted
from tasks.extractors.languages.arabic.traits import OFFICE, PLACE_HEAD, THING, candidates, traits
from tasks.extractors.languages.arabic.words import members
from tasks.text.memo import Memo
from tasks.text.segment import Segmented, Sentence, Token

Tokens = tuple[Token, ...]
_MARKS = {**PAIRS, "‘": "’"}  # what may stand around an outlet
_NO_PLACE_ENDS = ("هن", "هم", "ها", "كم", "وا", "ات")


class Thing(NamedTuple):
    """A named thing as tokens `[first:last]`, with the number of letters of joined particles before it."""

    first: int
    last: int
    cut: int
    kind: str


def things(segmented: Segmented, persons: Collection[int]) -> Iterator[Thing]:
    """What the text names beside persons, places inside organisations too; `persons` are tokens of names."""
    return things_in(segmented, segmented.sentences, persons)


def things_in(segmented: Segmented, sentences: Iterable[Sentence], persons: Collection[int]) -> Iterator[Thing]:
    """What some of its sentences, in text order, name beside persons."""
    wanted = candidates(segmented, THING, PLACE_HEAD)
    for sentence in sentences:
        among = wanted[bisect_left(wanted, sentence.first) : bisect_left(wanted, sentence.last)]
        yield from _named_at(segmented.tokens, among, sentence.last, persons)


def _named_at(tokens: Tokens, wanted: Iterable[int], last: int, persons: Collection[int]) -> Iterator[Thing]:
    inside_until = 0
    for at in wanted:
        if at in persons:
            continue
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
    for cut, form, head in _INSTITUTIONS[token.form]:
        end, kind = match(tokens, at, last, organisations(), form)
        if end > at and not (cut and token.form in common_words() and end == at + 1):
            return Thing(at, _grow(tokens, end, last) if end - at > 1 else end, cut, kind)
        if (
            head is not None
            and head != "PLACE"
            and _is_spelled(token, form)
            and not (cut and token.form in common_words() and cut > 1)
        ):
            proper = head == "NAMED"
            end = _named(tokens, at, last) if proper else _headed(tokens, at, last, persons, form)
            if end > at:
                return Thing(at, end, cut, "ORG" if proper else head)
    return None


def _institutions(form: str) -> tuple[tuple[int, str, str | None], ...]:
    """The readings that open the name of a listed organisation or are a head, with the kind of what that opens."""
    read = [(cut, one, heads().get(one.removeprefix("ال") if is_definite(one) else one)) for cut, one in readings(form)]
    return tuple([one for one in read if one[2] is not None or one[1] in organisations()])


_INSTITUTIONS = Memo(_institutions)


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


def _is_spelled(token: Token, form: str) -> bool:
    bare = form.removeprefix("ال") if is_definite(form) else form
    return bare not in without_hamza() or not ("أ" in token.surface or "إ" in token.surface)


def is_name(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the tokens `[first:last]`, whose head is a noun for a body, are the name of one."""
    if _headed(tokens, first, last, (), tokens[first].form) == last:
        return True
    between = tokens[first + 1 : last - 1]
    foreign = 1 <= len(between) <= 3 and all(token.is_word and token.form not in common_words() for token in between)
    return foreign and not is_definite(tokens[first].form) and tokens[last - 1].form in adjectives_of_peoples()


def _headed(tokens: Tokens, at: int, last: int, persons: Collection[int], form: str) -> int:
    """Where the name ends that a generic noun, read as `form`, opens; `at` where it is none (alone, or left open)."""
    definite = is_definite(form)
    end, closed = phrase_end(tokens, at, last, persons, office=False)
    if definite and end == at + 1 and end < last and tokens[end].surface != "(":
        end = quoted(tokens, end, last)
    if not closed or end == at + 1 or (definite and not _names(tokens, at + 1, end)):
        return at
    lacks_proper = (form.removeprefix("ال") if definite else form) in needs_proper() and not any(
        _is_proper(tokens, here, end) for here in range(at + 1, end)
    )
    return at if lacks_proper else end


def _is_proper(tokens: Tokens, at: int, last: int) -> bool:
    """Whether the word is a name by itself: a place, a person's name, something in marks, or in no list of words."""
    token = tokens[at]
    if not token.is_word and quoted(tokens, at, last) == at:
        return False
    if is_definite(token.form) and token.form in adjectives_of_peoples():
        return False
    if listed_end(tokens, at, last) > at or quoted(tokens, at, last) > at:
        return True
    if token.form in adjectives_of_peoples() or token.form in common_words() or may_be_common(token.form):
        return False
    bare = token.form.removeprefix("ال")
    return len(bare) < 4 or bare not in common_words() or strength(token) in (STRONG, SURNAME)


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
    for cut, form in _PLACES[token.form]:
        end, kind = match(tokens, at, last, places(), form)
        if end > at and not _misread(token, form, cut, end - at):
            return Thing(at, end, cut, "ORG" if _is_outlet(tokens, at, end, form) else kind)
        if form in peoples() and not (cut and token.form in common_words()):
            return Thing(at, at + 1, cut, "NORP")
    return _headed_place(tokens, at, last, persons)


def _places(form: str) -> tuple[tuple[int, str], ...]:
    """The readings that open the name of a listed place or people."""
    return tuple([one for one in readings(form) if one[1] in places() or one[1] in peoples()])


_PLACES = Memo(_places)


def _is_outlet(tokens: Tokens, at: int, end: int, form: str) -> bool:
    """Whether the name of a place is an outlet's, in marks or behind a noun for media: «الشرق الأوسط», قناة الجزيرة."""
    if match(tokens, at, end, outlets(), form)[0] != end or not at:
        return False
    before = tokens[at - 1]
    marked = end < len(tokens) and _MARKS.get(before.surface) == tokens[end].surface
    if before.surface == "(":
        return marked and at > 1 and tokens[at - 2].form == "ل"  # قال لـ(عكاظ), but منطقة (الشرق الأوسط)
    return marked or any(reading in members("outlet") for _, reading in readings(before.form))


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
    bound = any(form.removeprefix("ال") in needs_proper() for _, form in readings(tokens[at - 1].form))
    return Thing(at, at + 1, 0, "GPE") if _may_be_place(token) and not bound else None


def _may_be_place(token: Token) -> bool:
    """Whether an unlisted word can name a place: no office, no adjective, no verb, nothing that is owned."""
    if token.form in common_words() or token.form in adjectives_of_peoples() or len(token.form) < 3:
        return False
    if token.form.endswith(_NO_PLACE_ENDS) or "\u064b" in token.surface or traits(token.form) & OFFICE:
        return False
    joined = token.form[0] in "وبل" and any(
        form in common_words() for cut, form in readings(token.form) if cut and len(form) > 3
    )
    return not may_be_common(token.form) and not joined and token.form.removeprefix("ال") not in common_words()
