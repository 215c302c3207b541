"""The names of a text that the user's tagger tells of, put in the place of those found here.

What it names is named as it says; nested in one another stay only things of two kinds (the town in the name of a
university). Where it is silent the rules' names stay: they have words that taggers are not taught (السلطات العراقية).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks.extractors.languages.arabic.findings import Named
from tasks.extractors.languages.arabic.institutions import Thing
from tasks.extractors.languages.arabic.labels import Tagged
from tasks.extractors.languages.arabic.tagged_things import joined, kind_of
from tasks.extractors.names.contract import NameTagger
from tasks.text.segment import Segmented, Token

PERSON = "PERSON"
# Of each class of the tagger here, the labels of another that say the same.
_SAID_BY = {
    "PER": frozenset((PERSON,)),
    "ORG": frozenset(("ORG",)),
    "LOC": frozenset(("LOC", "GPE")),
    "MISC": frozenset(("MISC", "EVENT", "NORP")),
}


class Told(NamedTuple):
    """What the user's tagger tells of a text: names with kinds of mentions, what its labels tell apart, and tokens."""

    names: list[Tagged]
    kinds: frozenset[str]
    by_token: dict[int, Tagged]


NOTHING_TOLD = Told([], frozenset(), {})


def told_by(own: NameTagger, segmented: Segmented, marks: str) -> Told:
    """What the user's tagger tells of a text; `marks` are what the rules say of each token."""
    names = list(_clear(segmented.tokens, own.tag(segmented, marks), own.kinds))
    return Told(names, own.kinds, {at: one for one in names for at in range(one.first, one.last)})


def is_beside(first: int, last: int, told: Told) -> bool:
    """Whether the user's tagger names nothing among the tokens `[first:last]`."""
    return not any(at in told.by_token for at in range(first, last))


def beside_things(persons: list[Named], told: Told) -> list[Named]:
    """The persons that stand in nothing that is something else."""
    things = {at for at, one in told.by_token.items() if one.kind != PERSON}
    return [one for one in persons if things.isdisjoint(range(one.first, one.last))] if things else persons


def leaves_things(told: Told) -> bool:
    """Whether there are things that the user's tagger has no label for."""
    return any(told.kinds.isdisjoint(same) for kind, same in _SAID_BY.items() if kind != "PER")


def left_over(names: list[Tagged], told: Told) -> list[Tagged]:
    """The names of the tagger here of the classes that the user's has no label for."""
    return [one for one in names if told.kinds.isdisjoint(_SAID_BY[one.kind])] if told.kinds else names


def with_told(segmented: Segmented, things: list[Thing], told: Told) -> list[Thing]:
    """The things of the user's tagger and those of here that may stand with them, in text order, nested ones last."""
    if not told.names:
        return things
    cuts = {one.first: one.cut for one in things}
    forms = frozenset(token.form for token in segmented.tokens)
    added = []
    for name in told.names:
        if name.kind != PERSON:
            form = segmented.tokens[name.first].form
            cut = cuts[name.first] if name.first in cuts else joined(form, forms)
            added.append(Thing(name.first, name.last, cut, name.kind))
    kept = [one for one in things if _stays(one, told)]
    return sorted(kept + added, key=lambda one: (one.first, -one.last))


def _clear(tokens: tuple[Token, ...], names: Sequence[Tagged], kinds: frozenset[str]) -> Iterator[Tagged]:
    """The names without marks at their ends, of kinds of mentions."""
    for name in names:
        inside = [at for at in range(name.first, name.last) if not _is_mark(tokens[at])]
        if inside:
            whole = Tagged(inside[0], inside[-1] + 1, name.kind)
            kind = kind_of(tokens, whole) if _is_wide(name.kind, kinds) else name.kind
            if kind is not None:
                yield whole._replace(kind=kind)


def _is_mark(token: Token) -> bool:
    return not token.is_word and not token.surface[0].isdecimal()


def _is_wide(kind: str, kinds: frozenset[str]) -> bool:
    """Whether a label says less than a kind of mentions does: any place, an organisation or its building."""
    if kind == "LOC":
        return "GPE" not in kinds
    return kind == "MISC" or (kind == "ORG" and "FACILITY" not in kinds)


def _stays(thing: Thing, told: Told) -> bool:
    """Whether a thing is beside all that the user's tagger names, or nested with things of another kind."""
    names = {told.by_token[at] for at in range(thing.first, thing.last) if at in told.by_token}
    return all(name.kind not in (PERSON, thing.kind) and _is_nested(thing, name) for name in names)


def _is_nested(thing: Thing, name: Tagged) -> bool:
    inside = name.first <= thing.first and thing.last <= name.last
    around = thing.first <= name.first and name.last <= thing.last
    return inside != around
