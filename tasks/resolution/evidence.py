"""What speaks for and against two profiles being one person's: roles, peoples, company and time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, cached_property, lru_cache

from tasks.resolution.matching import match
from tasks.resolution.names import fold_name, plain
from tasks.resolution.profile import PERSON, Profile
from tasks.storage.seeds import rows

# People change what they do; a namesake of another trade within these years is somebody else.
SOON = timedelta(days=5 * 365)
# A country says less than a club or a ministry: half of what is named is countries and cities.
WEIGHTS = {"GPE": 0.5, "LOC": 0.5, "ORG": 1.0, "FACILITY": 1.0, "PERSON": 0.75}
SOME, MUCH = 1.5, 3.0


@dataclass(frozen=True)
class Evidence:
    """What speaks for two profiles being one person's; each part is looked for when it is asked for."""

    one: Profile
    other: Profile

    @cached_property
    def roles(self) -> int:
        """3 for one office with what it is over, 2 for two words, 1 for one word or a rank alone, 0 for nothing."""
        some, others = self.one.roles, self.other.roles
        return _most_alike(some, others) if some and others else 0

    @cached_property
    def company(self) -> int:
        """2 for much company that both have, 1 for some, 0 for less."""
        shared = self.one.usual_company & self.other.usual_company
        if len(shared) < SOME:  # nothing weighs more than 1, and most share nothing
            return 0
        weight = sum(WEIGHTS.get(name.partition(":")[0], 0.0) for name in shared)
        return 2 if weight >= MUCH else 1 if weight >= SOME else 0

    @property
    def points(self) -> int:
        """All points together."""
        return self.roles + self.company


def are_apart(one: Profile, other: Profile) -> bool:
    """Whether anything speaks against the two being one person."""
    return contradicts(one, other) or meet(one, other) or meet(other, one)


def meet(one: Profile, other: Profile) -> bool:
    """Whether an article of one names the other as somebody else, by a name that is none of the one's."""
    met = [name for name in other.names if f"{PERSON}:{name}" in one.company]
    return any(match(name, own) is None for name in met for own in one.names)


def contradicts(one: Profile, other: Profile) -> bool:
    """Whether roles say at about the same time that these are two people."""
    if not _near(one, other):
        return False
    left, right = _fields(one.roles), _fields(other.roles)
    if left and right and not left & right and any((a, b) in _conflicts() for a in left for b in right):
        return True
    peoples = _peoples(one.roles), _peoples(other.roles)
    return bool(peoples[0] and peoples[1] and not peoples[0] & peoples[1] and left & right)


def _near(one: Profile, other: Profile) -> bool:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return True
    return one.first - other.last < SOON and other.first - one.last < SOON


@lru_cache(maxsize=1 << 16)
def _most_alike(some: frozenset[str], others: frozenset[str]) -> int:
    return max(_alike(one, other) for one in some for other in others)


@lru_cache(maxsize=1 << 16)
def _alike(one: str, other: str) -> int:
    left, right = content_words(one), content_words(other)
    shared = left & right
    if len(shared) >= 3 or (len(shared) == 2 and left == right):
        return 3
    ranks = _ranks(one) & _ranks(other)
    if len(shared) == 2 or (shared and (ranks or one == other)):
        return 2
    return 1 if shared or ranks else 0


@lru_cache(maxsize=1 << 14)
def content_words(role: str) -> frozenset[str]:
    """The words of a folded role without titles and small words, without their article."""
    return frozenset(word for word in _words(role) if len(word) > 2 and word not in _titles())


def telling_words(role: str) -> frozenset[str]:
    """The words of a folded role one of which another role has to share to speak for one person."""
    return content_words(role) | _ranks(role)


@lru_cache(maxsize=1 << 14)
def _ranks(role: str) -> frozenset[str]:
    """Titles that tell a field: those of very many people, such as doctor and sheikh, speak for nobody."""
    return frozenset(word for word in _words(role) if word in _titles() and word in _field_words())


@lru_cache(maxsize=1 << 14)
def _words(role: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in role.split())


def _stem(word: str) -> str:
    """The word without the article and joined ل and ب before it, and without the ending of the feminine."""
    if word.startswith(("لل", "بال", "وال", "كال")):
        word = word[2:] if word.startswith("لل") else word[3:]
    word = plain(word)
    return word[:-1] if word.endswith("ه") and len(word) > 4 else word


@lru_cache(maxsize=1 << 12)
def _fields(roles: frozenset[str]) -> frozenset[str]:
    known = _field_words()
    return frozenset(known[word] for role in roles for word in role_heads(role) if word in known)


def role_heads(role: str) -> tuple[str, ...]:
    """The words of a role that may say what somebody is: the first, and titles; not what the office is over."""
    words = _words(role)
    return words[:1] + tuple(word for word in words[1:] if word in _titles())


@lru_cache(maxsize=1 << 12)
def _peoples(roles: frozenset[str]) -> frozenset[str]:
    known = _people_words()
    return frozenset(known[word] for role in roles for word in _words(role) if word in known)


@cache
def _titles() -> frozenset[str]:
    offices = (row["word"] for row in rows("lexicons/ar/offices.csv") if row["class"] in ("title", "honorific"))
    return frozenset(_stem(word) for office in offices for word in fold_name(office).split())


@cache
def _field_words() -> Mapping[str, str]:
    return {_stem(fold_name(row["word"])): row["field"] for row in rows("lexicons/ar/role-fields.csv")}


@cache
def _conflicts() -> frozenset[tuple[str, str]]:
    pairs = [(row["field"], row["conflicts"]) for row in rows("lexicons/ar/field-conflicts.csv")]
    return frozenset(pairs + [(right, left) for left, right in pairs])


@cache
def _people_words() -> Mapping[str, str]:
    """Adjectives of peoples, and the names of their countries as far as one is made from the other."""
    adjectives = {fold_name(row["adjective"]) for row in rows("lexicons/ar/peoples.csv") if row["group"] == "people"}
    countries = {adjective[:-1] + ending: adjective for adjective in adjectives for ending in ("", "ا", "يا")}
    return {word: one for word, one in countries.items() if len(word) > 3} | {one: one for one in adjectives}
