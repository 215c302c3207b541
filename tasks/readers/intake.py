"""Take in what sources hold: batches of what no earlier run has settled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tasks.model.records import Capture, Reject
from tasks.model.settings import Settings
from tasks.model.sources import Source
from tasks.readers.registry import READERS


@dataclass(frozen=True, slots=True)
class Taken:
    """Some documents: what could be read, what could not, and how many in between were settled already."""

    captures: tuple[Capture, ...]
    rejects: tuple[Reject, ...]
    known: int


def take(sources: Iterable[Source], settled: frozenset[str], settings: Settings, now: datetime) -> Iterator[Taken]:
    """Everything new in the sources, in their order, at most `settings.batch_size` documents at a time.

    A document that is settled, or the same bytes at the same place a second time, is counted as known and left out.

    Args:
        sources: where to read.
        settled: ids of captures that need no second look.
        settings: the limits.
        now: `captured_at` of what does not say when it was taken, UTC.

    Raises:
        SourceUnavailable: there is nothing where a source should lie.
    """
    found = (one for source in sources for one in READERS[source.reader](source.path, settings, now))
    seen = set(settled)
    new: list[Capture | Reject] = []
    known = 0
    for one in found:
        if one.capture_id in seen:
            known += 1
            continue
        seen.update(() if one.capture_id is None else (one.capture_id,))
        new.append(one)
        if len(new) == settings.batch_size:
            yield _taken(new, known)
            new, known = [], 0
    if new or known:
        yield _taken(new, known)


def _taken(new: list[Capture | Reject], known: int) -> Taken:
    captures = tuple(one for one in new if isinstance(one, Capture))
    return Taken(captures, tuple(one for one in new if isinstance(one, Reject)), known)
