"""Names of persons: where they begin, how far they reach, and which of them are one person."""

from collections.abc import Iterator
from dataclasses import dataclass

from tasks.extractors.languages.arabic.gazetteers import (
    STRONG,
    SURNAME,
    WEAK,
    adjectives_of_peoples,
    common_words,
    given_names,
    heads,
    is_definite,
    match,
    offices,
    organisations,
    places,
    readings,
    strength,
)
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.titles import cut_letters, office_at, offices_from
from tasks.text.segment import Segmented, Sentence, Token

Tokens = tuple[Token, ...]
LONGEST = 8  # words of a name
# Beginnings and endings that inflected words have and names hardly ever.
_INFLECTED_START = ("ي", "سي", "ست", "وي", "وت", "ول", "وب", "وال", "لل", "بال", "فال", "كال", "مت", "مست")
_INFLECTED_END = ("ات", "ها", "هم", "وا", "تين", "نا")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as tokens `[first:last]`; `start` is behind particles joined to the first.

    Attributes:
        words: its folded words, without the joined particles.
        licensed: whether an office or title stands before it.
    """

    first: int
    last: int
    start: int
    words: tuple[str, ...]
    licensed: bool


def full_names(segmented: Segmented) -> list[Name]:
    """The names that the text gives with a title, with two or more words, or that everybody knows, in text order."""
    return [name for sentence in segmented.sentences for name in _in_sentence(segmented.tokens, sentence)]


def _in_sentence(tokens: Tokens, sentence: Sentence) -> Iterator[Name]:
    at, last = sentence.first, sentence.last
    while at < last:
        found, after = offices_from(tokens, at, last)
        name = None
        if found:
            name = _licensed(tokens, after, last, found[-1].closed, after > found[-1].last)
        if name is None and not found:
            name = _free(tokens, at, last)
        if name is None and found and after > at + 1:
            after = _resume(found[0].last, after)
        yield from (name,) if name else ()
        at = name.last if name else max(after, at + 1)


def _resume(first_end: int, after: int) -> int:
    return min(first_end, after)


def _licensed(tokens: Tokens, at: int, last: int, closed: bool, aside: bool) -> Name | None:
    """A name right behind an office: one word is enough, and it need not be a known name."""
    while at < last and tokens[at].surface in ('"', "«", "“", "”", "'"):
        at += 1
    if at >= last or not tokens[at].is_word:
        return None
    token = tokens[at]
    sure = strength(token) is not None or token.form in links("kin")
    if not sure and (not closed or not _may_be_name(token) or match(tokens, at, last, places())[0] > at):
        return None
    end = _reach(tokens, at, last)
    if end - at < 2 and (aside or not closed) and strength(token) not in (STRONG, SURNAME):
        return None
    if end - at == 1 and (token.form in common_words() or token.form in links("kin")):
        return None
    return _name(tokens, at, end, 0, True)


def _free(tokens: Tokens, at: int, last: int) -> Name | None:
    """A name without a title: a strong first word and at least one more, or a name that everybody knows."""
    token = tokens[at]
    if not token.is_word or _belongs_to_institution(tokens, at):
        return None
    for phrases in (organisations(), places()):
        if match(tokens, at, last, phrases)[0] > at + 1:
            return None
    for cut, form in readings(token.form):
        if cut and strength(token) is not None and strength(token) != WEAK:
            break
        end = _free_end(tokens, at, last, cut, form)
        if end > at:
            return _name(tokens, at, end, cut, False)
    return None


def _free_end(tokens: Tokens, at: int, last: int, cut: int, form: str) -> int:
    token = tokens[at]
    sure = strength(token, form if cut else None)
    if cut and (token.form in common_words() or form in common_words()):
        return at
    opens = form in given_names() and (cut or strength(token) == STRONG)
    if form in ("عبد", "ابو") and at + 1 < last and (is_definite(tokens[at + 1].form) or tokens[at + 1].form == "الله"):
        opens = form == "عبد"
    if not opens and sure not in (STRONG, SURNAME):
        return at
    end = _reach(tokens, at, last, form if cut else None)
    if sure == SURNAME and end == at + 1:
        return end
    if not opens and (match(tokens, at, last, places(), form)[0] > at or not _second_sure(tokens, at + 1, end)):
        return at + 1 if sure == SURNAME else at
    words = end - at - (form == "عبد")
    return end if words > 1 else at


def _second_sure(tokens: Tokens, at: int, end: int) -> bool:
    return any(strength(tokens[index]) is not None for index in range(at, end))


def _belongs_to_institution(tokens: Tokens, at: int) -> bool:
    """جامعة محمد …, شارع عبد الله …: a name right behind such a noun belongs to the place."""
    before = tokens[at - 1].form if at else ""
    return (before in heads() and heads()[before] in ("FACILITY", "PLACE", "LOC")) or before in (
        "جامعة",
        "شارع",
        "مؤسسه",
    )


def _reach(tokens: Tokens, at: int, last: int, first_form: str | None = None) -> int:
    """One past the last token of the name that begins at `at`."""
    end, given = at + 1, (first_form or tokens[at].form) not in links("kin")
    last = min(last, at + LONGEST)
    while end < last:
        if tokens[end].surface == "-" and end + 1 < last and _touching(tokens, end) and _may_be_name(tokens[end + 1]):
            end += 2
        elif _continues(tokens, at, end, last):
            end += 1
        else:
            break
    while end > at + 1 and given and _dangles(tokens, end - 1, at):
        end -= 1
    return end


def _touching(tokens: Tokens, at: int) -> bool:
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _dangles(tokens: Tokens, at: int, first: int) -> bool:
    token = tokens[at]
    if not token.is_word:
        return True
    return token.form in links("kin") or (token.form in links("connector") and at > first and strength(token) is None)


def _continues(tokens: Tokens, first: int, at: int, last: int) -> bool:
    """Whether the word goes on with the name that began before it."""
    token, before = tokens[at], tokens[at - 1]
    if not token.is_word:
        return False
    if before.form in links("kin") or before.form in ("بن", "ابن"):
        return True
    if token.form in links("connector") or token.form in links("kin") or token.form in links("tail"):
        return token.surface not in ("أن", "إن") and (at + 1 < last or token.form in links("tail"))
    if office_at(tokens, at, last) is not None and strength(token) is None:
        return False
    return _adds(tokens, first, at, last)


def _adds(tokens: Tokens, first: int, at: int, last: int) -> bool:
    token = tokens[at]
    sure = strength(token)
    if match(tokens, at, last, places())[0] > at and sure != STRONG:
        return False
    if sure is not None:
        return True
    if is_definite(token.form):
        alone = at == first + 1
        if token.form in adjectives_of_peoples() or token.form in common_words():
            return alone and token.form.endswith("ي") and tokens[first].form in given_names()
        return True
    return _may_be_name(token)


def _may_be_name(token: Token) -> bool:
    """Whether an unlisted word can be a name: no common word, no particle joined to a known word, not inflected."""
    if not token.is_word or token.form in common_words() or token.form in links("stop"):
        return False
    if strength(token) is not None:
        return True
    if token.form in heads() or token.form in offices("office") or len(token.form) < 2:
        return False
    if token.form.endswith(_INFLECTED_END) or (token.form.startswith(_INFLECTED_START) and len(token.form) > 3):
        return False
    return not any(_is_known(form) for cut, form in readings(token.form) if cut)


def _is_known(form: str) -> bool:
    return len(form) > 2 and (form in common_words() or form in places() or form in given_names())


def _name(tokens: Tokens, first: int, last: int, cut: int, licensed: bool) -> Name:
    token = tokens[first]
    kept = next(form for length, form in reversed(readings(token.form)) if length == cut)
    verbatim = kept in token.form
    words = (kept, *(one.form for one in tokens[first + 1 : last] if one.is_word))
    return Name(first, last, cut_letters(token, cut) if cut and verbatim else token.start, words, licensed)
