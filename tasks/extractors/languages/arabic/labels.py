"""The labels of the tagger of names, and the marks by which it is told what the rules have found.

A name's words are labelled by their place in it: B begins, I goes on, E ends, S stands alone (Ratinov & Roth 2009).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

CLASSES = ("PER", "ORG", "LOC", "MISC")
PLACES = "BIES"
LABELS = ("O", *(f"{place}-{named}" for named in CLASSES for place in PLACES))
O = 0  # noqa: E741
MODEL = "models/arabic-names.json.gz"
OPENERS = frozenset(at for at, label in enumerate(LABELS) if label[0] in "OBS")
CLOSERS = frozenset(at for at, label in enumerate(LABELS) if label[0] in "OES")

# The rules' marks: no finding, a person's first and further words, a surname that names somebody again, the first word
# of a name behind an office; then, each with a mark for its first and one for its further words, things and bodies.
NOTHING, BEGINS, GOES_ON, AGAIN, LICENSED = "01234"
PERSONS = BEGINS + GOES_ON + AGAIN + LICENSED
THINGS = {"ORG": "ab", "GPE": "cd", "LOC": "ef", "FACILITY": "gh", "EVENT": "ij", "NORP": "kl"}
BODIES = {"club": "mM", "company": "nN", "media": "oO", "party": "pP", "body": "qQ"}
BODY_OR_PLACE = "xy"  # a listed body with a place of the rules in its name

NOWHERE = -1e9  # the score of a label that a word cannot have
# In nats: where no label of a name comes as near to none as this, none is looked for: a third of the time of persons.
HOPELESS = -2.0


class Tagged(NamedTuple):
    """Tokens `[first:last]` that a tagger takes for a name: of one of the `CLASSES`, or of what its own labels mean."""

    first: int
    last: int
    kind: str


def step_name(before: int) -> str:
    """The name under which the model holds the scores of all labels behind a label."""
    return ">" + LABELS[before]


def may_follow(before: int, label: int) -> bool:
    """Whether a word may have the label behind a word with the other one."""
    if label in OPENERS:
        return before in CLOSERS
    return before not in CLOSERS and LABELS[before][2:] == LABELS[label][2:]


def encoded(count: int, names: Iterable[Tagged]) -> list[int]:
    """The label of each of `count` tokens.

    >>> [LABELS[label] for label in encoded(4, [Tagged(1, 3, "LOC")])]
    ['O', 'B-LOC', 'E-LOC', 'O']
    """
    labels = [O] * count
    for first, last, kind in names:
        places = "S" if last - first == 1 else "B" + "I" * (last - first - 2) + "E"
        labels[first:last] = [LABELS.index(f"{place}-{kind}") for place in places]
    return labels


def decoded(labels: Sequence[int]) -> Iterator[Tagged]:
    """The names that the labels tell of, in text order."""
    first = 0
    for at, label in enumerate(labels):
        if label in OPENERS:
            first = at
        if label != O and label in CLOSERS:
            yield Tagged(first, at + 1, LABELS[label][2:])
