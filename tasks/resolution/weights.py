"""Which words set two texts of an article apart, however few they are: names, numbers, negations."""

from functools import lru_cache

from tasks.extractors.languages.arabic.gazetteers import STRONG, SURNAME, WEAK, listed_names, places, readings
from tasks.extractors.languages.arabic.words import members


@lru_cache(maxsize=1 << 14)
def weights(word: str) -> frozenset[str]:
    """What a word weighs, of `number`, `name` and `negation`; mostly nothing.

    A name is a listed given name or place of one word, whatever particle is joined before it (لمحمد, للعراق). Most
    family names are in no list, and one that folds like a preposition (علي) is not told from it.

    Args:
        word: folded.
    """
    told = (
        ("number", any(map(str.isdigit, word))),
        ("name", any(_is_name(form) for _, form in readings(word))),
        ("negation", word in members("negation", "reverses")),
    )
    return frozenset(weight for weight, holds in told if holds)


def _is_name(form: str) -> bool:
    if listed_names().get(form) in (SURNAME, STRONG, WEAK):
        return True
    return any(words == (form,) for words, _ in places().get(form, ()))
