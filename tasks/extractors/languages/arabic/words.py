"""Small closed classes of Arabic words, folded, and the nouns that open contents and name sources."""

import re
from functools import cache, lru_cache

from tasks.extractors.languages.arabic.gazetteers import is_imperfect
from tasks.storage.seeds import rows
from tasks.text.normalize import fold
from tasks.text.segment import Token

# Verbal nouns by pattern: استفعال, انفعال and افتعال, إفعال, تفعيل, تفاعل, مفاعلة; the hamza tells a broken plural
# أفعال apart.
_PATTERN = re.compile(r"(?:است\w{2}ا\w|ا\w{2}\w?ا\w|ت\w{2}ي\w|ت\wا\w{2})(?:ه|ات|هم|ها)?|م\wا\w{2}(?:ه|ته|تها|تهم)")


_OWNERS_END = frozenset("هام")  # the last letters of joined pronouns


@cache
def members(*word_classes: str) -> frozenset[str]:
    """The folded one-word members of classes of `function-words.csv`, made once for all of them together."""
    return frozenset(word for known in word_classes for word in _class(known) if " " not in word)


@lru_cache(maxsize=1 << 14)
def is_preposition(form: str) -> bool:
    """Whether the folded word, also with a joined و or ف, is a preposition or the like, which begins no noun phrase."""
    known = members("preposition")
    return form in known or (form[:1] in ("و", "ف") and form[1:] in known)


@cache
def phrases(word_class: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The class's members, cut into words, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in _class(word_class):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(several, key=len, reverse=True)) for first, several in found.items()}


def phrase_length(tokens: tuple[Token, ...], at: int, word_class: str) -> int:
    """How many tokens from `at` are a member of the class; 0 where none is."""
    for words in phrases(word_class).get(tokens[at].form, ()):
        here = tokens[at : at + len(words)]
        if len(words) == 1 or (here[-1].form == words[-1] and tuple(token.form for token in here) == words):
            return len(words)
    return 0


@cache
def person_words() -> frozenset[str]:
    """Folded words that say what a person is: offices, titles, honorifics."""
    return frozenset(fold(row["word"]) for row in rows("lexicons/ar/offices.csv") if row["class"] != "plural")


@cache
def source_nouns(*kinds: str) -> frozenset[str]:
    """Folded nouns of `source-nouns.csv` of these kinds: unnamed, anonymous, organisation or document."""
    found = {fold(row["noun"]) for row in rows("lexicons/ar/source-nouns.csv") if row["kind"] in kinds}
    if "organisation" in kinds:
        found |= {fold(row["noun"]) for row in rows("lexicons/ar/name-heads.csv") if row["kind"] == "ORG"}
    return frozenset(found)


def is_called_upon(form: str) -> bool:
    """Whether the folded word is who is called upon, behind بـ: بالمواطنين, بالجميع, بهم."""
    if form in ("به", "بها", "بهم"):
        return True
    asked = form[1:] if form[:1] == "ب" else ""
    return asked in members("called_upon") or (asked.startswith("ال") and asked.endswith(("ين", "ات")))


def opens_content(token: Token, form: str | None = None) -> bool:
    """Whether the word (or its given form without a joined particle) is a verbal noun that may open a content."""
    return _opens_content(form or token.form, token.surface)


@lru_cache(maxsize=1 << 16)
def _opens_content(word: str, surface: str) -> bool:
    if word in members("topic"):
        return False
    owned = "" if surface.endswith("ة") else _without_owner(word)
    bare, known = word.removeprefix("ال"), _content_nouns()
    if word in known or bare in known or owned in known:
        return True
    if bare in members("plural") or bare in person_words():
        return False
    written = surface.lstrip("بلوفك")
    stem = word if word.startswith("الت") else bare
    return not written.startswith(("أ", "الأ")) and _PATTERN.fullmatch(stem) is not None


def is_present(token: Token, form: str) -> bool:
    """Whether the word, or its given form without particles, is plainly a verb in the imperfect: يشمل, تستدعي."""
    if form[:1] == "ت" and not opens_content(token, form):
        return is_imperfect("ي" + form[1:])
    return is_imperfect(form)


def has_own_al(token: Token) -> bool:
    """Whether the ال at the word's head is its root's, no article: إلغاء, إلزام."""
    return token.surface.startswith("إل")


def might_open_content(form: str) -> bool:
    """Whether the folded word may open a content, were it spelt as a verbal noun is."""
    bare = form.removeprefix("ال")
    known = _content_nouns()
    if form in known or bare in known or _without_owner(form) in known:
        return True
    return _PATTERN.fullmatch(form) is not None or (bare != form and _PATTERN.fullmatch(bare) is not None)


def _without_owner(word: str) -> str:
    """The folded noun without a joined pronoun: استقالته, مشاركتهم."""
    if word in members("all_of"):
        return ""
    if word[-1:] not in _OWNERS_END:
        return word
    for suffix in ("ته", "تها", "تهم", "تهما"):
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            return word.removesuffix(suffix) + "ه"
    return next((word.removesuffix(suffix) for suffix in ("هما", "ها", "هم", "ه") if word.endswith(suffix)), word)


@cache
def _content_nouns() -> frozenset[str]:
    return frozenset(fold(row["noun"]) for row in rows("lexicons/ar/content-nouns.csv"))


@cache
def _class(word_class: str) -> tuple[str, ...]:
    return tuple(fold(row["word"]) for row in rows("lexicons/ar/function-words.csv") if row["class"] == word_class)
