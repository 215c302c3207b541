"""How much a word that no list has looks like a name, by its letters: transliterated names are made otherwise."""

from functools import cache

from tasks.extractors.languages.arabic.gazetteers import (
    SURNAME,
    given_names,
    is_definite,
    listed_names,
    weak_given_names,
)
from tasks.storage.seeds import model
from tasks.text.memo import Memo

MODEL = "models/arabic-letters.json.gz"
LONGEST = 4  # letters of a piece
RARELY_BEGINS = 2.0  # logarithm of the odds that ل before a listed name is joined, not its first letter


def bare(form: str) -> str:
    """The folded word without its article; `<` and `>` are its edges."""
    return f"<{form[2:] if is_definite(form) else form}>"


def pieces(form: str) -> list[str]:
    """All pieces of one to four letters of a folded word without its article, with its edges.

    >>> pieces("علي")[:5]
    ['<', 'ع', 'ل', 'ي', '>']
    """
    word = bare(form)
    return [word[at : at + size] for size in range(1, LONGEST + 1) for at in range(len(word) - size + 1)]


def _from(window: str) -> float:
    """The weights of all pieces that begin where a window of the longest length, or the end of a word, begins."""
    weight = _weights().get
    return sum([weight(window[:size], 0.0) for size in range(1, len(window) + 1)])


_FROM = Memo(_from)


@cache
def _weights() -> dict[str, float]:
    return {piece: value for piece, (value,) in model(MODEL).items()}


def _likeness(form: str) -> float:
    word = bare(form)
    return sum([_FROM[word[at : at + LONGEST]] for at in range(len(word))])


_LIKENESS = Memo(_likeness)


def likeness(form: str) -> float:
    """The logarithm of the odds that the folded word is a name: the sum of the weights of its pieces."""
    return _LIKENESS[form]


def begins_with_preposition(written: str, name: str) -> bool:
    """Whether a word that begins like a preposition is one joined to the listed name that the rest of it is.

    Names that everybody knows are, and others that look more like a name than the whole does: لفابيان, not باولو. None
    stands behind كـ, with which names begin, that does not look so.
    """
    if written[:1] in ("و", "ف"):
        return True
    known = name in given_names() or name in weak_given_names() or listed_names().get(name) == SURNAME
    least = likeness(written) - (RARELY_BEGINS if written[:1] == "ل" else 0.0)
    return (known and written[:1] != "ك") or likeness(name) > least
