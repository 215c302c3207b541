"""The words of what was said, as they are compared: stems with their rarity, numbers, negations."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from tasks.extractors.languages.arabic.words import members
from tasks.statements.stems import stem
from tasks.storage.seeds import rows
from tasks.text.normalize import fold

# A number with its separators is one word.
_WORD = re.compile(r"\d+(?:[.,٫٬]\d+)*|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A content as it is compared.

    Attributes:
        stems: how often each stem stands in it.
        weight: the sum of their rarities, one for each time.
        numbers: its numbers in digits.
        negations: how many words of it deny something.
    """

    stems: Mapping[str, int]
    weight: float
    numbers: frozenset[str]
    negations: int


@lru_cache(maxsize=1 << 15)
def wording(content: str) -> Wording:
    """The wording of a quote's content."""
    words = _WORD.findall(fold(content))
    stems = Counter(map(stem, words))
    weight = sum(rarity(one) * count for one, count in stems.items())
    numbers = frozenset(one for one in stems if one[0].isdigit())
    return Wording(stems, weight, numbers, sum(word in members("negation", "reverses") for word in words))


def rarity(one: str) -> float:
    """How much it tells that two contents share the stem: the negative logarithm of its share of paragraphs."""
    return _rarities().get(one, rarest())


@cache
def rarest() -> float:
    """The rarity of a stem that is not listed."""
    return max(_rarities().values())


@cache
def _rarities() -> Mapping[str, float]:
    return {row["stem"]: int(row["rarity"]) / 10 for row in rows("lexicons/ar/stem-rarities.csv")}
