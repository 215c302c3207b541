"""The bare stem of an Arabic word: what stays when the same is said by another person, joined otherwise, inflected.

Light stemming (Larkey, Ballesteros & Connell 2002) with one step more, for direct speech is told in the first person
and indirect speech in the third: the imperfect's first letter falls off too, and weak letters inside, which inflection
changes. So سنغادر and سيغادرون, حققنا and حققوا are one stem. Different words meet in one stem too; contents are
compared by all of their words, so that costs little.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tasks.storage.seeds import rows

_WEAK = re.compile("[اويه]")
_HAMZA = tuple(zip("ؤئء", ("و", "ي", ""), strict=True))
_LEAST = 4  # letters of a word that anything is taken from
_SEPARATORS = re.compile("[,٬]")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a folded word; a number without its separators, a word of another script as it is."""
    if word[0].isdigit():
        return _SEPARATORS.sub("", word)
    if len(word) < _LEAST or not "\u0600" <= word[0] <= "\u06ff":
        return word
    bare = _without_hamza(word)
    joined = _without_first(bare, "article")
    if joined == bare:
        joined = _without_first(_without_first(bare, "conjunction"), "particle")
    return _skeleton(_without_first(_without_last(_without_future(joined)), "person"))


def _without_hamza(word: str) -> str:
    for letter, instead in _HAMZA:
        word = word.replace(letter, instead)
    return word


def _without_future(word: str) -> str:
    return next((rest for rest in _rests(word, "future") if rest[0] in _firsts()), word)


def _without_first(word: str, kind: str) -> str:
    return next(_rests(word, kind), word)


def _rests(word: str, kind: str) -> Iterator[str]:
    return (
        word[len(affix) :]
        for affix, least in _affixes(kind)
        if word.startswith(affix) and len(word) - len(affix) >= least
    )


def _without_last(word: str) -> str:
    return next(
        (
            word[: -len(affix)]
            for affix, least in _affixes("ending")
            if word.endswith(affix) and len(word) - len(affix) >= least
        ),
        word,
    )


def _skeleton(word: str) -> str:
    strong = word[0] + _WEAK.sub("", word[1:])
    return strong if len(strong) > 1 else word


@cache
def _affixes(kind: str) -> tuple[tuple[str, int], ...]:
    return tuple((row["affix"], int(row["least"])) for row in rows("lexicons/ar/affixes.csv") if row["kind"] == kind)


@cache
def _firsts() -> frozenset[str]:
    return frozenset(affix for affix, _ in _affixes("person"))
