"""What the lists of places, organisations, outlets and peoples say of a word, and where a listed body is named."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from tasks.extractors.languages.arabic.clusters import clustered
from tasks.extractors.languages.arabic.gazetteers import (
    Phrases,
    adjectives_of_peoples,
    by_first,
    heads,
    match,
    organisations,
    outlets,
    places,
    readings,
)
from tasks.storage.seeds import rows
from tasks.text.memo import Memo
from tasks.text.normalize import fold
from tasks.text.segment import FORM, Segmented

CUT = "c"  # stands before what the word is behind a joined particle


@cache
def bodies() -> Phrases:
    """Clubs, companies, media, movements and bodies that are called by their own names; many are other words too."""
    return by_first({tuple(fold(row["name"]).split()): row["type"] for row in rows("lexicons/ar/named-bodies.csv")})


def bodies_of(segmented: Segmented) -> Iterator[tuple[int, int, str]]:
    """Where a listed body is named, as half-open ranges of tokens with its type; the longest name goes first."""
    tokens, ends = segmented.tokens, [sentence.last for sentence in segmented.sentences]
    free = 0
    for at, openings in enumerate(map(_OPENINGS.__getitem__, map(FORM, tokens))):
        if openings and at >= free:
            last = ends[bisect_right(ends, at)]
            end, kind = max(match(tokens, at, last, bodies(), form) for form in openings)
            if end > at:
                yield at, end, kind
                free = end


def _openings(form: str) -> tuple[str, ...]:
    known = bodies()
    return tuple([reading for _, reading in readings(form) if reading in known])


_OPENINGS = Memo(_openings)


@lru_cache(maxsize=1 << 16)
def listed(form: str) -> tuple[str, ...]:
    """What the lists say of a folded word in all its readings, in no order that matters.

    >>> listed("وبغداد")
    ('cpGPE',)
    """
    found = {"a"} if form in adjectives_of_peoples() else set[str]()
    said = _said()
    for cut, reading in readings(form):
        if reading in said:
            found.update([CUT + one for one in said[reading]] if cut else said[reading])
    return tuple(sorted(found))


def list_features(form: str, is_word: bool, offset: int) -> tuple[str, ...]:
    """What the lists and clusters say of a folded word, as features of the word that it stands `offset` words behind.

    >>> list_features("بغداد", True, -1)[0]
    '-1gpGPE'
    """
    return tuple(f"{offset}{one}" for one in listed_near(form, is_word)) if abs(offset) <= 1 else ()


def listed_near(form: str, is_word: bool) -> tuple[str, ...]:
    """The same without the offset."""
    return (*[f"g{one}" for one in listed(form)], *clustered(form)) if is_word else ()


@cache
def _said() -> dict[str, set[str]]:
    """What the lists say of each word that they have."""
    found: dict[str, set[str]] = {}
    for noun, kind in heads().items():
        for form in (noun, f"ال{noun}"):
            found.setdefault(form, set()).add(f"h{kind}")
    for phrases, letter in ((places(), "p"), (organisations(), "o"), (outlets(), "u")):
        for first, several in phrases.items():
            for words, kind in several:
                found.setdefault(first, set()).add(f"{letter}{kind}" if len(words) == 1 else f"{letter}m")
                if len(words) > 1:
                    found.setdefault(words[-1], set()).add("z")
    return found
