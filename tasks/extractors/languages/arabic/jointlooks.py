"""Features of the kinds of neighbours and of what the rules say of them, in groups that need the same letters."""

from collections.abc import Callable
from typing import NamedTuple

from tasks.extractors.languages.arabic.labels import (
    BODIES,
    BODY_OR_PLACE,
    NOTHING,
    PERSONS,
    THINGS,
)

MARKS = "".join([NOTHING, *PERSONS, *THINGS.values(), *BODIES.values(), BODY_OR_PLACE])
Letters = tuple[tuple[str, int], ...]


Features = tuple[str, ...]


class Group(NamedTuple):
    """Features of some letters.

    Attributes:
        letters: of each whether it is a kind (k) or a mark (m), and of which word, counted from the middle one.
        names: the features of the tagger of names, by the letters.
        persons: those of the tagger of persons, which sees of the marks those of persons alone.
    """

    letters: Letters
    names: Callable[[str], Features]
    persons: Callable[[str], Features]


def _kinds(*offsets: int) -> Letters:
    return tuple(("k", offset) for offset in offsets)


def _marks(*offsets: int) -> Letters:
    return tuple(("m", offset) for offset in offsets)


def _middle(near: str) -> Features:
    return f"K{near[:2]}", f"L{near[1:]}", f"M{near}", "bias"


def _left(left: str) -> Features:
    return (f"N{left}",)


def _right(right: str) -> Features:
    return (f"Q{right}",)


def of_persons(marks: str) -> str:
    """The marks of persons; nothing in the place of others."""
    return "".join([mark if mark in PERSONS else NOTHING for mark in marks])


GROUPS: tuple[Group, ...] = (
    Group(_kinds(-1, 0, 1), _middle, _middle),
    Group(_kinds(-2, -1, 0), _left, _left),
    Group(_kinds(0, 1, 2), _right, _right),
    Group(_marks(-1, 0, 1), lambda marks: (f"R{marks}",), lambda marks: (f"R{of_persons(marks)}",)),
    Group(
        _marks(0) + _kinds(0),
        lambda own: (f"V{own[0]}", f"S{own}"),
        lambda own: (f"S{of_persons(own[0])}{own[1]}",),
    ),
    Group(
        _marks(-1, 0) + _kinds(-1, 0),
        lambda left: (f"T{left}",),
        lambda left: (f"T{of_persons(left[:2])}{left[2:]}",),
    ),
    Group(
        _marks(0, 1) + _kinds(0, 1),
        lambda right: (f"U{right}",),
        lambda right: (f"U{of_persons(right[:2])}{right[2:]}",),
    ),
)


def joint(kinds: str, marks: str) -> Features:
    """All these features of a word, for the tagger of names.

    Args:
        kinds: of five words, the word in the middle.
        marks: of three words.

    >>> joint("cVuuF", "000")[0]
    'KVu'
    """
    return tuple(name for group in GROUPS for name in group.names(_letters(group, kinds, marks)))


def joint_of_persons(kinds: str, marks: str) -> Features:
    """The same for the tagger of persons."""
    return tuple(name for group in GROUPS for name in group.persons(_letters(group, kinds, marks)))


def _letters(group: Group, kinds: str, marks: str) -> str:
    middle = {"k": (kinds, 2), "m": (marks, 1)}
    return "".join(middle[one][0][middle[one][1] + offset] for one, offset in group.letters)
