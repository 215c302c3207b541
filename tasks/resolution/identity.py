"""The id of each person: that of the published entity it is, else one made of its name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tasks.model.ids import identify
from tasks.resolution.inside import Person
from tasks.resolution.linking import Cluster
from tasks.resolution.names import parts


@dataclass(frozen=True, slots=True)
class Identified:
    """The ids of persons, by their place, and for every published id that goes the one that it is now."""

    ids: Mapping[int, str]
    gone: Mapping[str, str]


def plain_id(person: Person) -> str:
    """The id that the person's name gives: of a single word only within its article."""
    name = _name(person)
    alone = len(parts(name)) < 2
    return identify("entity", "PERSON", name, *((person.article_id,) if alone else ()))


def identified(
    clusters: Sequence[Cluster],
    persons: Sequence[Person],
    weights: Mapping[str, int],
    taken: Collection[str],
    merged: Mapping[str, str],
) -> Identified:
    """The id of every person.

    Args:
        clusters: who is one person.
        persons: the persons of articles that the clusters are of.
        weights: of every published entity, in how many articles it is.
        taken: ids that are somebody's: published, on the watch list, or redirected.
        merged: ids that were merged by hand, with the one that stays.
    """
    ids: dict[int, str] = {}
    gone: dict[str, str] = {}
    used = set(taken)
    for cluster in clusters:
        entity = _kept(cluster, weights, merged) or _new(persons[cluster.members[0]], used)
        used.add(entity)
        ids |= dict.fromkeys(cluster.members, entity)
        gone |= {one: entity for one in cluster.profile.entity_ids if one != entity}
    return Identified(ids, gone)


def _kept(cluster: Cluster, weights: Mapping[str, int], merged: Mapping[str, str]) -> str | None:
    """The watch list's id, else the one that stays by hand, else that of most articles; of equals the first."""
    if cluster.profile.watched is not None:
        return cluster.profile.watched
    said = {merged[one] for one in cluster.profile.entity_ids if one in merged}
    return min(said, default=None) or min(
        cluster.profile.entity_ids, key=lambda one: (-weights[one], one), default=None
    )


def _new(person: Person, used: Collection[str]) -> str:
    """The id of the name, and where a namesake has it, of name and article."""
    made = plain_id(person)
    return identify("entity", "PERSON", _name(person), person.article_id) if made in used else made


def _name(person: Person) -> str:
    names = person.profile.names
    return min(names, key=lambda name: (-len(parts(name)), -names[name], name))
