"""Take in what sources hold: batches of what no earlier run has settled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tasks.model.records import Capture, Reject
from tasks.model.settings import Settings
from tasks.model.sources import Source
from tasks.readers.registry import READERS

Found = Capture | Reject
MOST_HELD = 200_000_000  # bytes of bodies a batch, which lies in memory


@dataclass(frozen=True, slots=True)
class Taken:
    """Some documents: what could be read, what could not, and how many in between were settled already."""

    captures: tuple[Capture, ...]
    rejects: tuple[Reject, ...]
    known: int


def read_files(sources: Iterable[Source], settings: Settings, now: datetime) -> Iterator[Found]:
    """Everything in the sources, in their order.

    Args:
        sources: where to read.
        settings: the limits.
        now: `captured_at` of what does not say when it was taken, UTC.

    Raises:
        SourceUnavailable: there is nothing where a source should lie.
    """
    return (one for source in sources for one in READERS[source.reader](source.path, settings, now))


def take(found: Iterable[Found], settled: frozenset[str], sizes: Iterator[int]) -> Iterator[Taken]:
    """Everything new of what was found, in its order, at most so many documents and some 200 MB at a time.

    A document that is settled, or the same bytes at the same place a second time, is counted as known and left out.

    Args:
        found: captures and rejects.
        settled: ids of captures that need no second look.
        sizes: documents a batch, of one after the other; without end.
    """
    seen, size = set(settled), next(sizes)
    new: list[Found] = []
    known = held = 0
    for one in found:
        if one.capture_id in seen:
            known += 1
            continue
        seen.update(() if one.capture_id is None else (one.capture_id,))
        new.append(one)
        held += len(one.body) if isinstance(one, Capture) else 0
        if len(new) == size or held >= MOST_HELD:
            yield _taken(new, known)
            new, known, held, size = [], 0, 0, next(sizes)
    if new or known:
        yield _taken(new, known)


def _taken(new: list[Found], known: int) -> Taken:
    captures = tuple(one for one in new if isinstance(one, Capture))
    return Taken(captures, tuple(one for one in new if isinstance(one, Reject)), known)
