"""Patterns that find words in Arabic text however they are spelt there.

A pattern has, for every letter, all that folds to the same (`tasks.text.normalize`), and is to be looked for in a text
without vowel signs, tatweel and marks of direction. It is a regular expression of the kind that polars takes (Rust's).
"""

import re
import shlex
from functools import cache

from tasks.text.normalize import FOLDS, fold

MARKS = r"[\p{Mn}\p{Cf}ـ]"  # what is to be taken out of a text before: what folding drops
# What is written joined before a word: conjunctions, prepositions, the article (Habash 2010, section 4.2).
_PROCLITICS = "[وف]?(?:[بك]?(?:ال)?|لل?)"
_FEWEST_LETTERS = 3  # of a word that may have lost the article


def phrases(words: str) -> tuple[str, ...]:
    """The words and the phrases in quotation marks of what somebody looks for.

    >>> phrases('انسحاب "القوات الأميركية"')
    ('انسحاب', 'القوات الأميركية')
    """
    try:
        return tuple(filter(None, shlex.split(words.replace("'", r"\'"))))
    except ValueError:  # a quotation mark without its other
        return tuple(words.replace('"', " ").split())


def phrase_pattern(phrase: str) -> str:
    """The pattern of a phrase; each word with whatever is joined before it; `*` stands for any ending.

    >>> [bool(re.search(phrase_pattern('أميركا*'), text)) for text in ('لاميركا', 'والأميركان', 'أمريكا')]
    [True, True, False]
    """
    words = (f"{_PROCLITICS}{_word(_without_article(word))}" for word in phrase.split())
    return r"(?i)\b" + r"\W+".join(words) + r"\b"


def name_pattern(name: str) -> str:
    """The pattern of a name's words in their order, whatever stands between them: بن, a father's name, a title.

    >>> bool(re.search(name_pattern('نوري المالكي'), 'نوري كامل المالكي'))
    True
    """
    return r"(?i)\b" + r"\b.*\b".join("(?:ال)?" + _word(_without_article(word)) for word in name.split()) + r"\b"


def _without_article(word: str) -> str:
    folded = fold(word)
    bare = folded.removeprefix("ال")
    return bare if len(bare) >= _FEWEST_LETTERS else folded


def _word(folded: str) -> str:
    return "".join(_letter(letter) for letter in folded)


def _letter(letter: str) -> str:
    if letter == "*":
        return r"\w*"
    same = _spellings().get(letter, "")
    return f"[{letter}{same}]" if same else re.escape(letter)


@cache
def _spellings() -> dict[str, str]:
    """For each folded letter or digit, all that fold to it."""
    targets = dict.fromkeys(folded for _, folded in FOLDS)
    return {target: "".join(letter for letter, folded in FOLDS if folded == target) for target in targets}
