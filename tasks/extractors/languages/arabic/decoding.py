"""The best labels of words in a row (Viterbi 1967)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.extractors.languages.arabic.labels import (
    AGAIN,
    BEGINS,
    HOPELESS,
    LABELS,
    LICENSED,
    NOWHERE,
    OPENERS,
    O,
    may_follow,
    step_name,
)
from tasks.extractors.languages.arabic.packing import unpacked

Array = NDArray[np.float32]
_BEGINNING = sorted(OPENERS - {O})
_INSIDE = [label for label in range(len(LABELS)) if label not in OPENERS]


def steps_of(weights: Mapping[str, str]) -> Array:
    """The scores of each label (column) behind each (row), by the packed weights of a model."""
    labels = range(len(LABELS))
    behind = np.array([unpacked(weights[step_name(before)]) for before in labels])
    allowed = np.array([[may_follow(before, label) for label in labels] for before in labels])
    return np.where(allowed, behind, np.float32(NOWHERE))


def among(letters: str, wanted: Iterable[str]) -> NDArray[np.bool_]:
    """Which of the letters are among the wanted ones; all are ASCII."""
    found = np.zeros(128, dtype=np.bool_)
    found[[ord(letter) for letter in wanted]] = True
    chosen: NDArray[np.bool_] = found[np.frombuffer(letters.encode("ascii"), dtype=np.uint8)]
    return chosen


def best(scores: Array, marks: str, steps: Array) -> list[int]:
    """The best label of each word.

    Args:
        scores: of each word for each label; the first and last word are in no name.
        marks: of each word by the rules.
        steps: of each label behind each.
    """
    labels = [O] * len(scores)
    runs = sorted(_runs(scores, marks), key=_shortness)
    if not runs:
        return labels
    at = np.array([first for first, _ in runs])
    lengths = [last - first for first, last in runs]
    value = np.full((len(runs), len(LABELS)), NOWHERE, dtype=np.float32)
    value[:, O] = 0.0
    back: list[Any] = []
    behind = np.ascontiguousarray(steps.T)[None]  # the label before last: the search for the best one is along it
    going_on = len(runs)
    for step in range(lengths[0]):
        while lengths[going_on - 1] <= step:
            going_on -= 1
        ways = value[:going_on, None, :] + behind
        back.append(ways.argmax(axis=2).tolist())
        value[:going_on] = ways.max(axis=2) + scores[at[:going_on] + step]
    final = (value + steps[:, O]).argmax(axis=1).tolist()
    for number, (first, last) in enumerate(runs):
        label = final[number]
        for place in range(last - 1, first - 1, -1):
            labels[place] = label
            label = back[place - first][number][label]
    return labels


def _shortness(run: tuple[int, int]) -> int:
    first, last = run
    return first - last


def _runs(scores: Array, marks: str) -> Iterator[tuple[int, int]]:
    """Where names may be: from where one may begin as far as it may go on, as half-open ranges that touch nowhere."""
    begins = (scores[:, _BEGINNING].max(axis=1) > HOPELESS) | among(marks, BEGINS + AGAIN + LICENSED)
    inside = (begins | (scores[:, _INSIDE].max(axis=1) > HOPELESS)).tolist()
    free = 0
    for first in np.flatnonzero(begins).tolist():
        if first >= free:
            last = first + 1
            while inside[last]:
                last += 1
            yield first, last
            free = last
