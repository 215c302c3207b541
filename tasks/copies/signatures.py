"""MinHash signatures (Broder 1997) of texts: how much of their three-word sequences two texts share, without the texts.

Every sequence of three words of the folded body is hashed; of the hashes the signature keeps 128 minima, of each the
lowest 16 bits (b-bit minwise hashing, Li & König 2010): 256 bytes an article. The share of minima that two signatures
have in common estimates the Jaccard similarity of the sets; its standard error is at most 0.044.

Three words and not five: of rewritten agency copy the shared three-word sequences tell more. On the open half of the
labelled pairs (tests/gates/duplicate-pairs.csv) the best F1 is 0.91 with three and 0.90 with five, where the threshold
has to be at 0.21, close to what unrelated texts share.
"""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from tasks.text.memo import Memo

ALGORITHM_VERSION = 1
"""Kept with every signature: those of different versions are never compared."""

PERMUTATIONS = 128
SHINGLE = 3  # words

# What a signature is, as bytes: version, how many sequences it was made of, minima.
LAYOUT = np.dtype([("version", "<u4"), ("shingles", "<u4"), ("minima", "<u2", (PERMUTATIONS,))])
Signatures = NDArray[np.void]

_SEED = 20150721  # any: it only has to stay the same
# Odd, so that no bit of a word's hash is lost: the golden ratio's 64 bits and its powers.
_FACTORS = tuple(np.uint64(pow(0x9E3779B97F4A7C15, place, 1 << 64)) for place in range(1, SHINGLE + 1))
_NOTHING = ("",) * SHINGLE
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))  # of splitmix64 (Steele, Lea & Flood 2014)


def signatures(bodies: Sequence[Sequence[str]]) -> list[bytes]:
    """The signatures of texts, each given as its folded words; of the same words always the same."""
    if not bodies:
        return []
    hashes, offsets = _sequences(bodies)
    digests = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, PERMUTATIONS, _SEED).to_rows()
    found = np.empty(len(bodies), LAYOUT)
    found["version"] = ALGORITHM_VERSION
    found["shingles"] = np.diff(offsets)
    found["minima"] = np.array(digests, dtype=np.uint32).astype(np.uint16)
    return [one.tobytes() for one in found]


def unpacked(raw: Sequence[bytes | None]) -> tuple[Signatures, NDArray[np.bool_]]:
    """The signatures as an array, and which of them can be compared: those that are there and of today's version."""
    blank = bytes(LAYOUT.itemsize)
    fitting = [one if one is not None and len(one) == LAYOUT.itemsize else blank for one in raw]
    found: Signatures = np.frombuffer(b"".join(fitting), dtype=LAYOUT)
    return found, found["version"] == ALGORITHM_VERSION


def similarities(first: Signatures, second: Signatures) -> NDArray[np.float64]:
    """The estimated Jaccard similarity of each pair: row by row, 0 to 1."""
    shared: NDArray[np.float64] = (first["minima"] == second["minima"]).mean(axis=1)
    return shared


def _sequences(bodies: Sequence[Sequence[str]]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The hashes of all three-word sequences, text behind text, and where each text's begin; the end of the last too.

    A text of fewer words has one sequence, of its words and of nothing.
    """
    lengths = np.array([max(len(words), SHINGLE) for words in bodies], dtype=np.int64)
    words = chain.from_iterable(
        (*words, *_NOTHING[len(words) :]) if len(words) < SHINGLE else words for words in bodies
    )
    hashed = np.fromiter(map(_WORDS.__getitem__, words), dtype=np.uint64, count=int(lengths.sum()))
    rolled = np.zeros(len(hashed) - SHINGLE + 1, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        rolled += hashed[place : place + len(rolled)] * factor
    # The last words of each text begin no sequence: it would reach into the next text.
    left = np.concatenate([[0], np.cumsum(lengths - SHINGLE + 1)]).astype(np.uint64)
    within = np.ones(len(hashed), dtype=np.bool_)
    ends = np.cumsum(lengths)
    for place in range(1, SHINGLE):
        within[ends - place] = False
    return _mixed(rolled[within[: len(rolled)]]), left


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Every bit of a hash in every other: sums of words' hashes alone lie too regularly."""
    for factor in _MIX:
        hashes = (hashes ^ (hashes >> np.uint64(30))) * factor
    return hashes ^ (hashes >> np.uint64(31))


def _hash(word: str) -> int:
    """64 bits of the word; Python's own hash differs from run to run."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


_WORDS = Memo(_hash)
