"""What is worked out once a word."""

import pytest

from tasks.text import memo
from tasks.text.memo import Memo


def test_words_in_use_are_kept_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "MOST", 3)
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Memo(length)
    for word in ("من", "العراق", "من", "قال", "بغداد", "من", "مصدر", "أمني", "من"):
        assert lengths[word] == len(word)
        assert len(lengths) <= memo.MOST
    assert asked.count("من") == 1, "asked for in every generation"
    assert lengths["العراق"] == len("العراق")
    assert asked.count("العراق") == 2, "asked for in the first alone"
    lengths.cache_clear()
    assert lengths["من"] == len("من")
    assert asked.count("من") == 2
