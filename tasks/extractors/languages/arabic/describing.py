"""What a noun phrase that names nobody by name stands for, told by its words."""

from functools import lru_cache

from tasks.extractors.languages.arabic.gazetteers import common_words, peoples
from tasks.extractors.languages.arabic.namewords import may_be_name
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import person_words, source_nouns

SOURCE_KINDS = ("unnamed", "anonymous", "organisation", "document")


@lru_cache(maxsize=1 << 14)
def is_person_word(form: str) -> bool:
    """Whether the folded word, with the article or without, says what a person is."""
    return form in person_words() or form.removeprefix("ال") in person_words()


@lru_cache(maxsize=1 << 14)
def unjoined(form: str) -> str:
    """The folded word without the preposition لـ, where what is left is known: لمصدر، للمصدر، لبيانات."""
    rest = "ال" + form[2:] if form.startswith("لل") else form[1:] if form.startswith("ل") else form
    joined = rest in common_words() and (len(rest) > 3 or "ال" + rest in common_words())  # not لسان
    if form.startswith("ل") and joined and form not in common_words():
        return rest
    if form.startswith("لل") and form.endswith(("ين", "ون")):
        return rest  # للعاملين
    return rest if bare(rest) in source_nouns(*SOURCE_KINDS) else form


def bare(form: str) -> str:
    """The folded word without its article."""
    return form.removeprefix("ال") if len(form) > 4 else form


def is_role(reading: Reading, head: int) -> bool:
    """Whether the word says what a person is: an office, a title."""
    return is_person_word(reading.form(head))


def type_of(reading: Reading, source: tuple[int, int], head: int) -> str:
    """What a phrase without a known name stands for; where nothing tells, nobody that could be an entity."""
    form = reading.form(head)
    if bare(form) in source_nouns("organisation"):
        return "ORG"
    if is_role(reading, head):
        return "UNNAMED"
    if form.startswith("ال") and form.endswith(("ون", "ين")) and (form in peoples() or form[:-2] in common_words()):
        return "GROUP"
    return "PERSON" if _looks_like_name(reading, source) else "UNNAMED"


def _looks_like_name(reading: Reading, source: tuple[int, int]) -> bool:
    """Two to four words, none of which is a common one: a foreign name that no list has."""
    tokens = reading.tokens[source[0] : source[1]]
    if not 2 <= len(tokens) <= 4 or tokens[0].form.startswith("ال"):
        return False
    return all(
        may_be_name(token) and len(token.form) > 1 and not {bare(token.form), "ال" + token.form} & common_words()
        for token in tokens
    )
