"""One thing that happened, and how many of them are told one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

# A first run over an archive finds thousands; nobody reads so many messages, and the tables have them all.
MOST = 20


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that people wait for.

    Attributes:
        event: what kind of thing, of `expectations.vocabulary.EVENTS`.
        resource: whom or what it is about: marsad.KIND.ID.
        title: one line for the head of a message.
        text: what a message says; plain text.
        key: the same for the same thing, however often it is found.
        url: where the article can be read; None where there is none.
        details: more for machines, as JSON has it.
        more: so many others of its kind are not told one by one.
    """

    event: str
    resource: str
    title: str
    text: str
    key: str
    url: str | None = None
    details: tuple[tuple[str, object], ...] = ()
    more: int = 0


def told(found: Iterable[Happening]) -> tuple[Happening, ...]:
    """Those that are told one by one: `MOST` of a kind, the last of which says how many there are more."""
    kinds = groupby(sorted(found, key=lambda one: one.event), key=lambda one: one.event)
    return tuple(one for _, kind in kinds for one in _first(tuple(kind)))


def _first(kind: Sequence[Happening]) -> Sequence[Happening]:
    left = len(kind) - MOST
    return kind if left <= 0 else (*kind[: MOST - 1], replace(kind[MOST - 1], more=left))
