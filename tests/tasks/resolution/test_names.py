"""Spelling does not part one entity's names, and a bare surname never merges across articles."""

import pytest

from tasks.resolution.names import entity_id, fold_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد الإبراهيمي", "احمد الابراهيمى"),
        ("عبد الله صالح", "عبدالله صالح"),
        ("صالح ابن علي", "صالح بن علي"),
        ('تحالف "الفتح"', "تحالف «الفتح»"),
        ("مُصطفى", "مصطفي"),
    ],
)
def test_spellings_of_one_name_fold_together(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_different_names_stay_apart() -> None:
    assert fold_name("علي صالح") != fold_name("صالح علي")


def test_a_full_name_is_one_entity_across_articles() -> None:
    assert entity_id("PERSON", "أحمد صالح", "a") == entity_id("PERSON", "احمد صالح", "b")


def test_a_bare_surname_is_another_entity_in_another_article() -> None:
    assert entity_id("PERSON", "صالح", "a") == entity_id("PERSON", "صالح", "a")
    assert entity_id("PERSON", "صالح", "a") != entity_id("PERSON", "صالح", "b")


def test_a_place_is_one_with_and_without_its_article() -> None:
    assert entity_id("GPE", "العراق", "a") == entity_id("GPE", "عراق", "b")


def test_a_kind_parts_names() -> None:
    assert entity_id("ORG", "الأهرام", "a") != entity_id("FACILITY", "الأهرام", "a")
