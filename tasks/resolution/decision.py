"""Whether two profiles are one person's, and how sure that is."""

from itertools import product

from tasks.resolution.evidence import Evidence, evidence
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

# Of each profile so many names are compared, the most used ones.
MOST_NAMES = 5
NEVER = 99  # more points than there are
# How much a match is worth before anything else is known, best first.
_ORDER = (SAME, SPELLED, MIDDLE, LEADING, TRAILING, GARBLED, ALONE)


def best_match(one: Profile, other: Profile) -> tuple[Match, str, str] | None:
    """The best match between the names of two profiles, and the two names; None where no name matches."""
    found = [
        (_ORDER.index(how.how), how.cost, left, right, how)
        for left, right in product(_names(one), _names(other))
        if (how := match(left, right)) is not None
    ]
    if not found:
        return None
    _, _, left, right, how = min(found, key=lambda item: item[:4])
    return how, left, right


def _names(profile: Profile) -> list[str]:
    full = [name for name in profile.names if len(parts(name)) > 1]
    return sorted(full or profile.names, key=lambda name: (-profile.names[name], name))[:MOST_NAMES]


def score(one: Profile, other: Profile) -> float | None:
    """How surely two profiles are one person's, from 0 up; None where they have to stay two.

    A full name that few people bear links by itself, unless roles contradict it. A name of very many people, another
    spelling, a name with words left out need evidence: the more, the less the name says. A single word never links by
    itself.
    """
    found = best_match(one, other)
    if found is None:
        return None
    how, left, right = found
    seen = evidence(one, other)
    if seen.against or seen.points < _needed(how, left, right, seen):
        return None
    return 10 - 2 * _ORDER.index(how.how) - how.cost + seen.points


def _needed(how: Match, left: str, right: str, seen: Evidence) -> int:
    """How many points of evidence the match needs; more than there are points where roles are needed and lacking."""
    shorter = min(left, right, key=lambda name: len(parts(name)))
    if len(parts(shorter)) == 1:
        return _needed_alone(how, shorter, seen)
    rare = distinctive(shorter)
    match how.how:
        case "same":
            return 0 if rare else 1
        case "spelled" if how.cost <= SURE:
            return 0 if rare and how.cost <= VERY_SURE else 1
        case "spelled" if seen.roles >= 3:
            return 3
        case "garbled" if seen.roles >= 3:
            return 4
        case "middle" if how.cost <= SURE:
            return 0 if rare else 2
        case "leading" if how.cost <= SURE:
            return 1 if rare else 2
        case "trailing" if how.cost <= SURE and seen.roles:
            return 2
    return NEVER


def _needed_alone(how: Match, word: str, seen: Evidence) -> int:
    """A single word needs an office that both have, or, where it is no common name, plenty of common company."""
    if how.cost > SURE:
        return NEVER
    ordinary = plain(word) in common("given") or plain(word) in common("surname")
    if seen.roles >= 2:
        return 3 if ordinary else 2
    return NEVER if ordinary else 2
