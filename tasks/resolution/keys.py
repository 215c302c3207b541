"""Keys under which entities are looked up: names that may be one person's share one, whatever their spelling.

A key is made of consonant skeletons: a word without its article and vowels, letters that stand for one another in
foreign names taken together. A name in Latin letters has the keys of its likeliest Arabic spellings.
"""

from collections.abc import Iterable
from functools import lru_cache

from tasks.resolution.names import is_arabic, parts, plain
from tasks.resolution.spelling import transliterations

_VOWELS = str.maketrans("", "", "اويىءهة")
_ALIKE = str.maketrans("غقكگچطضظذزصشثڤپ", "جججججتدددسسستفب")
MOST_NAMES = 6  # of an entity, its most used ones
# A key that so many share tells nothing, and comparing them all would cost the square of their number.
MOST_SHARING = 400
SINGLE = ("+", "-")  # the marks of keys that are one word


@lru_cache(maxsize=1 << 16)
def skeletons(word: str) -> tuple[str, ...]:
    """The consonant skeletons of a folded word; of one without consonants, the word.

    >>> skeletons('غوتيريش') == skeletons('جوتيريس')
    True
    """
    spellings = (plain(word),) if is_arabic(word) else transliterations(word)
    return tuple(dict.fromkeys(_skeleton(one) for one in spellings if one))


def _skeleton(word: str) -> str:
    return word.translate(_VOWELS).translate(_ALIKE) or word


def keys_of(names: Iterable[str]) -> tuple[str, ...]:
    """The keys that an entity of these names is found by, sorted.

    For a name of several words the first with each later one, the second with the last where there are three, and first
    and last alone, marked `+`; for a single word the word alone, marked `-`.
    """
    return tuple(sorted(frozenset().union(*(_keys(parts(name)) for name in list(names)[:MOST_NAMES]))))


@lru_cache(maxsize=1 << 16)
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    if not words:
        return frozenset()
    if len(words) == 1:
        return frozenset(f"-{one}" for one in skeletons(words[0]))
    return _pairs(words) | {f"+{one}" for word in (words[0], words[-1]) for one in skeletons(word)}


def _pairs(words: tuple[str, ...]) -> frozenset[str]:
    pairs = [(words[0], word) for word in words[1:]] + ([(words[1], words[-1])] if len(words) > 2 else [])
    return frozenset(f"{one}.{other}" for left, right in pairs for one in skeletons(left) for other in skeletons(right))


def wanted_keys(names: Iterable[str]) -> tuple[str, ...]:
    """The keys to look for what these names may refer to: pairs of words, and single words of the other mark.

    A full name is looked for among full names that share two words, and among single words; a single word among the
    first and last words of full names, and among single words.
    """
    return tuple(sorted(frozenset().union(*(_wanted(parts(name)) for name in list(names)[:MOST_NAMES]))))


@lru_cache(maxsize=1 << 16)
def _wanted(words: tuple[str, ...]) -> frozenset[str]:
    if len(words) == 1:
        return frozenset(mark + one for mark in "+-" for one in skeletons(words[0]))
    if not words:
        return frozenset()
    return _pairs(words) | {f"-{one}" for word in (words[0], words[-1]) for one in skeletons(word)}
