"""Find the quotation marks of a text, each with what tells whether it opens or closes.

Shape tells least: " has one for both, ” opens on pages that a blog's software has set, « closes where a hand slipped.
So a mark carries a balance of evidence: its shape, the spaces around it, the words before and behind it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from tasks.extractors.languages.arabic.reporting import cue_words, is_participle
from tasks.extractors.languages.arabic.words import members
from tasks.text.segment import Segmented, Token, standing_as

# Marks by family, and how far their shape says that they open (above 0) or close. The ornate parentheses of the Koran
# are named by their look from left to right: ﴿ opens an Arabic verse.
_SHAPES: dict[str, tuple[str, int]] = {
    **dict.fromkeys(('"', "＂", "‟", "''", "´´"), ("double", 0)),
    **dict.fromkeys(("“", "„", "❝", ",,", "``", "‘‘", "‚‚"), ("double", 2)),
    **dict.fromkeys(("″", "❞", "’’"), ("double", -2)),
    "”": ("double", -1),
    **dict.fromkeys(("«", "<<", "‹‹", "‹›"), ("angle", 3)),
    **dict.fromkeys(("»", ">>"), ("angle", -3)),
    "››": ("angle", 0),
    **dict.fromkeys(("'", "´", "’", "›"), ("single", 0)),
    **dict.fromkeys(("‘", "`", "‚", "‹"), ("single", 1)),
    "((": ("parentheses", 4),
    "))": ("parentheses", -4),
    "{": ("braces", 4),
    "}": ("braces", -4),
    "﴿": ("ornate", 3),
    "﴾": ("ornate", -3),
}
STOPS = frozenset(".!؟?…")
_ANY_SHAPE = re.compile("[" + re.escape("".join(_SHAPES)) + "]")
_BEHIND_CLOSING = STOPS | frozenset("،,؛;:)]٪%")
# What is joined to the front of a word may stand before its opening mark: و or ف, then ب, ل or ك, then the article.
_JOINED = re.compile("[وف]?(?:ال|لل|[بلك]|[بك]ال)?")
_START, _FORM = itemgetter(0), itemgetter(3)  # of a token
_SURE = 3  # where both sides of a mark say the same, it is not to be read the other way,
_SURELY = 4  # so much more it counts
BRACKETED_WORDS = 5  # parentheses around fewer words hold a gloss or a name
SUBJECT = 6  # tokens of a short subject: أضاف عضو اللجنة الوطنية «
CLAUSE_REACH = 6  # tokens from a participle to the clause that it opens
CUE_REACH = 12  # tokens from a verb of saying to its colon


class Mark(NamedTuple):
    """A quotation mark (a named tuple, as tokens are).

    Attributes:
        at: its token.
        family: marks of one family close each other.
        evidence: above 0 it looks like an opening mark, below like a closing one.
        announced: whether a colon, a verb of saying or أن stands before it.
        begins_sentence: whether it is the first of its sentence.
        ends_clause: whether punctuation or the paragraph's end follows it.
        words: words and numbers of the text before it.
        voices: places before it where the author is heard: a sentence that begins with a verb of saying, a participle.
        sentence: the number of its sentence.
        paragraph: the number of its paragraph, 0 for the headline.
        first: the first token of its paragraph.
        last: one past the last token of its paragraph.
    """

    at: int
    family: str
    evidence: int
    announced: bool
    begins_sentence: bool
    ends_clause: bool
    words: int
    voices: int
    sentence: int
    paragraph: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Counted:
    """The text with what marks are told by: running counts by token, and where sentences and paragraphs begin."""

    segmented: Segmented
    words: Sequence[int]
    voices: Sequence[int]
    firsts: Sequence[int]
    paragraphs: dict[int, tuple[int, int]]


def marks(segmented: Segmented) -> list[Mark]:
    """The text's quotation marks in order. An apostrophe within a Latin name is none."""
    places = _shaped(segmented)
    if "(" in segmented.text:
        places |= _brackets(segmented)
    if not places:
        return []
    counted = _counted(segmented)
    return [
        _mark(counted, at, family, shape)
        for at, (family, shape) in sorted(places.items())
        if not (family == "single" and _is_apostrophe(segmented, at))
    ]


def _shaped(segmented: Segmented) -> dict[int, tuple[str, int]]:
    """The tokens that have the shape of a quotation mark; looked for in the text, which has few such letters."""
    tokens, found = segmented.tokens, {}
    for one in _ANY_SHAPE.finditer(segmented.text):
        at = bisect_left(tokens, one.start(), key=_START)
        if at < len(tokens) and tokens[at].surface in _SHAPES:
            found[at] = _SHAPES[tokens[at].surface]
    return found


def is_announced(tokens: Sequence[Token], at: int) -> bool:
    """Whether what stands right before the token announces speech: a colon, a verb of saying, أن."""
    before = tokens[at - 1].form if at else ""
    return before == ":" or before in members("that") or before in cue_words()


def reports(token: Token, *, surely: bool = False) -> bool:
    """Whether the word is one of saying that takes marked speech or a colon; `surely`: a verb that means only that."""
    words = cue_words().get(token.form, ())
    return any("quote" in word.frames and not (surely and (word.weak or word.shape == "masdar")) for word in words)


def begins_report(tokens: Sequence[Token], at: int, mark: Mark) -> bool:
    """Whether the token before the mark is a verb of saying at the head of its clause, not of one that describes.

    One that means other things too must be near: its subject has a few words.
    """
    heads = at == mark.first or tokens[at - 1].surface in STOPS
    linked = tokens[at].form[:1] in ("و", "ف") or is_participle(tokens[at].form)
    return (heads or linked) and reports(tokens[at], surely=not heads or mark.at - at > SUBJECT)


def is_stop(tokens: Sequence[Token], at: int) -> bool:
    """A full stop or the like, not one behind an initial (أ.) or among dots that leave something out."""
    if tokens[at].surface not in STOPS or any(token.surface == "." for token in tokens[at + 1 : at + 2]):
        return False
    before = tokens[at - 1]
    return before.surface != "." and not (before.is_word and len(before.form) == 1)


def resumes(tokens: Sequence[Token], at: int, limit: int) -> bool:
    """Whether the author goes on behind the token: with a verb of saying in a new sentence, or a participle."""
    after, then = (tokens[here].form if here < limit else "" for here in (at + 1, at + 2))
    if tokens[at].surface in STOPS:
        return after in cue_words()
    if tokens[at].surface not in ("،", ","):
        return tokens[at].is_word and _reports_on(tokens, at + 1, limit)
    return is_participle(after, surely=True) or (is_participle(after) and then in members("introduces"))


def _reports_on(tokens: Sequence[Token], at: int, limit: int) -> bool:
    """Whether a participle stands at the token with its clause near, so that it needs no comma: … مبينا كذلك أن …."""
    form = tokens[at].form if at < limit else ""
    if not is_participle(form) or tokens[at - 1].form in members("that"):
        return False
    near = tokens[at + 1 : min(at + CLAUSE_REACH, limit)]
    return any(token.form in members("that") for token in near)


def _counted(segmented: Segmented) -> _Counted:
    tokens = segmented.tokens
    firsts = [sentence.first for sentence in segmented.sentences]
    participles = _participles()
    heard = list(map(participles.__contains__, map(_FORM, tokens)))
    for first in firsts:
        heard[first] = heard[first] or tokens[first].form in cue_words()
    paragraphs: dict[int, tuple[int, int]] = {}
    for one in segmented.sentences:
        paragraphs[one.paragraph] = (paragraphs.get(one.paragraph, (one.first, 0))[0], one.last)
    words = [is_word or surface[0].isdigit() for _, _, surface, _, is_word in tokens]
    return _Counted(segmented, [0, *accumulate(words)], [0, *accumulate(heard)], firsts, paragraphs)


@cache
def _participles() -> frozenset[str]:
    return frozenset(form for form in cue_words() if is_participle(form, surely=True))


def _mark(text: _Counted, at: int, family: str, shape: int) -> Mark:
    number = bisect_right(text.firsts, at) - 1
    paragraph = text.segmented.sentences[number].paragraph
    first, last = text.paragraphs[paragraph]
    left, right = _left(text.segmented, at, first), _right(text.segmented, at, last)
    around = left + right
    sure = _SURELY if around >= _SURE else -_SURELY if around <= -_SURE else 0
    announced = is_announced(text.segmented.tokens, at) and (at > first or left > 3)
    return Mark(
        at,
        family,
        shape + around + sure,
        announced,
        at == text.firsts[number],
        right < -1,
        text.words[at],
        text.voices[at],
        number,
        paragraph,
        first,
        last,
    )


def _left(segmented: Segmented, at: int, first: int) -> int:
    """How far what stands before the mark says that it opens."""
    before = segmented.tokens[at - 1] if at else None
    if before is not None and before.surface == ":":
        return 4 if at == first else 3
    if before is None or at == first:
        return 3
    if not _touches(segmented, at - 1):
        return _behind_space(segmented.tokens, at)
    if before.surface in _SHAPES or before.surface in ("،", ","):
        return 0
    if before.is_word:
        return 2 if _JOINED.fullmatch(before.form) else -1
    if before.surface[0].isdigit():
        return -2  # inches and feet look like closing marks too, and never like opening ones
    return -1 if before.surface in _BEHIND_CLOSING else 1


def _behind_space(tokens: Sequence[Token], at: int) -> int:
    before = tokens[at - 1]
    if before.surface in STOPS:
        return 0
    return 2 if before.surface.endswith("ـ") or is_announced(tokens, at) else 1


def _right(segmented: Segmented, at: int, last: int) -> int:
    """How far what stands behind the mark says that it opens."""
    if at + 1 == last:
        return -3
    after = segmented.tokens[at + 1]
    if after.surface in _BEHIND_CLOSING:
        return -2
    if not _touches(segmented, at):
        return -1
    goes_on = after.form.startswith("و") or after.form in members("resumes")
    return 0 if goes_on or after.surface in _SHAPES else 1


def _touches(segmented: Segmented, at: int) -> bool:
    """Whether no space stands between the token and the next; ornaments that are no tokens may."""
    between = segmented.text[segmented.tokens[at].end : segmented.tokens[at + 1].start]
    return not any(map(str.isspace, between))


def _is_apostrophe(segmented: Segmented, at: int) -> bool:
    """L'Orient, O’Neill: a single mark between letters, Latin ones on one side at least."""
    around = segmented.tokens[at - 1 : at] + segmented.tokens[at + 1 : at + 2]
    if len(around) < 2 or not (_touches(segmented, at - 1) and _touches(segmented, at)):
        return False
    return all(token.is_word for token in around) and any(token.surface[0].isascii() for token in around)


def _brackets(segmented: Segmented) -> dict[int, tuple[str, int]]:
    """Parentheses that stand for quotation marks: a verb of saying announces them, and they hold a clause."""
    tokens = segmented.tokens
    return {
        at: ("brackets", side)
        for opening, closing in _bracketed(segmented)
        if is_reported(tokens, opening)
        and sum(token.is_word for token in tokens[opening + 1 : closing]) >= BRACKETED_WORDS
        for at, side in ((opening, 6), (closing, -6))
    }


def _bracketed(segmented: Segmented) -> Iterator[tuple[int, int]]:
    """Parentheses without others in them."""
    opened = -1
    for at in standing_as(segmented, ("(", ")")):
        form = segmented.tokens[at].form
        if form == ")" and opened >= 0:
            yield opened, at
        opened = at if form == "(" else -1


def is_reported(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb of saying, or its colon, stands right before the token."""
    if at and tokens[at - 1].surface == ":":
        return any(reports(token) for token in tokens[max(at - 1 - CUE_REACH, 0) : at - 1])
    return at > 0 and reports(tokens[at - 1])
