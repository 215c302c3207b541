"""Patterns that find words in Arabic text however they are spelt there.

A pattern has, for every letter, all that folds to the same (`tasks.text.normalize`), and behind it vowel signs, tatweel
and marks of direction, as many as there are. It is a regular expression of the kind that polars takes (Rust's). Words
end at what is no letter and not at `\\b`, for which the engine leaves its fast way as soon as a letter is not ASCII: it
takes 0.1 s for 168,000 statements, with `\\b` and a text that marks were taken out of before 2 s.
"""

import re
import shlex
from functools import cache

from tasks.text.normalize import FOLDS, fold

_MARKS = r"[\p{Mn}\p{Cf}ـ]*"  # what folding drops
_APART = r"[^\w\p{Cf}]"  # what words are divided by
_BEFORE, _BEHIND = f"(?i)(?:^|{_APART}){_MARKS}", f"(?:{_APART}|$)"
# What is written joined before a word: conjunctions, prepositions, the article (Habash 2010, section 4.2).
_ARTICLE = f"(?:ا{_MARKS}ل{_MARKS})?"
_PROCLITICS = f"(?:[وف]{_MARKS})?(?:(?:[بك]{_MARKS})?{_ARTICLE}|ل{_MARKS}(?:ل{_MARKS})?)"
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

    >>> pl.Series(['لاميركا', 'والأميركان', 'أمريكا', 'أمِيـركا']).str.contains(phrase_pattern('أميركا*')).to_list()
    [True, True, False, True]
    """
    words = (f"{_PROCLITICS}{_word(_without_article(word))}" for word in phrase.split())
    return f"{_BEFORE}{f'(?:{_APART}{_MARKS})+'.join(words)}{_BEHIND}"


def name_pattern(name: str) -> str:
    """The pattern of a name's words in their order, whatever stands between them: بن, a father's name, a title.

    >>> pl.Series(['نوري كامل المالكي', 'نوري']).str.contains(name_pattern('نوري المالكي')).to_list()
    [True, False]
    """
    words = (f"{_ARTICLE}{_word(_without_article(word))}" for word in name.split())
    return f"{_BEFORE}{f'{_APART}(?:.*{_APART})?{_MARKS}'.join(words)}{_BEHIND}"


def _without_article(word: str) -> str:
    folded = fold(word)
    bare = folded.removeprefix("ال")
    return bare if len(bare) >= _FEWEST_LETTERS else folded


def _word(folded: str) -> str:
    return "".join(_letter(letter) for letter in folded)


def _letter(letter: str) -> str:
    if letter == "*":
        return r"[\w\p{Cf}]*"
    same = _spellings().get(letter, "")
    return (f"[{letter}{same}]" if same else re.escape(letter)) + _MARKS


@cache
def _spellings() -> dict[str, str]:
    """For each folded letter or digit, all that fold to it."""
    targets = dict.fromkeys(folded for _, folded in FOLDS)
    return {target: "".join(letter for letter, folded in FOLDS if folded == target) for target in targets}
