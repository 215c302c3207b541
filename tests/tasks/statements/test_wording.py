"""Words as they are compared: person, tense and joined particles fall off; numbers and denials stay."""

import pytest

from tasks.statements.said import likeness
from tasks.statements.stems import stem
from tasks.statements.wording import rarest, rarity, wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سنغادر", "سيغادرون"),
        ("حققنا", "حققوا"),
        ("قواعدنا", "قواعدهم"),
        ("للعراق", "وبالعراق"),
        ("مدرسه", "والمدارس"),
        ("1,000", "1000"),
    ],
)
def test_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["من", "ولد", "berlin", "3.5"])
def test_short_and_foreign_words_stay(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(("one", "other"), [("3.5", "35"), ("المدير", "المطار"), ("انسحاب", "انقلاب")])
def test_two_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_common_words_weigh_little_and_unknown_ones_most() -> None:
    assert rarity("في") < 1 < rarity(stem("انسحاب")) < rarity("قثصخ") == rarest()


def test_the_spelling_of_a_content_does_not_count() -> None:
    assert wording("أُعلنت النتائجُ في ١٢ مدينة") == wording("اعلنت النتائج في 12 مدينه")


def test_a_part_is_all_in_the_whole() -> None:
    alike = likeness(wording("الخطة جاهزة"), wording("الخطة جاهزة والتمويل مضمون لثلاث سنوات"))
    assert alike.part == 1
    assert alike.whole < 0.5


def test_numbers_and_denials_are_told() -> None:
    told = wording("لم يصب في 3 هجمات أحد، ولن نقبل 1,500 حالة")
    assert (told.numbers, told.negations) == ({"3", "1500"}, 2)


def test_what_has_no_word_is_like_nothing() -> None:
    assert likeness(wording("…"), wording("!")).part == 0
