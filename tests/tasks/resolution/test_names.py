"""Spelling does not part one person's names; what tells people apart does."""

import pytest

from tasks.resolution.matching import ALONE, GARBLED, LEADING, MIDDLE, SAME, SPELLED, TRAILING, distinctive, match
from tasks.resolution.names import fold_name, parts
from tasks.resolution.watchlist import thing_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد الإبراهيمي", "احمد الابراهيمى"),
        ("عبد الله صالح", "عبدالله صالح"),
        ("صالح ابن علي", "صالح بن علي"),
        ('تحالف "الفتح"', "تحالف «الفتح»"),
        ("مُصطفى", "مصطفي"),
        ("أحمد داوود", "احمد داود"),
        ("الخارجية الأمريكية", "الخارجية الأميركية"),
    ],
)
def test_spellings_of_one_name_fold_together(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_different_names_stay_apart() -> None:
    assert fold_name("علي صالح") != fold_name("صالح علي")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("عادل بن أحمد الجبير", ("عادل", "احمد", "الجبير")),
        ("سلمان بن عبد العزيز آل سعود", ("سلمان", "عبدالعزيز", "سعود")),
        ("أبي بكر البغدادي", ("ابوبكر", "البغدادي")),
        ("العراقي نوري المالكي", ("نوري", "المالكي")),
        ("جون ف. كينيدي", ("جون", "كينيدي")),
    ],
)
def test_only_words_that_tell_who_it_is_are_compared(name: str, words: tuple[str, ...]) -> None:
    assert parts(name) == words


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("نوري المالكي", "نوري مالكي", SAME),
        ("دونالد ترامب", "دونالد ترمب", SPELLED),
        ("أنطونيو غوتيريش", "أنطونيو جوتيريس", SPELLED),
        ("Donald Trump", "دونالد ترامب", SPELLED),
        ("عادل الجبير", "عادل بن أحمد الجبير", MIDDLE),
        ("محمد بن سلمان", "محمد بن سلمان بن عبدالعزيز", LEADING),
        ("جواد ظريف", "محمد جواد ظريف", TRAILING),
        ("مولود تشاوش أوغلو", "مولود جاويش أوغلو", GARBLED),
        ("كيري", "جون كيري", ALONE),
    ],
)
def test_how_two_names_match(one: str, other: str, how: str) -> None:
    found = match(one, other)
    assert found is not None
    assert found.how == how
    assert match(other, one) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد حسن", "محمد حسين"),
        ("سالم الدوسري", "سليم الدوسري"),
        ("سعد الحريري", "سعيد الحريري"),
        ("مسعود بارزاني", "نيجيرفان بارزاني"),
        ("سلمان بن عبدالعزيز", "محمد بن سلمان بن عبدالعزيز"),
        ("محمد بن سلمان", "سلمان بن عبدالعزيز"),
        ("ميشيل أوباما", "باراك أوباما"),
    ],
)
def test_two_people_do_not_match(one: str, other: str) -> None:
    assert match(one, other) is None


def test_a_name_of_very_many_people_is_not_distinctive() -> None:
    assert not distinctive("محمد الزهراني")
    assert not distinctive("المالكي")
    assert distinctive("جون كيري")


def test_a_thing_has_one_id_by_every_spelling_and_alias() -> None:
    assert thing_id("GPE", "العراق") == thing_id("GPE", "عراق")
    assert thing_id("GPE", "سوريا") == thing_id("GPE", "سورية")
    assert thing_id("ORG", 'تنظيم "داعش"') == thing_id("ORG", "داعش")
    assert thing_id("ORG", "الأهرام") != thing_id("FACILITY", "الأهرام")
