"""Cut a text into paragraphs, sentences and tokens; every piece knows its offsets.

A token is a word with its marks and joined particles as written, a number, or one punctuation character
(U+060C, the Arabic comma, among them), or two that are written for one quotation mark ('' and the like). Tokens are
cut by one pass of one regular expression: linear in the text.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from tasks.text.memo import Memo
from tasks.text.normalize import MARKS, fold

# Marks that are written twice where a keyboard has no double one; ,, is a comma unless it stands before a word.
_DOUBLED = r"''|‘‘|’’|‚‚|``|´´|<<|>>|[‹›]{2}|\(\(|\)\)|(?<!\S),,(?=\w)"
# A word does not begin with a mark or tatweel: alone they are ornament, in front of a word they are dropped.
_WORD, _NUMBER = rf"(?![{MARKS}])[^\W\d_](?:[^\W_]|[{MARKS}])*", r"\d+(?:[.,:٫٬]\d+)*"
# Every character belongs to one piece, so that the offsets are the sums of lengths: asking each match for them took as
# long again as matching.
_PIECE = re.compile(rf" |{_WORD}|{_NUMBER}|{_DOUBLED}|[^\s{MARKS}]|\n+|(?:[^\S\n]|[{MARKS}])+")
_IS_WORD = re.compile(_WORD)
_IS_TOKEN = re.compile(rf"[^\s{MARKS}]")
LETTER_NAME = 3  # letters of the longest name of a letter, إتش
_ENDERS = frozenset(".!?؟؛…")
_CLOSERS = frozenset((*"\"'»”’›″❞＂﴾)]}", "''", "’’", ">>", "››", "))"))
_TRAILERS = _ENDERS | _CLOSERS  # what may follow a sentence's end and still belongs to it


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


class _Look(NamedTuple):
    """What a piece of a text is by itself: a token with its form, or what stands between tokens."""

    form: str
    is_word: bool
    is_token: bool


def _look(piece: str) -> _Look:
    if _IS_WORD.match(piece):
        # The word itself where nothing of it is left, such as a mark of presentation form.
        return _Look(fold(piece).strip() or piece, True, True)
    form = fold(piece).strip() or piece if piece[0].isdecimal() else piece
    return _Look(form, False, _IS_TOKEN.match(piece) is not None)


_LOOKS = Memo(_look)


def form_of(surface: str) -> tuple[str, bool]:
    """The token's folded form and whether it is a word, by its surface alone."""
    look = _LOOKS[surface]
    return look.form, look.is_word


def tokenize(text: str) -> list[Token]:
    """The tokens of the text."""
    return [token for line in _lines(text) for token in line]


def _lines(text: str) -> list[list[Token]]:
    """The tokens of each line that is not empty."""
    new, looks = tuple.__new__, _LOOKS  # past the keyword handling of Token(): twice as fast
    line: list[Token] = []
    lines, end = [line], 0
    for piece in _PIECE.findall(text):
        look, start = looks[piece], end
        end += len(piece)
        if look[2]:
            line.append(new(Token, (start, end, piece, look[0], look[1])))
        elif piece[0] == "\n" and start:
            line = []
            lines.append(line)
    return lines


def segment(text: str) -> Segmented:
    """The text's paragraphs (lines), sentences and tokens."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for number, inside in enumerate(_lines(text)):
        for first, last in _sentences(inside):
            sentences.append(Sentence(len(tokens) + first, len(tokens) + last, number))
        tokens += inside
    return Segmented(text, tuple(tokens), tuple(sentences))


def _sentences(tokens: list[Token]) -> list[tuple[int, int]]:
    """Cut behind . ! ? ؟ ؛ … and the closing marks that follow, unless the mark stands inside a word or number."""
    ranges, first = [], 0
    for at in [at for at, token in enumerate(tokens) if token.surface in _ENDERS]:
        if at >= first and _ends(tokens, at):
            end = at + 1
            while end < len(tokens) and tokens[end].surface in _TRAILERS and _touch(tokens, end - 1):
                end += 1
            ranges.append((first, end))
            first = end
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
