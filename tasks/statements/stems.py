"""The bare stem of an Arabic word: what stays when the same is said by another person, joined otherwise, inflected.

Light stemming (Larkey, Ballesteros & Connell 2002) with one step more, for direct speech is told in the first person
and indirect speech in the third: the imperfect's first letter falls off too, and weak letters inside, which inflection
changes. So سنغادر and سيغادرون, حققنا and حققوا are one stem. Different words meet in one stem too; contents are
compared by all of their words, so that costs little.
"""

import re
from functools import cache

from tasks.storage.seeds import rows
from tasks.text.memo import Memo

_WEAK = re.compile("[اويه]")
_HAMZA = tuple(zip("ؤئء", ("و", "ي", ""), strict=True))
_LEAST = 4  # letters of a word that anything is taken from
_SEPARATORS = re.compile("[,٬]")


def stem(word: str) -> str:
    """The stem of a folded word; a number without its separators, a word of another script as it is."""
    return STEMS[word]


def _stem(word: str) -> str:
    if word[0].isdigit():
        return _SEPARATORS.sub("", word)
    if len(word) < _LEAST or not "\u0600" <= word[0] <= "\u06ff":
        return word
    for letter, instead in _HAMZA:
        word = word.replace(letter, instead)
    return _skeleton(_without(_firsts(), _without_ending(_without(_joined(), word))))


STEMS = Memo(_stem)
"""The stems by their words."""


def _without(affixes: re.Pattern[str], word: str) -> str:
    found = affixes.match(word)
    return word[found.end() :] if found else word


def _without_ending(word: str) -> str:
    return _without(_endings(), word[::-1])[::-1]


def _skeleton(word: str) -> str:
    strong = word[0] + _WEAK.sub("", word[1:])
    return strong if len(strong) > 1 else word


@cache
def _joined() -> re.Pattern[str]:
    """What is joined before a word: the article, else a conjunction and a particle; and the imperfect's future."""
    article, conjunction, particle, future, person = map(
        _any, ("article", "conjunction", "particle", "future", "person")
    )
    return re.compile(f"(?:{article}|{conjunction}?{particle}?)(?:{future}(?={person}))?")


@cache
def _firsts() -> re.Pattern[str]:
    return re.compile(_any("person"))


@cache
def _endings() -> re.Pattern[str]:
    """Of a word that is read from its end."""
    return re.compile(_any("ending", -1))


def _any(kind: str, step: int = 1) -> str:
    """A pattern for the first of these affixes that leaves letters enough."""
    found = [(row["affix"], row["least"]) for row in rows("lexicons/ar/affixes.csv") if row["kind"] == kind]
    affixes = "|".join(f"{re.escape(affix[::step])}(?=.{{{least}}})" for affix, least in found)
    return f"(?:{affixes})"
