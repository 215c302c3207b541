"""Find, among many signatures, those that may belong to copies of a text, without comparing each with each.

Signatures are cut into 64 bands of two minima; texts that agree in a band are candidates (locality-sensitive hashing,
Indyk & Motwani 1998). A pair with similarity s is found with probability 1 - (1 - s²)^64: 0.9998 where s is 0.36, the
least that counts, 0.47 at 0.1, 0.006 at 0.01, where most pairs of unrelated articles lie. Bands of three or four minima
would find 0.87 or 0.42 of the pairs at 0.36.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tasks.copies.signatures import Signatures, similarities

# So many signatures are looked at together, and so many pairs: a site that prints the same on every page makes each
# pair a candidate, and that must not take more memory than 16 MB of marks and 32 MB of minima.
_NEW, _KNOWN, _PAIRS = 1 << 9, 1 << 15, 1 << 16

Rows = NDArray[np.int64]
Pairs = tuple[Rows, Rows, NDArray[np.float64]]


def similar_pairs(new: Signatures, known: Signatures, least: float) -> Iterator[Pairs]:
    """The pairs of a new and a known signature with an estimated similarity of `least` or more, some at a time.

    Yields:
        Rows of `new`, the rows of `known` beside them, and their similarities.
    """
    for first in range(0, len(new), _NEW):
        for second in range(0, len(known), _KNOWN):
            marks = _marked(new[first : first + _NEW], known[second : second + _KNOWN])
            rows, others = np.divmod(np.flatnonzero(marks), marks.shape[1])  # np.nonzero takes ten times as long
            for cut in range(0, len(rows), _PAIRS):
                yield _alike(new, known, rows[cut : cut + _PAIRS] + first, others[cut : cut + _PAIRS] + second, least)


def _alike(new: Signatures, known: Signatures, rows: Rows, others: Rows, least: float) -> Pairs:
    shared = similarities(new[rows], known[others])
    kept = shared >= least
    return rows[kept], others[kept], shared[kept]


def _marked(new: Signatures, known: Signatures) -> NDArray[np.bool_]:
    """Which pairs agree in a band: a row for each new and a column for each known signature."""
    marks = np.zeros((len(new), len(known)), dtype=np.bool_)
    for ours, theirs in zip(_bands(new), _bands(known), strict=True):
        ordered, order = np.sort(ours), np.argsort(ours, kind="stable")
        likely = np.flatnonzero(_halves(ours)[theirs.astype(np.uint16)])
        first = np.searchsorted(ordered, theirs[likely], side="left")
        last = np.searchsorted(ordered, theirs[likely], side="right")
        met, counts = likely[last > first], (last - first)[last > first]
        # The places first, first + 1, … last - 1 of every known signature that was met, behind one another.
        places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts - first[last > first], counts)
        marks[order[places], np.repeat(met, counts)] = True
    return marks


def _halves(bands: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which lower halves the bands have: one look here spares 99 in 100 known signatures the search."""
    there = np.zeros(1 << 16, dtype=np.bool_)
    there[bands.astype(np.uint16)] = True
    return there


def _bands(signatures: Signatures) -> NDArray[np.uint32]:
    """A row for each band, with its two minima as one number for each signature."""
    return np.ascontiguousarray(np.ascontiguousarray(signatures["minima"]).view("<u4").T)
