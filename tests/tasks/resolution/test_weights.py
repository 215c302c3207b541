"""What a word weighs when it comes or goes."""

import pytest

from tasks.resolution.weights import weights
from tasks.text.normalize import fold


@pytest.mark.parametrize(
    ("word", "weight"),
    [
        ("سالم", "name"),
        ("لمحمد", "name"),
        ("للعراق", "name"),
        ("الأردن", "name"),
        ("ما", "negation"),
        ("دون", "negation"),
        ("غير", "negation"),
        ("never", "negation"),
        ("12", "number"),
    ],
)
def test_what_sets_texts_apart_weighs(word: str, weight: str) -> None:
    assert weight in weights(fold(word))


@pytest.mark.parametrize("word", ["جاهزة", "على", "وقال", "the"])
def test_other_words_weigh_nothing(word: str) -> None:
    assert weights(fold(word)) == frozenset()
