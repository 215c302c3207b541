"""The words of what was said, as they are compared: stems with their rarity, numbers, negations."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from tasks.extractors.languages.arabic.words import members
from tasks.statements.stems import STEMS
from tasks.storage.seeds import rows
from tasks.text.normalize import fold

# Two contents that are alike share a word as rare as that: one in fifty paragraphs has it.
LEAST_RARE = 4.0
# A number with its separators is one word.
_WORD = re.compile(r"\d+(?:[.,٫٬]\d+)*|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A content as it is compared.

    Attributes:
        stems: how often each stem stands in it.
        rare: those that few other contents have.
        weight: the sum of their rarities, one for each time.
        numbers: its numbers in digits.
        negations: how many words of it deny something.
    """

    stems: Mapping[str, int]
    rare: frozenset[str]
    weight: float
    numbers: frozenset[str]
    negations: int


@lru_cache(maxsize=1 << 15)
def wording(content: str) -> Wording:
    """The wording of a quote's content."""
    words = _WORD.findall(fold(content))
    stems = Counter(map(STEMS.__getitem__, words))
    listed, unlisted = _rarities(), rarest()
    rarities = {one: listed.get(one, unlisted) for one in stems}
    weight = sum(rarities[one] * count for one, count in stems.items())
    rare = frozenset(one for one, value in rarities.items() if value >= LEAST_RARE)
    numbers = frozenset(one for one in stems if one[0].isdigit())
    return Wording(stems, rare, weight, numbers, sum(map(members("negation", "reverses").__contains__, words)))


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
