"""Features of the kinds of neighbours and of what the rules say of them, in groups that need the same letters."""

from collections.abc import Callable
from typing import NamedTuple

from tasks.extractors.languages.arabic.labels import (
    AGAIN,
    BEGINS,
    BODIES,
    BODY_OR_PLACE,
    GOES_ON,
    LICENSED,
    NOTHING,
    THINGS,
)

MARKS = "".join([NOTHING, BEGINS, GOES_ON, AGAIN, LICENSED, *THINGS.values(), *BODIES.values(), BODY_OR_PLACE])
Letters = tuple[tuple[str, int], ...]


class Group(NamedTuple):
    """Features of some letters.

    Attributes:
        letters: of each whether it is a kind (k) or a mark (m), and of which word, counted from the middle one.
        names: the features, by the letters.
    """

    letters: Letters
    names: Callable[[str], tuple[str, ...]]


def _kinds(*offsets: int) -> Letters:
    return tuple(("k", offset) for offset in offsets)


def _marks(*offsets: int) -> Letters:
    return tuple(("m", offset) for offset in offsets)


GROUPS: tuple[Group, ...] = (
    Group(_kinds(-1, 0, 1), lambda near: (f"K{near[:2]}", f"L{near[1:]}", f"M{near}", "bias")),
    Group(_kinds(-2, -1, 0), lambda left: (f"N{left}",)),
    Group(_kinds(0, 1, 2), lambda right: (f"Q{right}",)),
    Group(_marks(-1, 0, 1), lambda marks: (f"R{marks}",)),
    Group(_marks(0) + _kinds(0), lambda own: (f"V{own[0]}", f"S{own}")),
    Group(_marks(-1, 0) + _kinds(-1, 0), lambda left: (f"T{left}",)),
    Group(_marks(0, 1) + _kinds(0, 1), lambda right: (f"U{right}",)),
)


def joint(kinds: str, marks: str) -> tuple[str, ...]:
    """All these features of a word.

    Args:
        kinds: of five words, the word in the middle.
        marks: of three words.

    >>> joint("cVuuF", "000")[0]
    'KVu'
    """
    middle = {"k": (kinds, 2), "m": (marks, 1)}
    found: list[str] = []
    for group in GROUPS:
        letters = "".join(middle[one][0][middle[one][1] + offset] for one, offset in group.letters)
        found += group.names(letters)
    return tuple(found)
