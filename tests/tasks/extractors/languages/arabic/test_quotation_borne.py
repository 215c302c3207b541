"""Whatever marks a text holds, pairing them ends, leaves them in order and costs work in proportion to it."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extractors.languages.arabic import quotation
from tasks.extractors.languages.arabic.quotation import Pair, pairs
from tasks.text.segment import Segmented, Token, segment

ALL_MARKS = [
    *"«»“”\"＂„‟″❝❞‹›<>‘’‚'`´,{}﴿﴾()",
    *("((", "))", "''", "‹›", "››", ",,"),
]
BETWEEN = (" ", " ", " كلمة ", "كلمة", "، ", ". ", ": ", "\n", " قال ", " أن ", " وأضاف: ", "، مشيرا إلى ", " 5 ", " L")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Marks of all kinds among what rules look at, and whatever any text may hold."""
    pieces = st.one_of(st.sampled_from(ALL_MARKS), st.sampled_from(BETWEEN), st.text(max_size=3))
    return "".join(draw(st.lists(pieces, max_size=80)))


def assert_ordered(segmented: Segmented) -> None:
    """Pairs open before they close, hold a word or number, lie in the text and do not overlap in part."""
    tokens, found = segmented.tokens, pairs(segmented)
    enclosing: list[Pair] = []
    for opening, pair in found.items():
        assert opening == pair.opening
        assert 0 <= pair.opening < pair.closing <= len(tokens)
        assert not pair.closed or pair.closing < len(tokens)
        held = tokens[pair.opening + 1 : pair.closing]
        assert any(token.is_word or token.surface[0].isdigit() for token in held), "a pair holds something"
        while enclosing and enclosing[-1].closing <= pair.opening:
            enclosing.pop()
        assert not enclosing or pair.closing <= enclosing[-1].closing, "no pair overlaps another in part"
        enclosing.append(pair)
    assert list(found) == sorted(found)


@settings(max_examples=300, deadline=None)
@given(texts())
def test_any_marks_are_borne(text: str) -> None:
    assert_ordered(segment(text))


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 1 << 32))
def test_ten_thousand_marks_are_borne(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choice(ALL_MARKS) + chance.choice(BETWEEN) for _ in range(10_000))
    assert_ordered(segment(text))


class Counting(tuple[Token, ...]):
    """Tokens that count how often one is looked at by its place."""

    looks = 0

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        Counting.looks += len(found) if isinstance(at, slice) else 1
        return found


HOSTILE = {
    "only straight marks": '"',
    "marks without words": '" ',
    "openings": "« كلمة ",
    "closings": "كلمة» ",
    "unclosed speech": "وقال كلمة « ",
    "announced speech": "قال: «كلمة ",
    "colons": 'قال: كلمة كلمة كلمة كلمة كلمة". ',
    "paragraphs that open": "«كلمة كلمة كلمة كلمة كلمة.\n",
    "six families in each other": '« كلمة " كلمة ‘ كلمة { كلمة (( كلمة ﴿ كلمة ',
    "parentheses": "قال: (كلمة كلمة كلمة كلمة كلمة ",
    "that": "أن «كلمة كلمة ",
    "names": "وقال «كلمة» كلمة «كلمة كلمة ",
}


@pytest.mark.skipif(not quotation.__file__.endswith(".py"), reason="steps can only be counted in plain Python")
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_is_linear(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times the text may cost ten times the steps: looks at tokens and readings of marks are counted."""
    few, many = (_steps(piece * length, monkeypatch) for length in (100, 1000))
    assert many <= 12 * few + 1000, "work grows faster than the text"


def _steps(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    segmented = segment(text)
    segmented = replace(segmented, tokens=Counting(segmented.tokens))
    readings = 0
    read: Callable[..., Iterator[Any]] = quotation._readings

    def counted(*arguments: Any) -> Iterator[Any]:
        nonlocal readings
        for reading in read(*arguments):
            readings += 1
            yield reading

    Counting.looks = 0
    with monkeypatch.context() as patch:
        patch.setattr(quotation, "_readings", counted)
        pairs(segmented)
    return Counting.looks + readings
