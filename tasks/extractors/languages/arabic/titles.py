"""Phrases that say what a person is: وزير الخارجية الإيراني, اللواء, المتحدث باسم."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tasks.extractors.languages.arabic.gazetteers import (
    STRONG,
    SURNAME,
    adjectives_of_peoples,
    common_words,
    is_definite,
    match,
    offices,
    places,
    readings,
    strength,
    weak_given_names,
)
from tasks.extractors.languages.arabic.phrases import links, phrase_end
from tasks.extractors.languages.arabic.traits import OFFICE, traits
from tasks.extractors.languages.arabic.words import members
from tasks.model.records import Span
from tasks.text.segment import Segmented, Token

Tokens = tuple[Token, ...]
_DAYS = frozenset(("امس", "من"))  # behind أول: a day, no rank
_AFTER_ABBREVIATION = (".", "/")
_LONGEST_ASIDE = 12  # tokens of a bracket between an office and a name


class Office(NamedTuple):
    """A phrase that says what somebody is, as tokens `[first:last]` and as a span of the text.

    Attributes:
        closed: whether the phrase is complete: وزير alone is not, الوزير and وزير الخارجية are.
        title: whether it is a title that stands alone: الدكتور.
        melted: where its first word goes on behind a preposition that has melted its article (لل|رئيس); None elsewhere.
    """

    first: int
    last: int
    span: Span
    closed: bool
    title: bool
    melted: int | None = None


def stretches(segmented: Segmented) -> Iterator[tuple[int, int]]:
    """The sentences as half-open ranges of tokens; an abbreviated title with its full stop (د.) ends none."""
    first = 0
    for sentence in segmented.sentences:
        tokens = segmented.tokens[max(sentence.last - 2, sentence.first) : sentence.last]
        if len(tokens) == 2 and tokens[0].form in links("abbreviation") and tokens[1].surface == ".":
            continue
        yield first, sentence.last
        first = sentence.last
    if first < len(segmented.tokens):
        yield first, len(segmented.tokens)


def cut_letters(token: Token, letters: int) -> int:
    """The offset in the text behind the token's first `letters` letters, marks between them included."""
    seen = 0
    for index, character in enumerate(token.surface):
        is_letter = character.isalnum() and character != "ـ"
        if seen == letters and is_letter:
            return token.start + index
        seen += is_letter
    return token.start


def office_at(tokens: Tokens, at: int, last: int, stops: Collection[int] = ()) -> Office | None:
    """The office, rank or title that begins at this token; None where none does."""
    token = tokens[at]
    if not token.is_word or not traits(token.form) & OFFICE or _is_name(tokens, at, last):
        return None
    if token.form in links("abbreviation") and at + 1 < last and tokens[at + 1].surface in _AFTER_ABBREVIATION:
        return Office(at, at + 2, Span(token.start, tokens[at + 1].end), closed=True, title=True)
    for cut, form in readings(token.form):
        word_class = _class(form)
        if word_class is None or (cut and token.form in common_words() and not is_definite(form) and cut > 1):
            continue
        end, closed = (_title_end if word_class == "title" else phrase_end)(tokens, at, last, stops)
        if word_class == "construct" and not (end > at + 1 and _is_plural(tokens[at + 1])):
            return None
        melted = cut_letters(token, cut + 1) if form not in token.form else None
        start = cut_letters(token, cut) if melted is None else token.start
        end = _past_rank(tokens, end, last) if word_class == "title" and end == at + 1 else end
        is_title = word_class == "title" and tokens[end - 1].form in {token.form} | links("rank")
        return Office(at, end, Span(start, tokens[end - 1].end), closed, is_title, melted)
    return None


def _is_plural(token: Token) -> bool:
    """Whether those of whom somebody is the chief may begin here: كبير المستشارين, كبير مستشاري الحكومة."""
    return is_definite(token.form) or (token.form.endswith("ي") and token.form[0] not in "بل")


def _past_rank(tokens: Tokens, at: int, last: int) -> int:
    """Past what follows a rank: اللواء الركن, الفريق أول, but not أول أمس."""
    while at < last and tokens[at].form in links("rank") and (at + 1 == last or tokens[at + 1].form not in _DAYS):
        at += 1
    return at


def _is_name(tokens: Tokens, at: int, last: int) -> bool:
    """Words that are offices and given names (مساعد, قائد) are names before a surname: مساعد الزويهري."""
    if tokens[at].form not in weak_given_names() or at + 1 >= last:
        return False
    after = tokens[at + 1]
    if after.form in ("بن", "ابن") or strength(after) in (STRONG, SURNAME):
        return True
    if match(tokens, at + 1, last, places())[0] > at + 1:
        return False
    return is_definite(after.form) and after.form not in common_words() and after.form not in offices("title")


def _class(form: str) -> str | None:
    if form in offices("title") or form in offices("construct"):
        return "title" if form in offices("title") else "construct"
    return "office" if form in offices("office") or form.removeprefix("ال") in offices("office") else None


def begins_with_and(token: Token) -> bool:
    """Whether و is joined to an office, which behind a comma is somebody else's: ، والوزير, but not وزير."""
    return token.form[0] == "و" and _class(token.form) is None and _class(token.form[1:]) is not None


def _title_end(tokens: Tokens, at: int, last: int, stops: Collection[int]) -> tuple[int, bool]:
    """A title takes what a phrase takes when a common adjective follows it (الرئيس الفرنسي), else it stands alone."""
    follows = tokens[at + 1].form if at + 1 < last else ""
    adjective = follows in adjectives_of_peoples() or follows in common_words() or follows in links("describing")
    if at + 1 not in stops and strength(tokens[min(at + 1, last - 1)]) not in (STRONG, SURNAME):
        if is_definite(follows) and adjective:
            return phrase_end(tokens, at, last, stops)
        if follows in links("preposition") or follows.startswith(("ل", "ب")):
            return phrase_end(tokens, at, last, stops)
    return at + 1, True


def skip_aside(tokens: Tokens, at: int, last: int) -> int:
    """Behind a comma, a bracket or opening marks that may stand between an office and a name; `at` where none is."""
    if at < last and tokens[at].surface == "(":
        for end in range(at + 1, min(at + _LONGEST_ASIDE, last)):
            if tokens[end].surface == ")":
                return (
                    skip_aside(tokens, end + 1, last) if end + 1 < last and tokens[end + 1].surface == "،" else end + 1
                )
    return at + 1 if at < last and tokens[at].surface in ("،", ",", ":", "/") else at


def _is_adjective(tokens: Tokens, at: int) -> bool:
    """Whether the word, an office elsewhere, describes the common noun before it: الندوة الصحفية, الحزب الحاكم."""
    before = tokens[at - 1] if at else tokens[at]
    noun = is_definite(before.form) and before.form in common_words() and strength(before) is None
    noun = noun and not traits(before.form) & OFFICE and before.form not in members("adverb")
    agrees = before.surface.endswith("ة") == tokens[at].surface.endswith("ة")
    return tokens[at].form in links("adjectival") and noun and agrees


def offices_from(tokens: Tokens, at: int, last: int, stops: Collection[int] = ()) -> tuple[list[Office], int]:
    """The offices in a row from this token, and where the row ends (behind a comma or bracket that follows it)."""
    found: list[Office] = []
    while at < last and at not in stops and traits(tokens[at].form) & OFFICE:
        if tokens[at].form in offices("honorific"):
            at += 1
            continue
        if _is_adjective(tokens, at):
            if not found or found[-1].last != at:
                break
            found[-1] = found[-1]._replace(last=at + 1, span=Span(found[-1].span.start, tokens[at].end))
            at += 1
            continue
        office = office_at(tokens, at, last, stops)
        if office is None or (found and at > found[-1].last and begins_with_and(tokens[at])):
            break
        found.append(office)
        at = skip_aside(tokens, office.last, last)
    return found, at
