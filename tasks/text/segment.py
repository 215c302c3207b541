"""Cut a text into paragraphs, sentences and tokens; every piece knows its offsets.

A token is a word with its marks and joined particles as written, a number, or one punctuation character
(U+060C, the Arabic comma, among them), or two that are written for one quotation mark ('' and the like). Tokens are
cut by one pass of one regular expression: linear in the text.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tasks.text.normalize import MARKS, fold


# News vocabulary is Zipfian: nearly every word is a look-up, which makes the cut four times as fast.
@lru_cache(maxsize=1 << 17)
def _form(word: str) -> str:
    """The folded word; the word itself where nothing of it is left, such as a mark of presentation form."""
    return fold(word).strip() or word


# Marks that are written twice where a keyboard has no double one; ,, is a comma unless it stands before a word.
_DOUBLED = r"''|‘‘|’’|‚‚|``|´´|<<|>>|[‹›]{2}|\(\(|\)\)|(?<!\S),,(?=\w)"
# A word does not begin with a mark or tatweel: alone they are ornament, in front of a word they are dropped.
_TOKEN = re.compile(rf"((?![{MARKS}])[^\W\d_](?:[^\W_]|[{MARKS}])*)|(\d+(?:[.,:٫٬]\d+)*)|({_DOUBLED}|[^\s{MARKS}])")
_WORD, _MARK = 1, 3  # the groups of a word and of a mark; 2 is a number
_PARAGRAPH = re.compile(r"[^\n]+")
LETTER_NAME = 3  # letters of the longest name of a letter, إتش
_ENDERS = frozenset(".!?؟؛…")
_CLOSERS = frozenset((*"\"'»”’›″❞＂﴾)]}", "''", "’’", ">>", "››", "))"))


class Token(NamedTuple):
    """A word, number or mark (a named tuple: made faster than a frozen dataclass, and a text has hundreds).

    Attributes:
        start: first code point in the text.
        end: one past the last.
        surface: `text[start:end]`.
        form: the surface folded by `tasks.text.normalize.fold`.
        is_word: whether it is a word (else a number or a mark).
    """

    start: int
    end: int
    surface: str
    form: str
    is_word: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a half-open range of tokens, `tokens[first:last]`, with its paragraph's number from 0."""

    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True, eq=False)
class Segmented:
    """A text with its tokens and sentences; paragraph 0 is the headline. Compared by identity: it can be a key."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, with offsets into `text`."""
    new = tuple.__new__  # past the keyword handling of Token(): twice as fast
    tokens = []
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        surface, kind = found[0], found.lastindex
        form = surface if kind == _MARK else _form(surface)
        tokens.append(new(Token, (found.start(), found.end(), surface, form, kind == _WORD)))
    return tokens


def segment(text: str) -> Segmented:
    """The text's paragraphs (lines), sentences and tokens."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for number, found in enumerate(_PARAGRAPH.finditer(text)):
        inside = tokenize(text, found.start(), found.end())
        for first, last in _sentences(inside):
            sentences.append(Sentence(len(tokens) + first, len(tokens) + last, number))
        tokens.extend(inside)
    return Segmented(text, tuple(tokens), tuple(sentences))


def _sentences(tokens: list[Token]) -> list[tuple[int, int]]:
    """Cut behind . ! ? ؟ ؛ … and the closing marks that follow, unless the mark stands inside a word or number."""
    ranges, first, at = [], 0, 0
    while at < len(tokens):
        if tokens[at].surface in _ENDERS and _ends(tokens, at):
            while at + 1 < len(tokens) and tokens[at + 1].surface in _ENDERS | _CLOSERS and _touch(tokens, at):
                at += 1
            ranges.append((first, at + 1))
            first = at + 1
        at += 1
    return [*ranges, (first, len(tokens))] if first < len(tokens) else ranges


def _touch(tokens: list[Token], at: int) -> bool:
    return tokens[at].end == tokens[at + 1].start


def _is_letter_name(token: Token) -> bool:
    """A short word such as the letters of an abbreviation are (إتش.إس.بي.سي)."""
    return token.is_word and len(token.form) <= LETTER_NAME


def _parts_decimals(tokens: list[Token], at: int) -> bool:
    """Whether a space slipped in behind the point of a number: 72. 4 في المئة."""
    sides = tokens[at - 1 : at + 2] if at else []
    digits = [token.surface for token in sides[::2] if token.surface.isdigit()]
    return len(digits) == 2 and _touch(tokens, at - 1) and len(digits[0]) <= 3 and len(digits[1]) <= 2


def _ends(tokens: list[Token], at: int) -> bool:
    """A full stop in a number (72. 4), or glued to a Latin word or a number behind it (U.S., 3.5), ends no sentence."""
    if tokens[at].surface == "." and _parts_decimals(tokens, at):
        return False
    if tokens[at].surface != "." or at + 1 >= len(tokens) or not _touch(tokens, at):
        return True
    if at and _touch(tokens, at - 1) and _is_letter_name(tokens[at - 1]) and _is_letter_name(tokens[at + 1]):
        return False
    return not tokens[at + 1].surface[0].isascii() or tokens[at + 1].surface in _CLOSERS
