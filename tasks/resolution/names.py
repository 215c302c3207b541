"""When two names are one entity's.

Names are compared after folding the spelling differences that do not tell people apart (see
`tasks.text.normalize`), the joined عبد and the two spellings of ابن. A person of whom an article says only one word
(a bare surname) is kept apart in each article: a wrong merge puts words into somebody's mouth, a missed one does not.
"""

import re
from functools import lru_cache

from tasks.model.ids import identify
from tasks.text.normalize import fold

_WORD = re.compile(r"[^\W_]+")
_PLACES = ("GPE", "LOC")


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """The name's words, folded and separated by one space; punctuation and quotation marks fall out.

    >>> fold_name('عبد الله بن أحمد') == fold_name('عبدالله ابن احمد')
    True
    """
    words = _WORD.findall(fold(name).replace("ؤ", "و").replace("ئ", "ي"))
    return re.sub(r"\bعبد (?=\S)", "عبد", " ".join(words)).replace(" ابن ", " بن ")


def entity_id(kind: str, name: str, article_id: str) -> str:
    """The id of the entity that `name` refers to in the article."""
    folded = fold_name(name)
    if kind in _PLACES:
        folded = folded.removeprefix("ال")
    if kind == "PERSON" and " " not in folded:
        return identify("entity", kind, folded, article_id)
    return identify("entity", kind, folded)
