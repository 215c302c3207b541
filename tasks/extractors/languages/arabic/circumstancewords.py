"""The words that tell the circumstances of a statement, by class."""

from functools import cache

from tasks.storage.seeds import rows
from tasks.text.normalize import fold
from tasks.text.segment import Token

_NAME = "lexicons/ar/circumstance-words.csv"


@cache
def telling(*word_classes: str) -> frozenset[str]:
    """The folded one-word members of classes of `circumstance-words.csv`, made once for all of them together."""
    found = (row["word"] for row in rows(_NAME) if row["class"] in word_classes)
    return frozenset(fold(word) for word in found if " " not in word)


def time_length(tokens: tuple[Token, ...], at: int) -> tuple[int, int]:
    """How many tokens from `at` are a time of speech that is none of the calendar (في وقت سابق), 0 where none is.

    The second number is 1 where a و is joined to the first of them (وفي وقت سابق).
    """
    first = tokens[at].form
    for joined in (0, 1) if first.startswith("و") else (0,):
        for words in _times().get(first[joined:], ()):
            if tuple(token.form for token in tokens[at + 1 : at + len(words)]) == words[1:]:
                return len(words), joined
    return 0, 0


@cache
def _times() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The times cut into words, by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in rows(_NAME):
        if row["class"] == "time_of_speech":
            words = tuple(fold(row["word"]).split())
            found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(several, key=len, reverse=True)) for first, several in found.items()}
