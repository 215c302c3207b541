"""Alignment finds which letters stand for which, and gives the same table for the same pairs."""

from tasks.resolution.spelling import bounded
from tasks.training.transliteration import costs, expected, forward, pairs, train

LINES = ["dana\tد ا ن ا\t1", "nada\tن ا د ا\t2", "and\tا ن د\t3", "a b\tا ب\t4", "x\tط و ي ل\t5"]


def test_pairs_of_several_words_and_of_unlike_length_fall_out() -> None:
    assert [latin for latin, _ in pairs(LINES)] == [bounded("dana"), bounded("nada"), bounded("and")]


def test_letters_find_their_like() -> None:
    table = train(list(pairs(LINES)), rounds=4)
    assert max((share, piece) for piece, share in table.items() if piece[0] == "d")[1] == ("d", "د")


def test_expected_counts_cut_every_letter_once() -> None:
    ((latin, arabic),) = pairs(LINES[:1])
    table = {
        (latin[i:j], arabic[k:m]): 0.1 for i in range(6) for j in range(i + 1, 7) for k in range(5) for m in range(k, 5)
    }
    assert forward(latin, arabic, table)[-1][-1] > 0
    counts = expected(latin, arabic, table)
    assert abs(sum(len(piece[0]) * count for piece, count in counts.items()) - len(latin)) < 1e-9


def test_the_same_pairs_give_the_same_weights() -> None:
    data = list(pairs(LINES))
    assert costs(train(data, rounds=2)) == costs(train(data, rounds=2))
