"""How much a word that no list has looks like a name, by its letters: transliterated names are made otherwise."""

from functools import cache, lru_cache
from itertools import repeat

from tasks.extractors.languages.arabic.gazetteers import is_definite
from tasks.storage.seeds import model

MODEL = "models/arabic-letters.json.gz"
LONGEST = 4  # letters of a piece


def pieces(form: str) -> list[str]:
    """All pieces of one to four letters of a folded word without its article; `<` and `>` are its edges.

    >>> pieces("علي")[:5]
    ['<', 'ع', 'ل', 'ي', '>']
    """
    word = f"<{form[2:] if is_definite(form) else form}>"
    return [word[at : at + size] for size in range(1, LONGEST + 1) for at in range(len(word) - size + 1)]


@cache
def _weights() -> dict[str, float]:
    return {piece: value for piece, (value,) in model(MODEL).items()}


@lru_cache(maxsize=1 << 16)
def likeness(form: str) -> float:
    """The logarithm of the odds that the folded word is a name."""
    return sum(map(_weights().get, pieces(form), repeat(0.0)))
