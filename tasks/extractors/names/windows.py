"""Cut what is longer than a model can read into pieces that overlap."""

from collections.abc import Iterator
from typing import NamedTuple


class Window(NamedTuple):
    """Sub-words `[first:last]` that are read at once; what is said of `[begin:end]` counts."""

    first: int
    last: int
    begin: int
    end: int


def windows(count: int, width: int) -> Iterator[Window]:
    """Windows over `count` sub-words, each at most `width` wide; what counts of them touches and does not overlap.

    Neighbours share a quarter of the width, and each sub-word counts where it has more around it.

    >>> [tuple(one) for one in windows(12, 8)]
    [(0, 8, 0, 7), (6, 12, 7, 12)]
    """
    step, shared = max(width - width // 4, 1), width // 4
    first = 0
    while first < count:
        last = min(first + width, count)
        begin = first + shared // 2 if first else 0
        yield Window(first, last, begin, last if last == count else first + step + shared // 2)
        first = count if last == count else first + step


def batches(lengths: list[int], most: int) -> Iterator[list[int]]:
    """The numbers of the pieces of these lengths, those of like length together, as far as `most` sub-words go.

    >>> list(batches([2, 9, 3, 8], 10))
    [[0, 2], [3], [1]]
    """
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda one: (lengths[one], one)):
        if batch and lengths[number] * (len(batch) + 1) > most:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
