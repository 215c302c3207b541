"""Whether two profiles are one person's, and how sure that is."""

from functools import lru_cache
from itertools import product

from tasks.resolution.evidence import Evidence, are_apart
from tasks.resolution.matching import (
    ALONE,
    GARBLED,
    LEADING,
    MIDDLE,
    SAME,
    SPELLED,
    SURE,
    TRAILING,
    VERY_SURE,
    Match,
    distinctive,
    match,
)
from tasks.resolution.names import common, parts, plain
from tasks.resolution.profile import Profile

# How much a match is worth before anything else is known, best first.
_ORDER = (SAME, SPELLED, MIDDLE, LEADING, TRAILING, GARBLED, ALONE)
_LEAST_ALONE = 2  # points, without which no single word is enough


def best_match(one: Profile, other: Profile) -> tuple[Match, str, str] | None:
    """The best match between the names of two profiles, and the two names; None where no name matches."""
    return _best(one.compared, other.compared)


# A batch names one person in many articles, and compares each with the same others.
@lru_cache(maxsize=1 << 16)
def _best(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[Match, str, str] | None:
    found = [
        (_ORDER.index(how.how), how.cost, left, right, how)
        for left, right in product(some, others)
        if (how := match(left, right)) is not None
    ]
    if not found:
        return None
    _, _, left, right, how = min(found, key=lambda item: item[:4])
    return how, left, right


def score(one: Profile, other: Profile) -> float | None:
    """How surely two profiles are one person's, from 0 up; None where they have to stay two.

    A full name that few people bear links by itself, unless roles contradict it. A name of very many people, another
    spelling, a name with words left out need evidence: the more, the less the name says. A single word never links by
    itself. Whatever the best match is, every usual full name of one has to match those of the other, or be one of them
    (by hand two names may have been put together that do not match).
    """
    seen = Evidence(one, other)
    if not (one.full and other.full) and seen.points < _LEAST_ALONE:
        return None  # most pairs that share one word share nothing else, and that is told sooner than how it is spelled
    found = best_match(one, other)
    if found is None or not _agree(one, other):
        return None
    how, left, right = found
    shorter = min(left, right, key=lambda name: len(parts(name)))
    if not _enough(how, shorter, seen) or are_apart(one, other):
        return None
    return 10 - 2 * _ORDER.index(how.how) - how.cost + seen.points


def _agree(one: Profile, other: Profile) -> bool:
    return _all_match(one.usual_names, other.usual_names)


@lru_cache(maxsize=1 << 16)
def _all_match(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return all(left in others or right in some or match(left, right) for left, right in product(some, others))


def _enough(how: Match, shorter: str, seen: Evidence) -> bool:
    """Whether the evidence is enough for such a match; `shorter` is the name of fewer words."""
    if len(parts(shorter)) == 1:
        return how.cost <= SURE and _enough_alone(shorter, seen)
    rare = distinctive(shorter)
    match how.how:
        case "same":
            return rare or seen.points >= 2
        case "garbled":
            return seen.roles >= 3 and seen.company >= 1
        case _ if how.cost > SURE:
            return seen.roles >= 3
        case "spelled":
            return seen.points >= (2 if not rare else 0 if how.cost <= VERY_SURE else 1)
        case "middle":
            return rare or seen.roles >= 2 or seen.points >= 3
        case "leading":
            return seen.roles >= 2 or (seen.roles >= 1 and seen.company >= 1)
        case "trailing":
            return seen.roles >= 2
    raise AssertionError(how.how)


def _enough_alone(word: str, seen: Evidence) -> bool:
    """A single word needs an office that both have, or, where it is no common name, plenty of common company."""
    ordinary = plain(word) in common("given") or plain(word) in common("surname")
    if ordinary:
        return seen.roles >= 2 and seen.points >= 3
    return seen.roles >= 2 or seen.points >= 2
