"""Which words can be part of a person's name, and how far a name reaches."""

from tasks.extractors.languages.arabic.gazetteers import (
    STRONG,
    SURNAME,
    adjectives_of_peoples,
    common_words,
    given_names,
    heads,
    is_definite,
    listed_names,
    match,
    may_be_common,
    offices,
    places,
    readings,
    strength,
    weak_given_names,
)
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.titles import office_at
from tasks.extractors.languages.arabic.words import opens_content
from tasks.text.segment import Token

Tokens = tuple[Token, ...]
LONGEST = 8  # words of a name
# Beginnings and endings that inflected words have and names hardly ever.
_INFLECTED_START = ("ي", "سي", "ست", "وي", "وت", "ول", "وب", "وال", "لل", "بال", "فال", "كال", "مت", "مست", "و")
_INFLECTED_END = ("ات", "ها", "هم", "وا", "تين", "تان", "نا", "يون", "يين")
_TANWIN = "\u064b"  # the ending of an adverb or object, never of a name


def reach(tokens: Tokens, at: int, last: int, first_form: str | None = None, bold: bool = False) -> int:
    """One past the last token of the name that begins at `at`.

    Args:
        tokens: those of the text.
        at: the first token of the name.
        last: one past the last token of the sentence.
        first_form: the first word without the particle joined to it.
        bold: whether behind a sure given name even a common word with the article is taken for the surname.
    """
    end, given = at + 1, (first_form or tokens[at].form) not in links("kin")
    last = min(last, at + (1 if strength(tokens[at], first_form) == SURNAME else LONGEST))
    while end < last:
        if tokens[end].surface == "-" and end + 1 < last and _touching(tokens, end) and may_be_name(tokens[end + 1]):
            end += 2
        elif _continues(tokens, at, end, last, first_form) or (bold and _is_bold_surname(tokens, at, end)):
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


def _continues(tokens: Tokens, first: int, at: int, last: int, first_form: str | None) -> bool:
    """Whether the word goes on with the name that began before it."""
    token, before = tokens[at], tokens[at - 1]
    if not token.is_word or (token.form in links("stop") and strength(token) != STRONG):
        return False
    if token.form in offices("honorific"):
        return False
    if token.form in links("blessing"):
        return strength(token) is not None and not (at + 1 < last and tokens[at + 1].form == "الله")
    if before.form in links("kin") or before.form in ("بن", "ابن") or _is_titular(tokens, first, at, last):
        return True
    if before.form in links("connector") and at - first > 1 and token.form not in common_words():
        return True  # دي مستورا
    if token.form in links("connector", "kin", "tail"):
        return token.surface not in ("أن", "إن") and (at + 1 < last or token.form in links("tail"))
    if office_at(tokens, at, last) is not None and strength(token) is None:
        return False
    fathered = at + 1 < last and tokens[at + 1].form in ("بن", "ابن") and token.form not in common_words()
    return fathered or _adds(tokens, first, at, last, first_form)


def _is_titular(tokens: Tokens, first: int, at: int, last: int) -> bool:
    """Whether a title is the surname, right behind the given name and before a mark: صلاح الشيخ،."""
    named = at == first + 1 and strength(tokens[first]) is not None and tokens[at].form in links("titular")
    return named and (at + 1 == last or not tokens[at + 1].is_word)


def _is_bold_surname(tokens: Tokens, first: int, at: int) -> bool:
    """سعود الفيصل, وليد المعلم: the word right behind the given name, when an office stands before both."""
    token = tokens[at]
    if at != first + 1 or tokens[first].form not in given_names() or not is_definite(token.form):
        return False
    other = token.form in links("stop") or token.form in offices("title") or token.form.removeprefix("ال") in heads()
    return not other and token.form not in adjectives_of_peoples() and not token.surface.endswith(("ة", "ات", "ين"))


def _adds(tokens: Tokens, first: int, at: int, last: int, first_form: str | None) -> bool:
    token = tokens[at]
    sure = strength(token)
    named = (first_form or tokens[first].form) in given_names() and at == first + 1
    alone = named or (tokens[first].form == "عبد" and at == first + 2)
    surname = alone and is_definite(token.form) and token.form.endswith("ي")
    if match(tokens, at, last, places())[0] > at and sure != STRONG and not surname:
        return False
    if token.form[0] == "ب" and sure != STRONG and match(tokens, at, last, places(), token.form[1:])[0] > at:
        return False  # جامعة الملك عبدالعزيز بجدة
    if sure is not None:
        return not (token.form in given_names() and _is_surname(tokens, first, at - 1))
    if is_definite(token.form):
        if is_definite(tokens[at - 1].form) and opens_content(token):
            return False  # رفض فلان الفلاني التعليق: a verbal noun behind the surname is the verb's object
        if token.form in adjectives_of_peoples() or token.form in common_words():
            return surname
        return True
    return may_be_name(token)


def _is_surname(tokens: Tokens, first: int, at: int) -> bool:
    """Whether a name is complete with this word, so that a given name behind it is another's: فلان الفلاني | علي."""
    before = tokens[at - 1].form if at > first else ""
    return at > first and is_definite(tokens[at].form) and before != "عبد" and before not in links("kin")


def may_be_name(token: Token) -> bool:
    """Whether an unlisted word can be a name: no common word, no particle joined to a known word, not inflected."""
    if not token.is_word or token.form in common_words() or token.form in links("stop"):
        return False
    if strength(token) is not None:
        return True
    bare = token.form.removesuffix("ا")
    if _TANWIN in token.surface or (bare != token.form and (bare in common_words() or may_be_common(bare))):
        return False
    if token.form in heads() or token.form in offices("office") or len(token.form) < 2:
        return False
    if token.form.endswith(_INFLECTED_END) or (token.form.startswith(_INFLECTED_START) and len(token.form) > 3):
        return False
    return not any(_is_known(form, token.form[0]) for cut, form in readings(token.form) if cut)


def _is_known(form: str, particle: str) -> bool:
    """Whether what is left behind a particle is a word of its own: after و any listed name is (عمر القرطبي وعادل …)."""
    if len(form) <= 2:
        return False
    own = form in common_words() or form in places() or form in given_names() or form in weak_given_names()
    return own or (particle == "و" and form in listed_names())
