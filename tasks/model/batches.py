"""How many documents a batch holds.

Each commit writes a part of what stood in its months again, whatever is new in it: 31,000 articles took a fifth of the
time for it in batches of 500. So the longer the queue, the more go at once; a short one is seen early and loses little
where a run is killed.
"""

from collections.abc import Iterator
from itertools import chain, repeat

GROWING, MOST = (500, 1_000), 2_000  # documents
AS_MANY = 4  # batches of a size before the next size


def sizes(given: int | None) -> Iterator[int]:
    """The sizes of batches, one behind the other without end.

    Args:
        given: the size that somebody asked for; None for sizes that grow.

    >>> from itertools import islice
    >>> list(islice(sizes(None), 3, 9))
    [500, 1000, 1000, 1000, 1000, 2000]
    >>> list(islice(sizes(40), 2))
    [40, 40]
    """
    if given is not None:
        return repeat(given)
    return chain(*(repeat(size, AS_MANY) for size in GROWING), repeat(MOST))
