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
_STOPS = ".!؟…"
_CONTACT = re.compile(r"[\w.+-]*@[\w.-]*|https?://\S+|\b(?:www|twitter|facebook)\.\S+")

EVERY = ""
"""Stands for every outlet where one may be named."""


def key(line: str) -> str:
    """The line's words alone, folded: what lines and phrases are compared by."""
    return " ".join(WORD.findall(fold(line)))


def same_words(line: str, other: str) -> bool:
    """Whether two lines have the same words; lengths too different are told apart without folding."""
    return len(line) <= 2 * len(other) and len(other) <= 2 * len(line) and key(line) == key(other)


def is_widget(line: str, outlet: str = EVERY) -> bool:
    """Whether the line is no text of the article: it has no letters, or it is or begins with a widget's phrase.

    Args:
        line: the line.
        outlet: whose phrases are meant, those of every outlet unless one is named.
    """
    words = _opening(line[:_LONGEST_WIDGET])
    if not any(character.isalpha() for character in words):
        return True
    if len(line) <= _LONGEST_WIDGET and words in _whole_lines(outlet):
        return True
    return _begins(words, "start", outlet) or _is_contact(line, outlet)


def without_tail(lines: Sequence[str], outlet: str = EVERY) -> list[str]:
    """The lines up to the first footer behind the first line, the last ones without a tail that sticks to them."""
    end = next((at for at, line in enumerate(lines) if at > 0 and _is_footer(line, outlet)), len(lines))
    body = list(lines[:end])
    for at in range(max(len(body) - _TAIL_PARAGRAPHS, 0), len(body)):
        cut = _tail(body[at], outlet)
        if cut is not None:
            return [line for line in [*body[:at], body[at][:cut].rstrip()] if line]
    return body


def without_lead(line: str, outlet: str = EVERY) -> str:
    """The line without a widget's words that stick to its beginning."""
    pattern = _as_spelt("lead", outlet)
    found = pattern.match(line) if pattern else None
    return line if found is None or line[found.end() :][:1].strip() else line[found.end() :].lstrip()


def without_furniture_of(outlet: str | None, lines: Sequence[str]) -> list[str]:
    """The lines without what this outlet alone prints around its articles."""
    if outlet is None or outlet not in _furnished():
        return list(lines)
    kept = (without_lead(line, outlet) for line in lines if not is_widget(line, outlet))
    return without_tail([line for line in kept if line], outlet)


@lru_cache(maxsize=1 << 12)
def _opening(beginning: str) -> str:
    """The key of a line's beginning; every line is looked at two or three times."""
    return key(beginning)


def _is_contact(line: str, outlet: str) -> bool:
    """Whether a line is an address to write to, or a name in a network, with nothing but the words that go with it."""
    if "@" not in line or len(line) > _LONGEST_WIDGET or outlet != EVERY:
        return False
    left = key(_CONTACT.sub(" ", line)).split()
    return len(left) < len(key(line).split()) and all(word in _phrases("contact", EVERY) for word in left)


def _is_footer(line: str, outlet: str) -> bool:
    """A footer is short and ends without a stop; a sentence may begin with the same words."""
    if len(line) > _LONGEST_WIDGET or line.endswith("."):
        return False
    words = _opening(line)
    return words in _phrases("footer", outlet) or _begins(words, "footer-start", outlet)


def _begins(words: str, rule: str, outlet: str) -> bool:
    first = words.partition(" ")[0]
    known = _by_first_word(rule, outlet).get(first, ())
    return any(words == phrase or words.startswith(phrase + " ") for phrase in known)


def _tail(line: str, outlet: str) -> int | None:
    """Where a tail begins in the line, behind the stop where it is told by one; None where there is none."""
    pattern = _as_spelt("tail", outlet)
    found = pattern.search(line, max(len(line) - _LONGEST_TAIL, 0)) if pattern else None
    return None if found is None else found.start() + (line[found.start()] in _STOPS)


@cache
def _as_spelt(rule: str, outlet: str) -> re.Pattern[str] | None:
    """Any phrase of the rule, each letter in all the ways that fold to it, marks between, spaces of any width.

    None where the rule has no phrase.
    """
    spelt: dict[str, str] = {}
    for letter in map(chr, range(0x600, 0x700)):
        spelt[fold(letter)] = spelt.get(fold(letter), "") + letter

    def loose(phrase: str) -> str:
        letters = (f"[{spelt[one]}]" if one in spelt else re.escape(one) for one in phrase)
        return f"[{MARKS}]*".join(r"\s+" if one == re.escape(" ") else one for one in letters)

    phrases = sorted(_phrases(rule, outlet), key=len, reverse=True)
    return re.compile("|".join(map(loose, phrases)), re.IGNORECASE) if phrases else None


@cache
def _furnished() -> frozenset[str]:
    """The outlets that have furniture of their own."""
    return frozenset(row["outlet"] for row in rows("lexicons/ar/boilerplate.csv") if row["outlet"])


@cache
def _whole_lines(outlet: str) -> frozenset[str]:
    return _phrases("line", outlet) | _phrases("footer", outlet)


@cache
def _phrases(rule: str, outlet: str) -> frozenset[str]:
    """The phrases of a rule: those that stick to a text as printed but folded, the others' words alone."""
    listed = rows("lexicons/ar/boilerplate.csv")
    found = [row["phrase"] for row in listed if (row["rule"], row["outlet"]) == (rule, outlet)]
    return frozenset(fold(phrase) if rule in ("tail", "lead") else key(phrase) for phrase in found)


@cache
def _by_first_word(rule: str, outlet: str) -> dict[str, tuple[str, ...]]:
    first: dict[str, tuple[str, ...]] = {}
    for phrase in sorted(_phrases(rule, outlet)):
        word = phrase.partition(" ")[0]
        first[word] = (*first.get(word, ()), phrase)
    return first
