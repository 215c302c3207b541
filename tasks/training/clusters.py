"""Cluster the words of news by their neighbours: `seeds/models/arabic-clusters.json.gz`.

    python -m tasks.training.clusters ANT.jsonl.gz

ANT.jsonl.gz is the ANT corpus v1.1 (Apache-2.0). Particles that are joined to a word count as words of their own where
the word is far more frequent without them. The clusters are those by which a word best tells the next one (the class
bigrams of Brown et al. 1992), found by moving one word at a time (Kneser & Ney 1993; Martin, Liermann & Ney 1998). The
same file gives the same clusters.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.extractors.languages.arabic.clusters import MODEL
from tasks.extractors.languages.arabic.gazetteers import readings
from tasks.storage.seeds import SEEDS
from tasks.text.segment import segment
from tasks.training.weights import write

SIZES = (64, 256)  # clusters of each level; a third level of 1,000 told the tagger of names no more
ROUNDS = 5  # over all words; later ones move few
LEAST = 3  # times that a word must be seen
KNOWN, OFTENER, SHORTEST = 5, 3, 3  # times that a word is seen alone, so many times as often as joined; its letters
FIRST = 0x100  # the character that stands for the first cluster
Words = list[str]
Numbers = NDArray[np.int64]


def sentences(path: Path) -> Iterator[Words]:
    """The folded words and marks of the corpus, a sentence at a time; a number is 0."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = segment(f"{record['title']}\n{record['text']}")
            for one in text.sentences:
                forms = [token.form for token in text.tokens[one.first : one.last]]
                yield ["0" if form[:1].isdigit() else form for form in forms]


def cutter(counts: Mapping[str, int]) -> Callable[[str], tuple[str, ...]]:
    """What cuts joined particles off: it gives the particle with a + and the word, or the word alone."""

    @cache
    def cut(form: str) -> tuple[str, ...]:
        enough = max(KNOWN, OFTENER * counts.get(form, 0) + 1)
        others = [(counts.get(rest, 0), size, rest) for size, rest in readings(form)[1:] if len(rest) >= SHORTEST]
        often, size, rest = max(others, default=(0, 0, ""))
        return (f"{form[:size]}+", rest) if often >= enough else (form,)

    return cut


def with_particles_apart(texts: Sequence[Words]) -> list[Words]:
    """The sentences with joined particles as words of their own."""
    cut = cutter(Counter(word for words in texts for word in words))
    return [[part for word in words for part in cut(word)] for words in texts]


class Pairs(NamedTuple):
    """The pairs of neighbours of a text, words by number: the most frequent first, then all rare ones and the edge.

    Attributes:
        words: those that are clustered.
        often: how often each is seen.
        before: where the pairs of each as the second word begin in `left`.
        left: the first words and the counts of all pairs by their second word.
        behind: where the pairs of each as the first word begin in `right`.
        right: the second words and the counts of all pairs by their first word.
    """

    words: Words
    often: Numbers
    before: Numbers
    left: tuple[Numbers, Numbers]
    behind: Numbers
    right: tuple[Numbers, Numbers]


def pairs(texts: Sequence[Words], least: int = LEAST) -> Pairs:
    """The pairs of neighbours of these sentences."""
    counts = Counter(word for words in texts for word in words)
    words = sorted((word for word, count in counts.items() if count >= least), key=lambda one: (-counts[one], one))
    numbers = {word: at for at, word in enumerate(words)}
    rare, edge = len(words), len(words) + 1
    row = [edge]
    for text in texts:
        row += [numbers.get(word, rare) for word in text]
        row.append(edge)
    text_row, all_words = np.array(row, dtype=np.int64), np.arange(len(words) + 3)
    codes, often = np.unique(text_row[:-1] * (edge + 1) + text_row[1:], return_counts=True)
    first, second = codes // (edge + 1), codes % (edge + 1)
    order = np.argsort(second, kind="stable")
    return Pairs(
        words,
        np.bincount(text_row, minlength=edge + 1),
        np.searchsorted(second[order], all_words),
        (first[order], often[order]),
        np.searchsorted(first, all_words),
        (second, often),
    )


class Exchange:
    """Words in clusters, of which each is moved to where the clusters tell most of each other.

    The most frequent words begin in a cluster each, all others together in the last one. Rare words and the edges of
    sentences have a cluster each that nothing enters.
    """

    def __init__(self, known: Pairs, size: int) -> None:
        count = len(known.words)
        self._known, self._size = known, size
        self.of = np.minimum(np.arange(count + 2), size - 1)
        self.of[count:] = size, size + 1
        first = np.repeat(self.of, np.diff(known.behind))
        self._together = np.zeros((size + 2, size + 2), dtype=np.int64)
        np.add.at(self._together, (first, self.of[known.right[0]]), known.right[1])
        self._often = np.zeros(size + 2, dtype=np.int64)
        np.add.at(self._often, self.of, known.often)
        whole = np.arange(1, known.often.sum() + 2, dtype=np.float64)
        self._surprise = np.concatenate([[0.0], whole * np.log(whole)])  # n log n

    def round(self) -> int:
        """Move each word; how many have moved."""
        before = self.of.copy()
        for word in range(len(self._known.words)):
            self._move(word)
        return int((before != self.of).sum())

    def _move(self, word: int) -> None:
        left, _ = self._beside(word, self._known.before, self._known.left)
        right, itself = self._beside(word, self._known.behind, self._known.right)
        old = self.of[word]
        left[old] -= itself
        right[old] -= itself
        self._change(word, old, left, right, itself, -1)
        gains = self._gains(word, left, right, itself)
        best = gains.argmax()
        self.of[word] = best if gains[best] > gains[old] + 1e-9 else old
        self._change(word, self.of[word], left, right, itself, 1)

    def _beside(self, word: int, starts: Numbers, pairs: tuple[Numbers, Numbers]) -> tuple[Numbers, int]:
        """How often words of each cluster stand on this side of the word, and how often it does itself."""
        inside = slice(starts[word], starts[word + 1])
        others, counts = pairs[0][inside], pairs[1][inside]
        found = np.zeros(self._size + 2, dtype=np.int64)
        np.add.at(found, self.of[others], counts)
        return found, int(counts[others == word].sum())

    def _change(self, word: int, at: Any, left: Numbers, right: Numbers, itself: int, sign: int) -> None:
        self._together[:, at] += sign * left
        self._together[at, :] += sign * right
        self._together[at, at] += sign * itself
        self._often[at] += sign * self._known.often[word]

    def _gains(self, word: int, left: Numbers, right: Numbers, itself: int) -> NDArray[np.float64]:
        """What the likelihood of the text gains if the word enters each cluster."""
        rate, size, known = self._surprise, self._size, self._together
        before, behind = np.flatnonzero(left), np.flatnonzero(right)
        came, goes = known[before, :size], known[:size, behind].T
        found = (rate[came + left[before, None]] - rate[came]).sum(axis=0)
        found += (rate[goes + right[behind, None]] - rate[goes]).sum(axis=0)
        own, ins, outs = known.diagonal()[:size], left[:size], right[:size]
        found += rate[own + ins + outs + itself] - rate[own + ins] - rate[own + outs] + rate[own]
        often = self._often[:size]
        return np.asarray(found - 2 * (rate[often + self._known.often[word]] - rate[often]))


def clusters(known: Pairs, size: int, rounds: int = ROUNDS) -> list[int]:
    """The cluster of each word, numbered by their first words."""
    exchange = Exchange(known, size)
    for _ in range(rounds):
        if not exchange.round():
            break
    numbers: dict[int, int] = {}
    return [numbers.setdefault(one, len(numbers)) for one in exchange.of[: len(known.words)].tolist()]


def packed(words: Iterable[str], levels: Sequence[Sequence[int]]) -> dict[str, str]:
    """Of each word its clusters, a character each; marks and particles are none."""
    each = zip(words, zip(*levels, strict=True), strict=True)
    return {word: "".join(chr(FIRST + one) for one in several) for word, several in sorted(each) if word.isalpha()}


def main(file: str) -> None:
    """Write the clusters."""
    known = pairs(with_particles_apart(list(sentences(Path(file)))))
    write(packed(known.words, [clusters(known, size) for size in SIZES]), SEEDS / MODEL)


if __name__ == "__main__":
    main(*sys.argv[1:])
