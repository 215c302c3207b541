"""Cut a text into paragraphs, sentences and tokens; every piece knows its offsets.

A token is a word with its marks and joined particles as written, a number, or one punctuation character
(U+060C, the Arabic comma, among them), or two that are written for one quotation mark ('' and the like). Tokens are
cut by one pass of one regular expression: linear in the text.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from tasks.text.memo import Memo
from tasks.text.normalize import MARKS, fold

# Marks that are written twice where a keyboard has no double one; ,, is a comma unless it stands before a word.
_DOUBLED = r"''|‘‘|’’|‚‚|``|´´|<<|>>|[‹›]{2}|\(\(|\)\)|(?<!\S),,(?=\w)"
# A word does not begin with a mark or tatweel: alone they are ornament, in front of a word they are dropped.
_WORD, _NUMBER = rf"(?![{MARKS}])[^\W\d_][^\W_]*+(?:[{MARKS}]++[^\W_]*+)*+", r"\d+(?:[.,:٫٬]\d+)*"
# A token with the one space that follows nearly every word, so that a text has half as many pieces, or what stands
# between tokens. Every character of a line belongs to one piece, so that the offsets are the sums of lengths: asking
# each match for them took as long again as matching.
_PIECE = re.compile(rf"(?:{_WORD}|{_NUMBER}|{_DOUBLED}|[^\s{MARKS}]) ?+|[\s{MARKS}]++")
_LINE = re.compile(r"[^\n]+")
_IS_WORD = re.compile(_WORD)
_IS_TOKEN = re.compile(rf"[^\s{MARKS}]")
LETTER_NAME = 3  # letters of the longest name of a letter, إتش
_ENDERS = frozenset(".!?؟؛…")
_CLOSERS = frozenset((*"\"'»”’›″❞＂﴾)]}", "''", "’’", ">>", "››", "))"))
SURFACE, FORM = itemgetter(2), itemgetter(3)  # of a token; a third of attrgetter's time
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


class Sentence(NamedTuple):
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


@lru_cache(maxsize=1)
def standing(segmented: Segmented) -> dict[str, list[int]]:
    """The tokens at which each folded form stands, ascending; kept for the rules that ask after one another."""
    found: dict[str, list[int]] = {}
    for at, form in enumerate(map(FORM, segmented.tokens)):
        if form in found:
            found[form].append(at)
        else:
            found[form] = [at]
    return found


def standing_as(segmented: Segmented, forms: Collection[str]) -> list[int]:
    """The tokens that have one of these folded forms, ascending."""
    found = standing(segmented)
    return sorted([at for form in forms if form in found for at in found[form]])


# What a piece of a text is by itself: a token's length, surface and form, and whether it is a word; the length is 0 for
# what stands between tokens. A plain tuple, which the garbage collector does not look through again and again.
_Look = tuple[int, str, str, bool]


def _look(piece: str) -> _Look:
    if piece[-1] == " " and len(piece) > 1:
        return _LOOKS[piece[:-1]]
    if _IS_WORD.match(piece):
        # The word itself where nothing of it is left, such as a mark of presentation form.
        return len(piece), piece, fold(piece).strip() or piece, True
    form = fold(piece).strip() or piece if piece[0].isdecimal() else piece
    return len(piece) if _IS_TOKEN.match(piece) else 0, piece, form, False


_LOOKS = Memo(_look)


def form_of(surface: str) -> tuple[str, bool]:
    """The token's folded form and whether it is a word, by its surface alone."""
    return _LOOKS[surface][2:]


def tokenize(text: str) -> list[Token]:
    """The tokens of the text."""
    return [token for line in _LINE.finditer(text) for token in _tokens(text, *line.span())]


def _tokens(text: str, first: int, last: int) -> list[Token]:
    """The tokens of the line `text[first:last]`."""
    pieces = _PIECE.findall(text, first, last)
    starts = accumulate(map(len, pieces), initial=first)
    new = tuple.__new__  # past the keyword handling of Token(): twice as fast
    return [
        new(Token, (start, start + length, surface, form, is_word))
        for start, (length, surface, form, is_word) in zip(starts, map(_LOOKS.__getitem__, pieces), strict=False)
        if length
    ]


def segment(text: str) -> Segmented:
    """The text's paragraphs (lines), sentences and tokens."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for number, line in enumerate(_LINE.finditer(text)):
        inside = _tokens(text, *line.span())
        before = len(tokens)
        sentences += [Sentence(before + first, before + last, number) for first, last in _sentences(inside)]
        tokens += inside
    return Segmented(text, tuple(tokens), tuple(sentences))


def _sentences(tokens: list[Token]) -> list[tuple[int, int]]:
    """Cut behind . ! ? ؟ ؛ … and the closing marks that follow, unless the mark stands inside a word or number."""
    ranges, first = [], 0
    for at in [at for at, surface in enumerate(map(SURFACE, tokens)) if surface in _ENDERS]:
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
