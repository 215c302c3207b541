"""How far two spellings of one name are apart, Arabic and Latin, by a table of letters learned from pairs of names.

The model says what Latin letters become in Arabic (`tasks.training.transliteration`). Between Arabic spellings it is
read twice: two Arabic letters are near when the same Latin ones are written by both, as غ and ج are for g, and ا and
nothing for a.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from math import exp, inf, log, nextafter, sqrt

from tasks.storage.seeds import model

MODEL = "models/name-spelling.json.gz"
MOST_LATIN, MOST_ARABIC = 3, 2  # letters of a piece
_BEGIN, _END = "^", "$"
_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
_BEAM = 24
_RARE = 3.0  # nats dearer than the usual way: one time in twenty


def latin_letters(name: str) -> str:
    """The Latin letters a-z of a word, accents taken off; marks such as apostrophes and hyphens fall out."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_SPECIAL))
    return "".join(letter for letter in plain if letter.isalpha())


def bounded(latin: str) -> str:
    """The letters between the marks of beginning and end, which the model's pieces hold."""
    return f"{_BEGIN}{latin}{_END}"


@cache
def _pieces() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """By Latin letters, the Arabic ones that they become and the cost in nats."""
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for piece, (cost,) in model(MODEL).items():
        latin, _, arabic = piece.partition(">")
        found[latin].append((arabic, cost))
    return {latin: tuple(ways) for latin, ways in found.items()}


@lru_cache(maxsize=1 << 14)
def latin_cost(latin: str, arabic: str) -> float:
    """How dear it is to write the Latin word as the folded Arabic one, in nats a letter; inf where there is no way.

    >>> latin_cost("trump", "ترامب") < latin_cost("trump", "ترنب")
    True
    """
    word = bounded(latin_letters(latin))
    best = {(0, 0): 0.0}
    for i in range(len(word)):
        for j in range(len(arabic) + 1):
            here = best.get((i, j))
            if here is not None:
                _spread(word, arabic, i, j, here, best)
    return best.get((len(word), len(arabic)), inf) / max(len(word) - 2, len(arabic), 1)


def _spread(word: str, arabic: str, i: int, j: int, here: float, best: dict[tuple[int, int], float]) -> None:
    for end in range(i + 1, min(i + MOST_LATIN, len(word)) + 1):
        for way, cost in _pieces().get(word[i:end], ()):
            if arabic.startswith(way, j) and here + cost < best.get((end, j + len(way)), inf):
                best[end, j + len(way)] = here + cost


@lru_cache(maxsize=1 << 12)
def transliterations(latin: str, most: int = 3) -> tuple[str, ...]:
    """The likeliest Arabic spellings of a Latin word, best first, folded."""
    word = bounded(latin_letters(latin))
    beams: list[dict[str, float]] = [{"": 0.0}, *({} for _ in word)]
    for i in range(len(word)):
        for text, cost in sorted(beams[i].items(), key=lambda item: item[1])[:_BEAM]:
            for end in range(i + 1, min(i + MOST_LATIN, len(word)) + 1):
                for way, more in _pieces().get(word[i:end], ()):
                    beams[end][text + way] = min(cost + more, beams[end].get(text + way, inf))
    return tuple(text for text, _ in sorted(beams[-1].items(), key=lambda item: (item[1], item[0]))[:most])


@cache
def _nearness() -> Mapping[tuple[str, str], float]:
    """The cost in nats of one Arabic piece for another: minus the logarithm of how alike their Latin letters are."""
    usual = {latin: _usual(ways) for latin, ways in _pieces().items()}
    vectors: dict[str, dict[str, float]] = defaultdict(dict)
    for latin, ways in usual.items():
        for arabic, cost in ways:
            vectors[arabic][latin] = exp(-cost)
    norms = {arabic: sqrt(sum(value * value for value in vector.values())) for arabic, vector in vectors.items()}
    found: dict[tuple[str, str], float] = defaultdict(float)
    for ways in usual.values():
        shares = [(arabic, exp(-cost)) for arabic, cost in ways]
        for one, share in shares:
            for other, more in shares:
                found[one, other] += share * more / norms[one] / norms[other]
    return {pair: max(-log(value), 0.0) for pair, value in found.items() if value > 0.002}


def _usual(ways: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """The ways that are not rare: a slip in one pair of names makes no two letters alike."""
    best = min(cost for _, cost in ways)
    return tuple(way for way in ways if way[1] <= best + _RARE)


@cache
def _near_to() -> Mapping[str, Mapping[str, float]]:
    """`_nearness` by its first piece: comparing names spends its time on looking pairs of pieces up."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), cost in _nearness().items():
        found[one][other] = cost
    return dict(found)


@lru_cache(maxsize=1 << 16)
def arabic_cost(one: str, other: str, most: float = inf) -> float:
    """How far two folded Arabic words are apart, in nats: 0 for equal ones, inf where nothing is written both ways.

    Args:
        one: a word.
        other: another one.
        most: more than this counts as inf; most words are far apart, and are given up the sooner the less it is.

    >>> arabic_cost("ترامب", "ترمب") < arabic_cost("ترامب", "ترابط")
    True
    """
    far = nextafter(most, inf)
    best = [[far] * (len(other) + 1) for _ in range(len(one) + 1)]
    best[0][0] = 0.0
    steps = _pieces_of(other)
    for row, ways in zip(best, _pieces_of(one), strict=True):
        for to_i, left in ways:
            near, to = _near_to().get(left, {}), best[to_i]
            for j, here in enumerate(row):
                if here < far:
                    for to_j, right in steps[j]:
                        cost = here + (0.0 if left == right else near.get(right, inf))
                        if cost < to[to_j]:
                            to[to_j] = cost
    return best[-1][-1] if best[-1][-1] < far else inf


@lru_cache(maxsize=1 << 14)
def _pieces_of(word: str) -> tuple[tuple[tuple[int, str], ...], ...]:
    """By place, the pieces that begin there, the empty one first, each behind the place where it ends."""
    length = len(word)
    return tuple(
        tuple((end, word[place:end]) for end in range(place, min(place + MOST_ARABIC, length) + 1))
        for place in range(length + 1)
    )
