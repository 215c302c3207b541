"""How two names of persons may name one: the same words, other spellings, some words left out, one word alone."""

from dataclasses import dataclass
from functools import lru_cache
from math import inf

from tasks.resolution.names import common, fold_name, is_arabic, parts, plain
from tasks.resolution.spelling import arabic_cost, latin_cost

# Letters that Arabic names have and foreign ones, written by ear, do not: vowels tell such names apart.
_NATIVE = frozenset("حعضصظقذ")
# Nats a letter; chosen on the open part of tests/gates/entity-mentions.csv. Up to the first, two spellings need nothing
# besides to be those of one name; up to the second, something; up to the third, very much.
VERY_SURE, SURE, MOST_A_LETTER = 0.54, 0.6, 1.0
# What Latin letters cost is on another scale; up to this 0.92 of right pairs are kept (seeds/models/name-spelling.md).
MOST_LATIN = 1.6

SAME, SPELLED, MIDDLE, LEADING, TRAILING, ALONE = "same", "spelled", "middle", "leading", "trailing", "alone"
GARBLED = "garbled"
_LEAST_GARBLED = 3  # words of a name one of which may be


@dataclass(frozen=True, slots=True)
class Match:
    """How two names match.

    Attributes:
        how: SAME words; SPELLED otherwise; the longer has more words in its MIDDLE, or the shorter is its LEADING or
            TRAILING words; one is a single word, which stands ALONE; GARBLED where of three words or more one, foreign
            by its letters, has nothing of the other's.
        cost: how far the spellings are apart, in nats a letter.
    """

    how: str
    cost: float


@lru_cache(maxsize=1 << 17)
def match(one: str, other: str) -> Match | None:
    """How two names of persons match; None where they name different people."""
    shorter, longer = sorted((parts(one), parts(other)), key=len)
    if not shorter:
        return None
    if len(shorter) == 1:
        cost = min((_cost(shorter[0], word) for word in {longer[0], longer[-1]}), default=inf)
        return _match("alone" if len(longer) > 1 else SAME, cost)
    if len(shorter) == len(longer):
        costs = _costs(shorter, longer)
        return _garbled(shorter, longer, costs) or _match(SPELLED if max(costs) else SAME, max(costs))
    found = _shortened(shorter, longer)
    return None if found is not None and found.how == TRAILING and _of_the_father(one, other) else found


def _costs(some: tuple[str, ...], others: tuple[str, ...]) -> list[float]:
    """How far the words are apart, one after another, up to the one with which the names are two."""
    costs: list[float] = []
    for left, right in zip(some, others, strict=True):
        costs.append(_cost(left, right))
        if costs.count(inf) > (len(some) >= _LEAST_GARBLED):
            break
    return costs


def _garbled(some: tuple[str, ...], others: tuple[str, ...], costs: list[float]) -> Match | None:
    wrong = [place for place, cost in enumerate(costs) if cost > SURE]
    if len(costs) < _LEAST_GARBLED or len(wrong) != 1:
        return None
    return Match(GARBLED, 0.0) if all(_by_ear(words[wrong[0]]) for words in (some, others)) else None


def _of_the_father(one: str, other: str) -> bool:
    """Whether what the shorter name lacks is followed by بن: سلمان is not محمد بن سلمان."""
    shorter, longer = sorted((fold_name(one), fold_name(other)), key=len)
    return f" بن {shorter}" in longer


def _match(how: str, cost: float) -> Match | None:
    return Match(how, cost) if cost < inf else None


def _shortened(shorter: tuple[str, ...], longer: tuple[str, ...]) -> Match | None:
    """The match where the longer name has all words of the shorter, in their order."""
    whole = _in_order(shorter, longer)
    if whole == inf:
        return None
    first, last = _cost(shorter[0], longer[0]) < inf, _cost(shorter[-1], longer[-1]) < inf
    match first, last:
        case True, True:
            return Match(MIDDLE, whole)
        case True, False if _in_order(shorter, longer[: len(shorter)]) < inf:
            return Match(LEADING, whole)
        case False, True if _in_order(shorter, longer[-len(shorter) :]) < inf:
            return Match(TRAILING, whole)
    return None


def _in_order(shorter: tuple[str, ...], longer: tuple[str, ...]) -> float:
    """The dearest word where every word of the shorter has its like in the longer, in order; else inf."""
    worst, rest = 0.0, list(longer)
    for word in shorter:
        like = ((place, cost) for place, other in enumerate(rest) if (cost := _cost(word, other)) < inf)
        place, cost = next(like, (None, inf))
        if place is None:
            return inf
        worst, rest = max(worst, cost), rest[place + 1 :]
    return worst


@lru_cache(maxsize=1 << 17)
def _cost(one: str, other: str) -> float:
    """How far two words are apart, in nats a letter: 0 where they fold together, inf where they are two names."""
    left, right = plain(one), plain(other)
    if left == right:
        return 0.0
    if is_arabic(left) != is_arabic(right):
        latin, arabic = (right, left) if is_arabic(left) else (left, right)
        cost = latin_cost(latin, arabic)
        return cost * VERY_SURE / MOST_LATIN if cost <= MOST_LATIN else inf
    if not is_arabic(left) or not (_by_ear(one) and _by_ear(other)):
        return inf
    letters = max(len(left), len(right))
    return arabic_cost(left, right, MOST_A_LETTER * letters) / letters


def _by_ear(word: str) -> bool:
    """Whether the word may be a foreign name, which is written as it is heard."""
    listed = plain(word) in common("given") or plain(word) in common("surname")
    return not (listed or word.startswith("ال") or _NATIVE & set(word))


def distinctive(name: str) -> bool:
    """Whether few people can be meant: it is of two words or more, not all of which very many people bear."""
    words = parts(name)
    return len(words) > 3 or (len(words) > 1 and not (_ordinary(words[0]) and _ordinary(words[-1])))


def _ordinary(word: str) -> bool:
    """Whether very many people bear it: الفيصل is the name of one family, فيصل is everybody's."""
    return plain(word) in common("surname") or word in common("given")
