"""What a site prints around its articles, by the phrases of `seeds/lexicons/ar/boilerplate.csv`."""

from collections.abc import Sequence
from functools import cache

from tasks.storage.seeds import rows
from tasks.text.dateline import WORD
from tasks.text.normalize import fold, fold_with_map

# A widget is short; of a longer line only the beginning is compared.
_LONGEST_WIDGET = 80
# A tail that sticks to the text stands in its last paragraphs; further up the same words are the author's.
_TAIL_PARAGRAPHS = 2


def key(line: str) -> str:
    """The line's words alone, folded: what lines and phrases are compared by."""
    return " ".join(WORD.findall(fold(line)))


def is_widget(line: str) -> bool:
    """Whether the line is no text of the article: it has no letters, or it is or begins with a widget's phrase."""
    words = key(line[:_LONGEST_WIDGET])
    if not any(character.isalpha() for character in words):
        return True
    return (len(line) <= _LONGEST_WIDGET and words in _phrases("line")) or _begins(words, "start")


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


def _is_footer(line: str) -> bool:
    words = key(line[:_LONGEST_WIDGET])
    return (len(line) <= _LONGEST_WIDGET and words in _phrases("footer")) or _begins(words, "footer-start")


def _begins(words: str, rule: str) -> bool:
    first = words.partition(" ")[0]
    return any(words == phrase or words.startswith(phrase + " ") for phrase in _by_first_word(rule).get(first, ()))


def _tail(line: str) -> int | None:
    """Where a tail begins in the line, None where there is none."""
    folded = fold(line)
    found = [at for at in (folded.find(phrase) for phrase in _phrases("tail")) if at >= 0]
    return fold_with_map(line).original(min(found), min(found))[0] if found else None


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
