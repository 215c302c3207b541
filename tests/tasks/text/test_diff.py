"""Differences lead from the one sequence to the other, whatever they are, in a time that nothing stretches."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.diff import differences

WORDS = st.lists(st.sampled_from("ابتثجح"), max_size=20)


@given(WORDS, WORDS)
def test_what_is_between_differences_is_equal(before: list[str], after: list[str]) -> None:
    one = other = 0
    for first, last, start, end in differences(before, after):
        assert before[one:first] == after[other:start]
        assert last > first or end > start, "an empty difference is none"
        one, other = last, end
    assert before[one:] == after[other:]


def test_a_word_for_a_word_one_more_and_one_less() -> None:
    before, after = (
        ["قال", "الوزير", "إن", "الخطة", "جاهزة", "اليوم"],
        ["قال", "أمس", "الوزير", "إن", "الفكرة", "جاهزة"],
    )
    assert differences(before, after) == ((1, 1, 1, 2), (3, 4, 4, 5), (5, 6, 6, 6))


def test_what_stands_once_divides_long_texts() -> None:
    before = [f"{number}" for number in range(3_000)]
    after = [*before[:1_000], "جديد", *before[1_000:2_000], *before[2_001:]]
    assert differences(before, after) == ((1_000, 1_000, 1_000, 1_001), (2_000, 2_001, 2_001, 2_001))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["ا", "ب"] * 50_000, ["ب", "ا", "ا"] * 33_000),
        ([f"{number}" for number in range(100_000)], [f"{number}" for number in reversed(range(100_000))]),
        (["ا"] * 100_000, ["ب"] * 100_000),
    ],
    ids=["repetition", "reversed", "nothing in common"],
)
def test_hostile_texts_end_soon(before: list[str], after: list[str]) -> None:
    start = time.monotonic()
    assert differences(before, after)
    assert time.monotonic() - start < 20, "0.3 s when nothing else runs; the square would be hours"
