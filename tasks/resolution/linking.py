"""Which persons of articles are one across articles, and which published entity each is.

Persons with full names come first, in the order of publication; each joins whom it surely is, or stands for somebody
new. Single words come last, when all full names are known. Only profiles that share a key are compared.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from tasks.resolution.decision import score
from tasks.resolution.inside import Person
from tasks.resolution.keys import MOST_SHARING, keys_of, wanted_keys
from tasks.resolution.profile import Profile, united

# A namesake named in less than this share of the articles is nobody's first thought at a bare surname.
OBSCURE = 0.2
# How much better the best candidate has to be than one that is surely another person.
MARGIN = 1.0
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cluster:
    """One person: those of articles by their place in the input, and all that is known, published entities among it."""

    members: tuple[int, ...]
    profile: Profile


@dataclass(frozen=True, slots=True, order=True)
class _Scored:
    """A cluster with how surely somebody is it; of equals the oldest is the greatest."""

    sure: float
    age: int
    place: int = field(compare=False)
    cluster: Cluster = field(compare=False)


class _Clusters:
    """The clusters so far, and the keys that find them. A cluster that was united with another is None."""

    def __init__(self, apart: Collection[frozenset[str]], passed: Mapping[str, int]) -> None:
        self.found: list[Cluster | None] = []
        self._by_key: dict[str, set[int]] = defaultdict(set)
        self._apart = apart
        self._passed = passed
        self._crowded = {key for key, count in passed.items() if count > MOST_SHARING}

    def add(self, cluster: Cluster) -> int:
        self.found.append(cluster)
        place = len(self.found) - 1
        self._index(place, cluster)
        return place

    def _index(self, place: int, cluster: Cluster) -> None:
        for key in keys_of(cluster.profile.by_use):
            if key not in self._crowded:
                sharing = self._by_key[key]
                sharing.add(place)
                if len(sharing) + self._passed.get(key, 0) > MOST_SHARING:
                    self._crowded.add(key)
                    del self._by_key[key]

    def near(self, profile: Profile) -> Iterable[tuple[int, Cluster]]:
        """The clusters that share a key with the profile, oldest first."""
        lists = (self._by_key.get(key, ()) for key in wanted_keys(profile.by_use))
        return [(place, one) for place in sorted(set[int]().union(*lists)) if (one := self.found[place]) is not None]

    def join(self, place: int, other: Cluster) -> int:
        """Unite the cluster at this place with another; the place."""
        mine = self.found[place]
        assert mine is not None
        whole = Cluster((*mine.members, *other.members), united((mine.profile, other.profile)))
        self.found[place] = whole
        if not set(other.profile.names) <= set(mine.profile.names):
            self._index(place, whole)
        return place

    def may_be_one(self, one: Profile, other: Profile) -> bool:
        """Whether nobody has said that two published entities among these are two people."""
        pairs = (frozenset((a, b)) for a in one.entity_ids for b in other.entity_ids)
        return not any(pair in self._apart for pair in pairs)


def link(
    persons: Sequence[Person],
    known: Iterable[Profile],
    apart: Collection[frozenset[str]] = (),
    passed: Mapping[str, int] = MappingProxyType({}),
) -> list[Cluster]:
    """The clusters of these persons, and those of the known profiles that any of them is or that turn out to be one.

    Args:
        persons: persons of articles.
        known: published entities and the watch list, each a person of its own.
        apart: pairs of ids of published entities that were said to be two people.
        passed: for each key, how many published entities that have it are not among the known.
    """
    clusters = _Clusters(apart, passed)
    for profile in sorted(known, key=lambda one: (one.watched or "", one.entity_ids)):
        clusters.add(Cluster((), profile))
    order = sorted(range(len(persons)), key=lambda place: (not persons[place].profile.full, _when(persons[place])))
    for place in order:
        _take_in(clusters, Cluster((place,), persons[place].profile))
    return [one for one in clusters.found if one is not None and (one.members or len(one.profile.entity_ids) > 1)]


def _when(person: Person) -> tuple[datetime, str, tuple[int, ...]]:
    return person.profile.first or _NEVER, person.article_id, person.places


def _take_in(clusters: _Clusters, new: Cluster) -> None:
    """Put a person with the cluster that it surely is, or make it one of its own; and put together what it joins."""
    scored = _scored(clusters, new.profile)
    full = [one for one in scored if one.cluster.profile.full]
    if not new.profile.full:
        full = _prominent(full)
    chosen = _unrivalled(clusters, full) or (None if new.profile.full or full else max(scored, default=None))
    place = clusters.add(new) if chosen is None else clusters.join(chosen.place, new)
    if new.profile.full:
        _unite(clusters, place, [one for one in full if one is not chosen] if chosen else [])
        _call_in(clusters, place, [one for one in scored if not one.cluster.profile.full])


def _scored(clusters: _Clusters, profile: Profile) -> list[_Scored]:
    return [
        _Scored(sure, -place, place, one)
        for place, one in clusters.near(profile)
        if (sure := score(profile, one.profile)) is not None
    ]


def _prominent(scored: Sequence[_Scored]) -> list[_Scored]:
    most = max((one.cluster.profile.articles for one in scored), default=0)
    return [one for one in scored if one.cluster.profile.articles >= OBSCURE * most]


def _unrivalled(clusters: _Clusters, scored: Sequence[_Scored]) -> _Scored | None:
    """The best one, unless another that is nearly as good is somebody else."""
    if not scored:
        return None
    best = max(scored)
    rivals = [one for one in scored if one is not best and one.sure > best.sure - MARGIN]
    return best if all(_are_one(clusters, best.cluster, one.cluster) for one in rivals) else None


def _unite(clusters: _Clusters, place: int, others: Iterable[_Scored]) -> None:
    """Put together with the cluster at this place those that the new person fits as well and that are one with it."""
    for one in others:
        mine = clusters.found[place]
        if mine is not None and _are_one(clusters, mine, one.cluster):
            clusters.join(place, one.cluster)
            clusters.found[one.place] = None


def _call_in(clusters: _Clusters, place: int, alone: Iterable[_Scored]) -> None:
    """Put together with the full name at this place the single words that are this person's and nobody else's."""
    for one in alone:
        mine = clusters.found[place]
        scored = [found for found in _scored(clusters, one.cluster.profile) if found.cluster.profile.full]
        owner = _unrivalled(clusters, _prominent(scored))
        if mine is not None and owner is not None and owner.place == place and _are_one(clusters, mine, one.cluster):
            clusters.join(place, one.cluster)
            clusters.found[one.place] = None


def _are_one(clusters: _Clusters, one: Cluster, other: Cluster) -> bool:
    return clusters.may_be_one(one.profile, other.profile) and score(one.profile, other.profile) is not None
