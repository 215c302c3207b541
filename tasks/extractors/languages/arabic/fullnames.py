"""The fullest form that a document has of a name which no list knows (بليجريني: مانويل بليجريني)."""

from collections.abc import Sequence
from functools import lru_cache

from tasks.extractors.languages.arabic.describing import is_person_word
from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples, is_definite, readings, strength
from tasks.extractors.languages.arabic.naming import LONGEST, is_name_word
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.reading import Reading

_JOINED = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
OCCURRENCES = 40  # places in the document at which a fuller form is looked for


def _places(reading: Reading, word: str) -> list[int]:
    """Where the word stands, also with particles joined to it."""
    return reading.standing([particle + word for particle in _JOINED])[:OCCURRENCES]


@lru_cache(maxsize=16)
def fullest(reading: Reading, name: tuple[int, int]) -> tuple[int, int] | None:
    """The longest name in the document with the same last or first word; None where no other is longer.

    The answers are kept for the document's other sources with that name.
    """
    words = [reading.form(at) for at in range(*name)]
    best = name
    for word in dict.fromkeys((words[-1], words[0])):
        for at in _places(reading, word):
            found = _around(reading, at)
            if found[1] - found[0] > best[1] - best[0] and _holds(reading, found, words):
                best = found
    return best if best != name else None


def _holds(reading: Reading, found: tuple[int, int], words: Sequence[str]) -> bool:
    """Whether the words stand in the name in this order, the last of them last or the first of them first."""
    forms = [
        next((word for word in words if _reads_as(reading.form(at), word)), reading.form(at)) for at in range(*found)
    ]
    rest = iter(forms)
    return all(word in rest for word in words) and (forms[-1] == words[-1] or forms[0] == words[0])


def _reads_as(form: str, word: str) -> bool:
    return any(reading == word for _, reading in readings(form))


def _around(reading: Reading, at: int) -> tuple[int, int]:
    """The name that the word at `at` belongs to: a mention, or the words beside it that can only be a name."""
    covered = reading.covered[at]
    if covered >= 0 and reading.mentions[covered].kind == "PERSON":
        return covered, reading.last[covered]
    first, end = at, at + 1
    while first > reading.starts[at] and at - first < LONGEST - 1 and _extends_back(reading, first - 1):
        first -= 1
    while end < reading.ends[at] and end - first < LONGEST and _extends(reading, end):
        end += 1
    if reading.kind(first) == "PERSON":
        first = reading.covered[first]
    while first < at and reading.form(first) in links("connector") and strength(reading.tokens[first]) is None:
        first += 1
    while end > at + 1 and reading.form(end - 1) in links("connector"):
        end -= 1
    return first, end


def _extends(reading: Reading, at: int) -> bool:
    if reading.kind(at):
        return False
    form = reading.form(at)
    if form in links("connector"):
        return is_name_word(reading, at + 1) if at + 1 < len(reading.tokens) else False
    known = strength(reading.tokens[at]) is not None
    return is_name_word(reading, at) and (known or is_definite(form) or reading.form(at - 1) in links("connector"))


def _extends_back(reading: Reading, at: int) -> bool:
    """Whether the word before belongs to the name: a listed name, or one behind a title, not a verb."""
    if reading.kind(at) == "PERSON" and reading.ends_mention(at):
        return True
    if reading.kind(at) or not is_name_word(reading, at) or is_definite(reading.form(at)):
        return False
    if strength(reading.tokens[at]) is not None or reading.form(at) in links("connector"):
        return True
    before = reading.form(at - 1)
    titled = is_person_word(before) or before in adjectives_of_peoples()
    return titled or (at > 0 and not reading.tokens[at - 1].is_word and at > reading.starts[at])
