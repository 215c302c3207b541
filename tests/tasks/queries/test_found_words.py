"""Patterns find words however they are spelt, and nothing that only looks like them."""

import polars as pl
import pytest

from tasks.queries.spelling import name_pattern, phrase_pattern


def found(pattern: str, text: str) -> bool:
    return bool(pl.Series([text]).str.contains(pattern)[0])


@pytest.mark.parametrize(
    ("phrase", "text", "is_there"),
    [
        ("أميركا*", "والأميركان", True),
        ("أميركا", "والأميركان", False),
        ("كتاب", "وَبِالكِتَــابِ", True),
        ("كتاب", "كتابة", False),
        ("رئيس الوزراء", "الرئيسُ، وزراءَ", True),
        ("خيرة،", "وفيها خيرة، مباراة", True),
        ("(CDB)", "التنمية (cdb) سيحصل", True),
    ],
)
def test_a_phrase(phrase: str, text: str, is_there: bool) -> None:
    assert found(phrase_pattern(phrase), text) is is_there


@pytest.mark.parametrize(
    ("name", "text", "is_there"),
    [
        ("نوري المالكي", "نوري كامل المالكي", True),
        ("نوري المالكي", "نُوري بن مالكـي", True),
        ("نوري المالكي", "المالكي نوري", False),
        ("علي", "علياء", False),
        ("وكالة «رويترز»", "وكالة «رويترز»", True),
    ],
)
def test_a_name(name: str, text: str, is_there: bool) -> None:
    assert found(name_pattern(name), text) is is_there
