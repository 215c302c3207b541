"""The letters' table keeps spellings of one name near and other names far."""

from math import inf

import pytest

from tasks.resolution.keys import keys_of, skeletons, wanted_keys
from tasks.resolution.spelling import arabic_cost, latin_cost, latin_letters, transliterations


@pytest.mark.parametrize(
    ("latin", "right", "wrong"),
    [
        ("trump", "ترامب", "طرابلس"),
        ("guterres", "غوتيريس", "غوتنبرغ"),
        ("Harper", "هاربر", "هرمز"),
        ("kerry", "كيري", "كوري"),
    ],
)
def test_the_right_spelling_is_the_cheapest(latin: str, right: str, wrong: str) -> None:
    assert latin_cost(latin, right) < latin_cost(latin, wrong)


@pytest.mark.parametrize(("one", "other"), [("ترامب", "ترمب"), ("نتنياهو", "نتانياهو"), ("موغيريني", "موجيريني")])
def test_spellings_by_ear_are_near_in_both_directions(one: str, other: str) -> None:
    assert arabic_cost(one, other) == pytest.approx(arabic_cost(other, one))
    assert arabic_cost(one, other) < 0.55 * len(one)


def test_equal_words_cost_nothing_and_strange_ones_cannot_be_written() -> None:
    assert arabic_cost("كيري", "كيري") == 0
    assert latin_cost("a", "مقق") == inf


def test_accents_are_taken_off() -> None:
    assert latin_letters("Çavuşoğlu") == "cavusoglu"
    assert latin_letters("al-Kadhimi") == "alkadhimi"


def test_a_latin_name_is_written_in_arabic() -> None:
    assert "هاربر" in transliterations("harper")


def test_spellings_share_a_key() -> None:
    assert skeletons("غوتيريش") == skeletons("جوتيريس")
    assert set(wanted_keys(["donald trump"])) & set(keys_of(["دونالد ترمب"]))
    assert set(wanted_keys(["ترامب"])) & set(keys_of(["دونالد ترمب"])), "a single word finds full names"
    assert set(wanted_keys(["دونالد ترمب"])) & set(keys_of(["ترامب"])), "and they find it"
    assert not set(wanted_keys(["محمد علوش"])) & set(keys_of(["محمد صالح"])), "a given name alone finds nobody"
