"""Which of several spans holds another."""

from collections.abc import Sequence

from tasks.model.records import Span


def innermost(inner: Span, outer: Sequence[Span]) -> int | None:
    """The number of the shortest of the spans that holds `inner` whole, the first of several; None where none does."""
    holding = [at for at, one in enumerate(outer) if one.start <= inner.start and inner.end <= one.end]
    return min(holding, key=lambda at: outer[at].end - outer[at].start, default=None)
