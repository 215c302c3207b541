"""Pair quotation marks: « », “ ”, " and their careless variants, paragraph by paragraph.

In the news measured for this, 9 % of documents have an odd number of ", 14 % unbalanced « » and 37 % unbalanced “ ”;
so a mark without a partner closes at the end of its sentence or paragraph, instead of spoiling the document.
"""

from dataclasses import dataclass

from tasks.extractors.languages.arabic.reporting import cue_words
from tasks.text.segment import Segmented, Token

_DIRECTED = {"«": "»", "‹": "›"}
_CLOSING = {closing: opening for opening, closing in _DIRECTED.items()}
_EITHER = frozenset('"“”„‟″＂')
_MARKS = _EITHER | _DIRECTED.keys() | _CLOSING.keys()
_BEFORE_OPENING = frozenset("(:[،,؛.-–—ـ/")
_AFTER_CLOSING = frozenset("،,؛.:)]!؟?…")


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of marks by token: `opening` and `closing`; content lies between them.

    Where the closing mark is missing, `closing` is the token at which the content ends and `closed` is false.
    """

    opening: int
    closing: int
    closed: bool = True


def pairs(segmented: Segmented) -> dict[int, Pair]:
    """The pairs of the text by the token of their opening mark; pairs may lie inside other pairs."""
    found: dict[int, Pair] = {}
    for first, last in _paragraphs(segmented):
        marks = [first + at for at, token in enumerate(segmented.tokens[first:last]) if token.surface in _MARKS]
        if marks:
            found.update(_paragraph_pairs(segmented.tokens, marks, last))
    return found


def _is_mark(token: Token) -> bool:
    return token.surface in _MARKS


def _paragraphs(segmented: Segmented) -> list[tuple[int, int]]:
    ranges: dict[int, tuple[int, int]] = {}
    for sentence in segmented.sentences:
        first, _ = ranges.get(sentence.paragraph, (sentence.first, 0))
        ranges[sentence.paragraph] = (first, sentence.last)
    return list(ranges.values())


def _paragraph_pairs(tokens: tuple[Token, ...], marks: list[int], end: int) -> dict[int, Pair]:
    found: dict[int, Pair] = {}
    opened: dict[str, int] = {}
    for at in marks:
        family = _family(tokens[at].surface)
        if family not in opened:
            if not _surely_closes(tokens, at):
                opened[family] = at
        elif _surely_opens(tokens, at):
            found[opened[family]] = Pair(opened[family], _missing_end(tokens, opened[family], at), closed=False)
            opened[family] = at
        else:
            opening = opened.pop(family)
            found[opening] = Pair(opening, at)
    for at in opened.values():
        found[at] = Pair(at, _missing_end(tokens, at, end), closed=False)
    return {at: Pair(pair.opening, pair.closing, pair.closed) for at, pair in found.items() if pair.closing > at + 1}


def _family(surface: str) -> str:
    return '"' if surface in _EITHER else _CLOSING.get(surface, surface)


def _surely_closes(tokens: tuple[Token, ...], at: int) -> bool:
    return tokens[at].surface in _CLOSING


def _surely_opens(tokens: tuple[Token, ...], at: int) -> bool:
    """A second opening mark while one is open: directed ones by their shape, others by space before and none behind."""
    surface = tokens[at].surface
    if surface in _DIRECTED:
        return True
    if surface in _CLOSING or at == 0 or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    return (
        before.end < tokens[at].start
        and tokens[at].end == after.start
        and after.surface not in _AFTER_CLOSING
        and (before.surface == ":" or before.surface in _BEFORE_OPENING or before.is_word)
    )


def _missing_end(tokens: tuple[Token, ...], opening: int, limit: int) -> int:
    """Where a content without a closing mark ends.

    At the first full stop behind which a verb of saying opens a sentence of its own; else at the last one before the
    next mark, or at the limit.
    """
    stops = [at for at in range(opening + 1, limit) if tokens[at].surface in (".", "؟", "!")]
    reported = next((at for at in stops if at + 1 < limit and tokens[at + 1].form in cue_words()), -1)
    if reported >= 0:
        return reported
    return stops[-1] if stops and limit < len(tokens) and _is_mark(tokens[limit]) else limit
