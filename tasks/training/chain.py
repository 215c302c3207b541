"""Training of a linear-chain conditional random field (Lafferty et al. 2001): labels of words in a row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
# Rounds, step, pull towards nought, times that a feature must be seen; a word whose labels are surer than that within
# `CLOSE` teaches nothing more, which spares four words in five.
EPOCHS, RATE, DECAY, RARE, CLOSE = 8, 0.05, 6e-3, 3, 1e-3
SEED = 1  # of the order of the sentences in each round


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence: the features of each word, as strings, and the labels that it may have: one where it is known."""

    features: list[list[str]]
    labels: list[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Chain:
    """A trained model: the weights of each feature for each label, and of each label behind each."""

    weights: dict[str, Array]
    steps: Array


@dataclass(frozen=True, slots=True)
class _Known:
    """A sentence with its features as numbers, one word's behind the other's.

    Attributes:
        features: of all words.
        starts: where each word's begin.
        lengths: how many each word has.
        known: 1 for each label (column) that a word may have, else 0.
    """

    features: NDArray[np.intp]
    starts: NDArray[np.intp]
    lengths: NDArray[np.intp]
    known: Array


class _Learned:
    """Weights that grow by AdaGrad steps (Duchi et al. 2011)."""

    def __init__(self, rows: int, columns: int) -> None:
        self.values = np.zeros((rows, columns))
        self.squares = np.full((rows, columns), 1e-6)

    def step(self, at: Any, slope: Array) -> None:
        """Go up the slope of the likelihood at these rows, each of which is named once."""
        slope = slope - DECAY * self.values[at]
        self.squares[at] += slope * slope
        self.values[at] += RATE * slope / np.sqrt(self.squares[at])


def train(data: Sequence[Row], allowed: Array, first: Array, last: Array, epochs: int = EPOCHS) -> Chain:
    """Maximise the likelihood of the labels by stochastic gradient ascent; the mean of the later half of the rounds.

    Where a word may have several labels, that of all of them together is maximised (Tsuboi et al. 2008).

    Args:
        data: sentences.
        allowed: 1 where a label (column) may stand behind another (row), else 0.
        first: 1 for labels that may begin a sentence.
        last: 1 for labels that may end one.
        epochs: rounds over all sentences.
    """
    names = _numbered(data)
    known = [_as_numbers(row, names, len(allowed)) for row in data]
    weights, steps = _Learned(len(names), len(allowed)), _Learned(len(allowed), len(allowed))
    mixer, kept = np.random.default_rng(SEED), [np.zeros_like(weights.values), np.zeros_like(steps.values)]
    for epoch in range(epochs):
        for at in mixer.permutation(len(known)):
            _learn(known[at], weights, steps, allowed, (first, last))
        if epoch >= epochs // 2:
            kept[0] += weights.values
            kept[1] += steps.values
    count = epochs - epochs // 2
    return Chain(dict(zip(names, kept[0] / count, strict=True)), kept[1] / count)


def _numbered(data: Sequence[Row]) -> dict[str, int]:
    counts = Counter(name for row in data for names in row.features for name in names)
    return {name: at for at, name in enumerate(name for name, count in counts.items() if count >= RARE)}


def _as_numbers(row: Row, names: dict[str, int], labels: int) -> _Known:
    numbers = [[names[name] for name in word if name in names] for word in row.features]
    lengths = np.array([len(word) for word in numbers])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    known = np.zeros((len(row.labels), labels))
    for at, several in enumerate(row.labels):
        known[at, list(several)] = 1.0
    return _Known(np.array([one for word in numbers for one in word]), starts, lengths, known)


def _learn(row: _Known, weights: _Learned, steps: _Learned, allowed: Array, ends: tuple[Array, Array]) -> None:
    scores = np.add.reduceat(weights.values[row.features], row.starts, axis=0)
    factors = np.exp(steps.values) * allowed
    nodes, edges = marginals(scores, factors, *ends)
    known, together = marginals(np.where(row.known > 0, scores, -np.inf), factors, *ends)
    slope = known - nodes
    active = np.flatnonzero(np.abs(slope).max(axis=1) > CLOSE)
    if not len(active):
        return
    steps.step(slice(None), together - edges)
    features = np.concatenate([row.features[row.starts[at] : row.starts[at] + row.lengths[at]] for at in active])
    several, where = np.unique(features, return_inverse=True)
    slopes = np.zeros((len(several), slope.shape[1]))
    np.add.at(slopes, where, np.repeat(slope[active], row.lengths[active], axis=0))
    weights.step(several, slopes)


def marginals(scores: Array, steps: Array, first: Array, last: Array) -> tuple[Array, Array]:
    """The probability of each label of each word, and how often each label is expected behind each (forward-backward).

    Args:
        scores: of each word for each label.
        steps: the factor of each label (column) behind each (row), nought where it may not stand there.
        first: 1 for labels that may begin a sentence.
        last: 1 for labels that may end one.
    """
    own = np.exp(scores - scores.max(axis=1, keepdims=True))
    forward, backward = np.empty_like(own), np.empty_like(own)
    forward[0], backward[-1] = _scaled(own[0] * first), last
    for at in range(1, len(own)):
        forward[at] = _scaled((forward[at - 1] @ steps) * own[at])
    for at in range(len(own) - 1, 0, -1):
        backward[at - 1] = _scaled(steps @ (own[at] * backward[at]))
    nodes = forward * backward
    ways = forward[:-1, :, None] * steps * (own[1:] * backward[1:])[:, None, :]
    edges = (ways / ways.sum(axis=(1, 2), keepdims=True)).sum(axis=0)
    return nodes / nodes.sum(axis=1, keepdims=True), edges


def _scaled(values: Array) -> Array:
    scaled: Array = values / values.sum()
    return scaled
