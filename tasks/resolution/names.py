"""A name as words that can be compared: spelling differences folded, words that belong to no name left out.

The folds are those of `tasks.text.normalize`, the joined عبد and أبو, the two spellings of ابن, doubled و and ي, and
stems that news spells in two ways (`seeds/lexicons/ar/spelling-variants.csv`).
"""

import re
from functools import cache, lru_cache

from tasks.storage.seeds import rows
from tasks.text.normalize import fold

_WORD = re.compile(r"[^\W_]+")
_PATRONYMS = frozenset(("بن", "بنت", "ال"))
_JOINED = re.compile(r"\b(?:عبد|ابو|ابي|ابا) (?=\S)")
_OF_FAITH = re.compile(r" (?=الدين\b)")
_MOST_LETTERS_OF_AN_INITIAL = 1


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """The name's words, folded and separated by one space; punctuation and quotation marks fall out.

    >>> fold_name('عبد الله بن أحمد') == fold_name('عبدالله ابن احمد')
    True
    """
    words = " ".join(_WORD.findall(fold(name).replace("ؤ", "و").replace("ئ", "ي")))
    for stem, standard in _variants():
        words = words.replace(stem, standard)
    words = words.replace("وو", "و").replace("يي", "ي")
    return re.sub(r"\bعبد (?=\S)", "عبد", words).replace(" ابن ", " بن ")


@lru_cache(maxsize=1 << 16)
def parts(name: str) -> tuple[str, ...]:
    """The words of a person's name that tell who it is, folded, in their order.

    Names such as صلاح الدين are one word. Left out are بن and آل, initials behind the first word, and titles and
    adjectives of peoples before it (العراقي نوري).

    >>> parts('عادل بن أحمد الجبير') == ('عادل', 'احمد', 'الجبير')
    True
    """
    joined = _JOINED.sub(lambda found: "ابو" if found.group()[0] == "ا" else "عبد", fold_name(name))
    words = [word for word in _OF_FAITH.sub("", joined).split() if word not in _PATRONYMS]
    while len(words) > 2 and words[0] in _before_names():
        del words[0]
    return tuple(word for place, word in enumerate(words) if not place or len(word) > _MOST_LETTERS_OF_AN_INITIAL)


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """A folded word without the article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@cache
def _variants() -> tuple[tuple[str, str], ...]:
    found = ((fold(row["stem"]), fold(row["standard"])) for row in rows("lexicons/ar/spelling-variants.csv"))
    return tuple((stem.replace("ئ", "ي"), standard.replace("ؤ", "و")) for stem, standard in found)


@cache
def _before_names() -> frozenset[str]:
    """Words that the extractor may leave before a name: titles, and definite adjectives of peoples."""
    offices = (row for row in rows("lexicons/ar/offices.csv") if row["class"] in ("title", "honorific"))
    titles = {fold(row["word"]) for row in offices if " " not in row["word"]}
    peoples = {fold(row["adjective"]) for row in rows("lexicons/ar/peoples.csv") if row["group"] == "people"}
    others = {fold(row["word"]) for row in rows("lexicons/ar/common-name-words.csv") if row["class"] == "before"}
    return frozenset(titles | {plain(title) for title in titles} | {"ال" + one for one in peoples} | others)


@cache
def common(kind: str) -> frozenset[str]:
    """Words of names that very many people bear, folded and without the article; `kind`: given or surname."""
    found = {fold(row["word"]) for row in rows("lexicons/ar/common-name-words.csv") if row["class"] == kind}
    return frozenset(plain(word) for word in found)


def is_arabic(word: str) -> bool:
    """Whether the folded word begins with an Arabic letter."""
    return "\u0600" <= word[:1] <= "\u06ff"
