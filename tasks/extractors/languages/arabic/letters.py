"""How much a word that no list has looks like a name, by its letters: transliterated names are made otherwise."""

from functools import cache

from tasks.extractors.languages.arabic.gazetteers import is_definite
from tasks.storage.seeds import model
from tasks.text.memo import Memo

MODEL = "models/arabic-letters.json.gz"
LONGEST = 4  # letters of a piece


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
