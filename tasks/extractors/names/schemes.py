"""The labels of token-classification models: which kind each stands for, and the names that a row of them tells of.

Schemes differ in how they mark a word's place in a name: BIO, BIOES, BILOU (Ratinov & Roth 2009), or not at all (IO). A
label of nested names (Wojood, Jarrar et al. 2022) is several in one, B-ORG|B-GPE; of names in one another the outermost
is taken.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tasks.extractors.languages.arabic.labels import Tagged
from tasks.storage.seeds import rows

_SEVERAL = re.compile(r"[\s|+&/,;]+")
_PLACE_FIRST = re.compile(r"([BIOESLUMW])[-_](.+)", re.IGNORECASE)
_PLACE_LAST = re.compile(r"(.+)[-_]([BIESLU])", re.IGNORECASE)
_ALIKE = {"L": "E", "U": "S", "W": "S", "M": "I"}  # BILOU and BMEWO in the letters of BIOES


class Part(NamedTuple):
    """What a label says of a word: its place in the name, of BIES, the name's label in capitals, and its kind."""

    place: str
    label: str
    kind: str


def parts(label: str) -> tuple[Part, ...]:
    """What a model's label says; nothing where it is outside of names or no label of it is known.

    >>> parts("I-PERS"), parts("location"), parts("B-DATE"), parts("O")
    ((Part(place='I', label='PERS', kind='PERSON'),), (Part(place='I', label='LOCATION', kind='LOC'),), (), ())
    """
    read = (_read(one) for one in _SEVERAL.split(label) if one)
    return tuple(Part(place, name, _kinds()[name]) for place, name in read if name in _kinds())


def names_of(labels: Sequence[tuple[Part, ...]]) -> list[Tagged]:
    """The names that the labels of the words of a sentence tell of, in text order, the outermost of nested ones."""
    kinds = {part.label: part.kind for word in labels for part in word}
    spans = [(*span, label) for label in kinds for span in _spans(_track(labels, label))]
    found, free = list[Tagged](), 0
    for first, last, label in sorted(spans, key=lambda one: (one[0], -one[1], _rank(labels[one[0]], one[2]))):
        if first >= free:
            found.append(Tagged(first, last, kinds[label]))
            free = last
    return found


@cache
def _kinds() -> dict[str, str]:
    return {row["label"]: row["kind"] for row in rows("lexicons/name-labels.csv")}


def _read(label: str) -> tuple[str, str]:
    """The place of a word in the name, and the name's label."""
    first, last = _PLACE_FIRST.fullmatch(label), _PLACE_LAST.fullmatch(label)
    if first is not None:
        place, name = first.group(1).upper(), first.group(2)
    elif last is not None:
        name, place = last.group(1), last.group(2).upper()
    else:
        place, name = "I", label
    return _ALIKE.get(place, place), name.upper()


def _track(labels: Sequence[tuple[Part, ...]], label: str) -> list[str]:
    """The places of the words in names of one label; empty where a word is in none."""
    return [next((part.place for part in word if part.label == label), "") for word in labels]


def _rank(word: Sequence[Part], label: str) -> int:
    """Which of a word's labels it is: of two names of the same words the one is taken that is said first."""
    return [part.label for part in word].index(label)


def _spans(places: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The names as half-open ranges of words; one may begin without a B, as models have it begin now and then."""
    first = -1
    for at, place in enumerate((*places, "")):
        if first >= 0 and place in ("", "B", "S"):
            yield first, at
            first = -1
        if place and first < 0:
            first = at
        if place in ("E", "S"):
            yield first, at + 1
            first = -1
