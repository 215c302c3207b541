"""What a word looks like to the taggers of names and of persons: one letter for its kind, and its features as strings.

The features are those of Ratinov & Roth (2009) and Benajiba et al. (2008) for Arabic: word, prefixes and suffixes,
spelling that folding hides (hamza, ta marbuta) and the neighbours' kinds. What the lists say of a word beyond its kind
the tagger of names adds (`listlooks.py`).
"""

from functools import cache, lru_cache

from tasks.extractors.languages.arabic.gazetteers import (
    STRONG,
    SURNAME,
    adjectives_of_peoples,
    common_words,
    is_definite,
    may_be_common,
    readings,
    strength,
)
from tasks.extractors.languages.arabic.letters import likeness
from tasks.extractors.languages.arabic.namewords import may_be_name
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.traits import ANNOUNCES, INSTITUTION, NAME, OFFICE, PLACE_HEAD, THING, traits
from tasks.text.segment import Token

KNOWN = "S"  # the kind of a listed surname that stands alone
OUTSIDE = "#"  # the kind of what lies beyond the sentence
# All kinds: numbers and marks; what the lists say; how the word is made.
KINDS = OUTSIDE + '0.,:()-/"' + "FKOAVGSWHCcPg" + "mdeuvjqit"
REACH = 2  # words on each side that a word's label may depend on
NAME_KINDS = frozenset("GSWKgjudivq")  # kinds of words that begin or end names
_MARKS = {",": ",", "،": ",", ":": ":", "(": "(", ")": ")", "-": "-", "/": "/", **dict.fromkeys('"«»“”', '"')}
_TELLING = ".:("  # marks that are told apart
_JOINED = frozenset("وفبلك")  # what particles begin with
FAR = "kw"  # the letters of the looks that a word gives to the second on each side too
_STRENGTHS = {STRONG: "G", SURNAME: KNOWN, "weak": "W"}


@lru_cache(maxsize=1 << 16)
def kind(surface: str, form: str, is_word: bool) -> str:
    """One letter: what the lists say of the word, else how it is made (d with the article, j behind a particle)."""
    if not is_word:
        return "0" if form[:1].isdigit() else _MARKS.get(form, ".")
    token = Token(0, 0, surface, form, is_word)
    if form in links("stop") and strength(token) != STRONG:
        return "F"
    if form in links("kin", "connector", "tail"):
        return "K"
    sure = strength(token)
    found = traits(form)
    for bit, letter in ((OFFICE, "O"), (ANNOUNCES, "A" if form in adjectives_of_peoples() else "V")):
        if found & bit and sure is None:
            return letter
    if sure is not None:
        return _STRENGTHS[sure]
    return _listed(form, found) or _unlisted(token)


def _listed(form: str, found: int) -> str:
    if form in common_words():
        return "H" if found & (INSTITUTION | PLACE_HEAD) else "C" if is_definite(form) else "c"
    if form in adjectives_of_peoples():
        return "A"
    if found & THING:
        return "P"
    return "g" if found & NAME else ""


def _unlisted(token: Token) -> str:
    if may_be_common(token.form) or (is_definite(token.form) and _is_common_noun(token.form[2:])):
        return "C" if is_definite(token.form) else "m"
    like = likeness(token.form) > 0
    if is_definite(token.form):
        return "d" if like else "e"
    if may_be_name(token):
        return "u" if like else "v"
    if token.form[0] in "وفبلك" and len(token.form) > 3:
        return "j" if likeness(token.form[1:]) > 0 else "q"
    return "i" if like else "t"


def _is_common_noun(bare: str) -> bool:
    return bare in common_words() or may_be_common(bare)


def features(surface: str, form: str, is_word: bool, offset: int) -> tuple[str, ...]:
    """The features that a word gives to the word that it stands `offset` words behind (negative: before)."""
    if not offset:
        return tuple(own_looks(surface, form, is_word))
    near = near_looks(surface, form, is_word)
    return tuple(f"{offset}{one}" for one in near if abs(offset) == 1 or one[0] in FAR)


def own_looks(surface: str, form: str, is_word: bool) -> list[str]:
    """The features that a word gives to itself."""
    letter = kind(surface, form, is_word)
    if not is_word:
        return [f"0k{letter}", f"0w{form}"] if letter in _TELLING else [f"0k{letter}"]
    like, most = likeness(form), min(len(form), 5)
    found = [f"0k{letter}", f"0w{form}", f"l{min(len(form), 9)}", f"x{letter}{form[-1]}", f"y{letter}{form[0]}"]
    found += [f"p{form[:size]}" for size in range(1, most)]
    found += [f"s{form[-size:]}" for size in range(1, most)]
    found += _spelling(surface)
    found.append(f"n{round(max(-6.0, min(6.0, like)))}")
    if form[0] in _JOINED:
        found += [f"r{form[:cut]}{kind(rest, rest, True)}" for cut, rest in readings(form) if cut]
    return found


def near_looks(surface: str, form: str, is_word: bool) -> list[str]:
    """What a word gives to those beside it, as features without the offset; to the second on each side only `FAR`."""
    letter = kind(surface, form, is_word)
    if not is_word:
        return [f"k{letter}", f"w{form}"] if letter in _TELLING else [f"k{letter}"]
    like = round(max(-3.0, min(3.0, likeness(form) / 2)))
    found = [f"k{letter}", f"n{like}", f"p{form[:2]}", f"s{form[-2:]}", f"e{surface[-1:]}"]
    return found if letter in NAME_KINDS else [*found, f"w{form}"]


def _spelling(surface: str) -> list[str]:
    """What folding hides: the last letter as written, hamza inside, marks."""
    found = [f"e{surface[-1:]}"]
    if surface[:1] in "أإآ":
        found.append(f"b{surface[:1]}")
    return found + [f"h{letter}" for letter in _foreign() if letter in surface]


@cache
def _foreign() -> tuple[str, ...]:
    """Letters and pairs of vowels that transliterated names have more of than Arabic words: غ, ف, يو, او."""
    return ("غ", "چ", "ڤ", "پ", "گ", "يو", "وي", "ئ", "ؤ", "يا", "او")
