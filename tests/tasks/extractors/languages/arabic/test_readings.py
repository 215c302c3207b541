"""What single words may be: readings behind joined particles, and other forms of common words."""

import pytest

from tasks.extractors.languages.arabic import institutions
from tasks.extractors.languages.arabic.decoding import among
from tasks.extractors.languages.arabic.gazetteers import JOINED, heads, may_be_common, readings, with_particles


@pytest.mark.parametrize("word", ["العراق", "لبنان", "بيت", "ود"])
def test_a_word_is_read_behind_every_particle(word: str) -> None:
    for form in with_particles(word):
        assert word in [reading for _, reading in readings(form)], form


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("تونس", ((0, "تونس"),)),
        ("وبالعراق", ((0, "وبالعراق"), (1, "بالعراق"), (2, "العراق"))),
        ("وللعراق", ((0, "وللعراق"), (1, "للعراق"), (2, "لعراق"), (2, "العراق"))),
        ("لل", ((0, "لل"),)),
        ("بي", ((0, "بي"),)),
        ("", ((0, ""),)),
    ],
)
def test_readings_come_in_the_order_of_the_particles(form: str, found: tuple[tuple[int, str], ...]) -> None:
    assert readings(form) == found
    assert all(form.startswith(JOINED) for cut, _ in found if cut)


def test_common_words_are_known_with_the_article_and_in_other_forms_of_a_verb() -> None:
    assert may_be_common("تقع"), "يقع is listed"
    assert not may_be_common("زرجون")
    assert not may_be_common("")


def test_only_readings_that_can_open_a_name_are_looked_up() -> None:
    assert institutions._institutions("وجامعه") == ((1, "جامعه", heads()["جامعه"]),)
    assert institutions._institutions("زرجون") == institutions._places("زرجون") == ()
    assert institutions._places("بالعراق") == ((1, "العراق"),)


def test_letters_are_told_apart() -> None:
    assert among("0a0b", "ab").tolist() == [False, True, False, True]
