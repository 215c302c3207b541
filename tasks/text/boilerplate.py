"""What a site prints around its articles, by the phrases of `seeds/lexicons/ar/boilerplate.csv`."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from tasks.storage.seeds import rows
from tasks.text.dateline import WORD
from tasks.text.normalize import MARKS, fold

# A widget is short; of a longer line only the beginning is compared.
_LONGEST_WIDGET = 80
# A tail that sticks to the text stands in its last paragraphs; further up the same words are the author's.
_TAIL_PARAGRAPHS = 2
_LONGEST_TAIL = 2000  # characters


def key(line: str) -> str:
    """The line's words alone, folded: what lines and phrases are compared by."""
    return " ".join(WORD.findall(fold(line)))


def same_words(line: str, other: str) -> bool:
    """Whether two lines have the same words; lengths too different are told apart without folding."""
    return len(line) <= 2 * len(other) and len(other) <= 2 * len(line) and key(line) == key(other)


def is_widget(line: str) -> bool:
    """Whether the line is no text of the article: it has no letters, or it is or begins with a widget's phrase."""
    words = _opening(line[:_LONGEST_WIDGET])
    if not any(character.isalpha() for character in words):
        return True
    return (len(line) <= _LONGEST_WIDGET and words in _phrases("line") | _phrases("footer")) or _begins(words, "start")


def without_tail(lines: Sequence[str]) -> list[str]:
    """The lines up to the first footer behind the first line, the last ones without a tail that sticks to them."""
    end = next((at for at, line in enumerate(lines) if at > 0 and _is_footer(line)), len(lines))
    body = list(lines[:end])
    for at in range(max(len(body) - _TAIL_PARAGRAPHS, 0), len(body)):
        cut = _tail(body[at])
        if cut is not None:
            return [line for line in [*body[:at], body[at][:cut].rstrip()] if line]
    return body


def without_lead(line: str) -> str:
    """The line without a widget's words that stick to its beginning."""
    lowered = line[:_LONGEST_WIDGET].casefold()
    cut = next((len(phrase) for phrase in _phrases("lead") if lowered.startswith(phrase + " ")), 0)
    return line[cut:].lstrip()


@lru_cache(maxsize=1 << 12)
def _opening(beginning: str) -> str:
    """The key of a line's beginning; every line is looked at two or three times."""
    return key(beginning)


def _is_footer(line: str) -> bool:
    """A footer is short and ends without a stop; a sentence may begin with the same words."""
    if len(line) > _LONGEST_WIDGET or line.endswith("."):
        return False
    words = _opening(line)
    return words in _phrases("footer") or _begins(words, "footer-start")


def _begins(words: str, rule: str) -> bool:
    first = words.partition(" ")[0]
    return any(words == phrase or words.startswith(phrase + " ") for phrase in _by_first_word(rule).get(first, ()))


def _tail(line: str) -> int | None:
    """Where a tail begins in the line, None where there is none."""
    found = _tails().search(line, max(len(line) - _LONGEST_TAIL, 0))
    return None if found is None else found.start()


@cache
def _tails() -> re.Pattern[str]:
    """Any tail as it may be spelt: each letter in all the ways that fold to it, marks between, spaces of any width."""
    spelt: dict[str, str] = {}
    for letter in map(chr, range(0x600, 0x700)):
        spelt[fold(letter)] = spelt.get(fold(letter), "") + letter

    def loose(phrase: str) -> str:
        letters = (f"[{spelt[one]}]" if one in spelt else re.escape(one) for one in phrase)
        return f"[{MARKS}]*".join(r"\s+" if one == re.escape(" ") else one for one in letters)

    return re.compile("|".join(loose(phrase) for phrase in sorted(_phrases("tail"), key=len, reverse=True)))


@cache
def _phrases(rule: str) -> frozenset[str]:
    """The phrases of a rule: a tail's as printed but folded, the others' words alone."""
    found = [row["phrase"] for row in rows("lexicons/ar/boilerplate.csv") if row["rule"] == rule]
    return frozenset(fold(phrase) if rule == "tail" else key(phrase) for phrase in found)


@cache
def _by_first_word(rule: str) -> dict[str, tuple[str, ...]]:
    first: dict[str, tuple[str, ...]] = {}
    for phrase in sorted(_phrases(rule)):
        word = phrase.partition(" ")[0]
        first[word] = (*first.get(word, ()), phrase)
    return first
