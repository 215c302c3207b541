"""Windows reach everything once; batches hold every piece once and not too much."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.extractors.names.subwords import Subwords, aligned, around, subwords
from tasks.extractors.names.windows import batches, windows
from tasks.text.segment import segment


@given(st.integers(0, 400), st.integers(1, 40))
def test_every_subword_counts_in_one_window_and_no_window_is_too_wide(count: int, width: int) -> None:
    cut = list(windows(count, width))
    assert [at for one in cut for at in range(one.begin, one.end)] == list(range(count))
    assert all(one.first <= one.begin < one.end <= one.last <= one.first + width for one in cut)


def test_where_windows_overlap_each_counts_where_it_sees_more() -> None:
    first, second, *_ = windows(100, 40)
    assert (first.last - second.first, first.end - second.first, first.last - first.end) == (10, 5, 5)


@given(st.lists(st.integers(1, 50), max_size=60), st.integers(1, 200))
def test_batches_hold_every_piece_once_and_not_more_than_may_be(lengths: list[int], most: int) -> None:
    made = list(batches(lengths, most))
    assert sorted(number for batch in made for number in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or max(lengths[one] for one in batch) * len(batch) <= most for batch in made)


def test_a_word_goes_by_the_first_subword_that_shares_a_letter_with_it() -> None:
    assert aligned([(0, 3), (3, 5), (5, 9)], [(1, 3), (3, 4), (4, 5), (6, 7), (9, 12)]) == [0, 1, 1, 2, -1]
    assert aligned([], [(0, 2)]) == [-1]


class Slow:
    """A slow tokenizer: a sub-word a letter, none for marks; with special ones it is wrapped in 1 and 2."""

    is_fast = False

    def __call__(self, text: str, add_special_tokens: bool, verbose: bool) -> dict[str, list[int]]:  # noqa: ARG002
        letters = [ord(letter) for letter in text if letter.isalpha() or letter == "\ufffd"]
        return {"input_ids": [1, *letters, 2] if add_special_tokens else letters}


def test_a_slow_tokenizer_is_given_word_by_word() -> None:
    read = subwords(Slow(), segment("ab. c\n\nd"))
    assert read == [Subwords([97, 98], [0, -1]), Subwords([99], [0]), Subwords([100], [0])]
    assert around(Slow()) == ([1], [2])


def test_no_tokenizer_is_given_half_a_surrogate_pair() -> None:
    (read,) = subwords(Slow(), segment("\ud800"))
    assert read == Subwords([0xFFFD], [0])
    assert subwords(Slow(), segment("")) == []
