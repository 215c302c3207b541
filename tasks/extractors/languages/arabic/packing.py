"""Weights as text, a character each: a model of a million of them is read in a few hundredths of a second."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_NOUGHT = 0x800  # the character that stands for a weight of nought; each other is so many hundredths from it


def packed(hundredths: Iterable[int]) -> str:
    """The weights as one string; they must lie within 2,048 of nought."""
    return "".join(chr(_NOUGHT + one) for one in hundredths)


def unpacked(weights: str) -> NDArray[np.float32]:
    """The weights, one a character.

    >>> unpacked(packed([0, 50, -150])).tolist()
    [0.0, 0.5, -1.5]
    """
    characters = np.frombuffer(weights.encode("utf-16-le"), dtype="<u2").astype(np.float32)
    found: NDArray[np.float32] = (characters - np.float32(_NOUGHT)) / np.float32(100)
    return found
