"""What the rules and lists find in a text: persons, things and listed bodies, and the same as marks for the tagger."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tasks.extractors.languages.arabic.identities import by_surname, fullest, may_name_again, named_again, with_aliases
from tasks.extractors.languages.arabic.institutions import Thing, things
from tasks.extractors.languages.arabic.labels import (
    AGAIN,
    BEGINS,
    BODIES,
    BODY_OR_PLACE,
    GOES_ON,
    LICENSED,
    NOTHING,
    PERSONS,
    THINGS,
)
from tasks.extractors.languages.arabic.listlooks import bodies_of
from tasks.extractors.languages.arabic.persons import Name, belongs_to_institution, full_names
from tasks.text.segment import Segmented


class Named(NamedTuple):
    """A person named at tokens `[first:last]`.

    Attributes:
        cut: the letters of particles joined to a surname that names the person again.
        owner: the fullest name of the person.
        name: the name as it stands here; None where a surname names the person again.
    """

    first: int
    last: int
    cut: int
    owner: Name
    name: Name | None


class Findings(NamedTuple):
    """What the rules find, and a mark for every token."""

    persons: list[Named]
    things: list[Thing]
    marks: str

    def labels(self) -> list[int]:
        """The marks of persons as numbers; nought where there is none."""
        return [int(mark) if mark in PERSONS else 0 for mark in self.marks]


def findings(segmented: Segmented) -> Findings:
    """What the rules and lists find."""
    persons = named(segmented, full_names(segmented))
    found = list(things(segmented, covered(persons)))
    marks = [NOTHING] * len(segmented.tokens)
    for one in persons:
        marks[one.first : one.last] = [_begins(one)] + [GOES_ON] * (one.last - one.first - 1)
    for thing in found:
        _mark(marks, thing.first, thing.last, THINGS[thing.kind])
    for first, last, kind in bodies_of(segmented):
        if marks[first] in _PLACES:
            marks[first:last] = [NOTHING] * (last - first)
            _mark(marks, first, last, BODY_OR_PLACE)
        else:
            _mark(marks, first, last, BODIES[kind])
    return Findings(persons, found, "".join(marks))


_PLACES = frozenset("".join(THINGS[kind] for kind in ("GPE", "LOC", "FACILITY")))


def _begins(one: Named) -> str:
    return AGAIN if one.name is None else LICENSED if one.name.licensed else BEGINS


def _mark(marks: list[str], first: int, last: int, pair: str) -> None:
    """Mark what has no mark yet: persons come first, then the outer things."""
    for at in range(first, last):
        if marks[at] == NOTHING:
            marks[at] = pair[at > first]


def covered(spans: Iterable[Named | Thing]) -> set[int]:
    """The tokens that the spans cover."""
    return {at for one in spans for at in range(one.first, one.last)}


def named(segmented: Segmented, names: Sequence[Name]) -> list[Named]:
    """The persons of these names, with where they are named again by surname."""
    tokens = segmented.tokens
    owner = with_aliases(tokens, names, fullest(names))
    found = [Named(name.first, name.last, 0, owner[name], name) for name in names]
    taken = {index for name in names for index in range(name.first, name.last)}
    surnames = by_surname(dict.fromkeys(owner.values()))
    for at in may_name_again(segmented, surnames):
        if at not in taken and not belongs_to_institution(tokens, at):
            again = named_again(tokens, at, surnames)
            if again:
                found.append(Named(at, at + 1, again[1], again[0], None))
    return found
