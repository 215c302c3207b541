"""Which words are finite verbs, told by their places and by the forms of them that newspapers have."""

from functools import lru_cache

from tasks.extractors.languages.arabic.describing import is_person_word
from tasks.extractors.languages.arabic.gazetteers import common_words, is_definite
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import cue_words, is_participle
from tasks.extractors.languages.arabic.words import is_preposition, members, source_nouns

_SPEAKING = ("unnamed", "organisation", "document", "anonymous")


def is_verb(reading: Reading, at: int) -> bool:
    """Whether the word is a finite verb, by its place and by the forms of it that newspapers have."""
    form = reading.form(at)
    if not reading.tokens[at].is_word or reading.kind(at) or reading.tokens[at].surface[-1] == "ة":
        return False
    if form in members("verb_in_al"):
        return True
    if is_definite(form) or reading.form(at - 1) in members("before_noun"):
        return False
    if form in members("auxiliary", "being") or reading.form(at - 1) in ("قد", "وقد", "فقد"):
        return True
    if is_preposition(form) or len(form) < 3 or form in links("who") or form in members("begins_no_source"):
        return False
    if form in members("determiner") or is_participle(form):
        return False
    before = reading.form(at - 1)
    opening = at == reading.starts[at] or not reading.tokens[at - 1].is_word or before in members("switch")
    linked = form[:1] in ("و", "ف") and len(form) > 3
    stem = form[1:] if linked and form not in common_words() else form
    if _is_masdar(stem) or (form[:1] in ("و", "ف") and is_person_word(form[1:])):
        return False
    if any(word.shape == "finite" for word in cue_words().get(form, ())):
        return True
    nominal = "ال" + stem in common_words() or is_person_word(stem) or stem in source_nouns(*_SPEAKING)
    verbal = is_conjugated(stem)
    settled = opening or linked or is_definite(before) or reading.ends_mention(at - 1)
    settled = settled or (before in members("anaphora") and reading.kind(at + 1) == "PERSON")  # رغم ذلك دافع فلان
    verbal = verbal or before in members("anaphora")
    return (verbal and (not nominal or settled)) or (opening and not nominal)


def _is_masdar(stem: str) -> bool:
    """Whether the word has the pattern of a verbal noun that no imperfect in ت has: تطبيق, تأهيل."""
    return len(stem) == 5 and stem[0] == "ت" and stem[3] == "ي" and stem not in cue_words()


@lru_cache(maxsize=1 << 14)
def is_conjugated(stem: str) -> bool:
    """Whether another form of the same verb is common: the feminine of a masculine, the imperfect of both.

    Args:
        stem: the folded word without particles.
    """
    if stem[:1] in ("ي", "ت") and ({"ي": "ت", "ت": "ي"}[stem[0]] + stem[1:]) in common_words():
        return True
    if len(stem) > 2 and "ي" + stem.removeprefix("ا").removesuffix("ت") in common_words():
        return True
    root = stem[:-1] if stem.endswith("ت") else stem
    masculine = stem.endswith("ت") and (root in common_words() or root + "ي" in common_words())
    feminine = stem + "ت" in common_words() or (stem[-1:] in ("ي", "ا") and stem[:-1] + "ت" in common_words())
    return masculine or feminine
