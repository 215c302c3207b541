"""The watch list: people, bodies and places that are known by every spelling (`seeds/watchlist.csv`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from tasks.model.ids import identify
from tasks.resolution.names import fold_name
from tasks.storage.seeds import rows

PLACES = ("GPE", "LOC")


@dataclass(frozen=True, slots=True)
class Watched:
    """One row of the watch list.

    Attributes:
        entity_id: the id that the name gives.
        kind: one of `expectations.vocabulary.ENTITY_KINDS`.
        name: the canonical name.
        latin: the name in Latin script.
        wikidata: its id there; None where none is known.
        spellings: all its names, folded.
    """

    entity_id: str
    kind: str
    name: str
    latin: str
    wikidata: str | None
    spellings: tuple[str, ...]


@cache
def watched() -> tuple[Watched, ...]:
    """All rows of the watch list."""
    return tuple(_watched(row) for row in rows("watchlist.csv"))


def _watched(row: Mapping[str, str]) -> Watched:
    names = (row["name"], row["latin"], *(alias for alias in row["aliases"].split("|") if alias))
    spellings = tuple(dict.fromkeys(fold_name(name) for name in names))
    made = thing_spelling(row["kind"], fold_name(row["name"]))
    latin, wikidata = row["latin"], row["wikidata"] or None
    return Watched(identify("entity", row["kind"], made), row["kind"], row["name"], latin, wikidata, spellings)


def thing_spelling(kind: str, folded: str) -> str:
    """The folded name of a thing as its id is made of it: a place is one with and without its article."""
    return folded.removeprefix("ال") if kind in PLACES else folded


@cache
def _things() -> Mapping[tuple[str, str], str]:
    return {
        (one.kind, thing_spelling(one.kind, spelling)): thing_spelling(one.kind, one.spellings[0])
        for one in watched()
        for spelling in one.spellings
        if one.kind != "PERSON"
    }


@lru_cache(maxsize=1 << 16)
def thing_name(kind: str, name: str) -> str:
    """The folded name of an organisation, place or other thing, by which it is known: the watch list's for its aliases.

    >>> thing_name('GPE', 'سورية') == thing_name('GPE', 'سوريا')
    True
    """
    own = thing_spelling(kind, fold_name(name))
    return _things().get((kind, own), own)


@lru_cache(maxsize=1 << 16)
def thing_id(kind: str, name: str) -> str:
    """The id of the thing of this kind and name: it depends on nothing else."""
    return identify("entity", kind, thing_name(kind, name))
