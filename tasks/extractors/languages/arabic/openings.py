"""Where a content begins, and the plain ways to begin: behind أن, at a question, with words that were said."""

from functools import lru_cache
from typing import NamedTuple

from tasks.extractors.languages.arabic.gazetteers import common_words, is_imperfect
from tasks.extractors.languages.arabic.quotation import Pair
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import PREPOSITIONS, CueWord, cue_words
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns


class Complement(NamedTuple):
    """Where a content begins.

    Attributes:
        style: that, quote, colon, noun or any.
        marker: the token that announces the content; what lies between the cue and it is the subject with adjuncts.
        first: the content's first token (for `quote`, the opening mark).
        skipped: code points of the first token that do not belong to the content (a joined بـ).
        pair: the marks that the content stands in, for `quote`.
    """

    style: str
    marker: int
    first: int
    skipped: int = 0
    pair: Pair | None = None


def behind(reading: Reading, marker: int, first: int, style: str) -> Complement | None:
    """The complement that begins at `first`, past complementizers and لقد, in its marks if it has them."""
    while reading.form(first) in members("that") or reading.form(first) in ("لقد", ":", "،", ",", "و"):
        first += 1
    if first >= len(reading.tokens) or reading.paragraphs[first] != reading.paragraphs[marker]:
        return None
    pair = reading.pairs.get(first)
    return Complement("quote", marker, first, 0, pair) if pair else Complement(style, marker, first)


def behind_that(reading: Reading, here: int, word: CueWord) -> Complement | None:
    """The clause behind أن at `here`, where the cue takes one and أن belongs to nothing else (بعد أن, يمكن أن)."""
    before = reading.form(here - 1)
    earlier = before == "قبل" and reading.form(here - 2) == "من" and not word.weak  # اعتبر من قبل أن
    elsewhere = before in members("not_that_behind") and not earlier
    if elsewhere or (reading.form(here) == "لان" and before not in cue_words()):
        return None
    if reading.form(here) == "ان" and reading.form(here + 1) in members("not_said_if"):
        return None  # إن شاء الله
    if reading.form(here - 2) in members("relative") and _is_impersonal(before):
        return None  # القطعة التي يفترض أن تفحص
    if _is_foreign(before, word) or _is_in_name(reading, here):
        return None
    return behind(reading, here, here + 1, "that") if "that" in word.frames else None


def _is_impersonal(form: str) -> bool:
    """Whether the word is a verb in the imperfect of which nobody is the subject before أن: يفترض, يمكن, يتوقع."""
    words = cue_words().get(form, ())
    return all("personal" in word.frames and word.imperfect for word in words) if words else is_imperfect(form)


def _is_in_name(reading: Reading, at: int) -> bool:
    """Whether the word is part of a person's name: بان كي مون."""
    return reading.kind(at) == "PERSON" and not reading.ends_mention(at)


def _is_foreign(before: str, word: CueWord) -> bool:
    """Whether the word before أن is a preposition that this cue does not take: فضلا عن أن."""
    name = PREPOSITIONS.get(before)
    return name is not None and name not in ("إلى", "في") and not word.frames & {name, name + "+"}


def begins_speech(reading: Reading, cue: int, here: int, word: CueWord) -> bool:
    """Whether words that were said begin at `here` without أن or marks, behind the cue or its subject."""
    form, before = reading.form(here), reading.form(here - 1)
    if (word.shape == "masdar" and not word.suffixed) or (word.shape == "hal" and reading.form(cue).endswith("ات")):
        return False  # تصريح لم يعجبه, مقترحات تمت دراستها
    if here == cue + 1:
        bare = word.lemma == "قال" and word.shape == "hal" and _may_begin(reading, here)
        return bare or (not reading.kind(here) and _opens_speech(form))
    if here == cue + 2 and word.lemma == "قال" and before in ("،", ","):
        return form in members("opens_speech", "subject_pronoun")
    if form not in members("opens_speech") or reading.kind(here):
        return False
    return reading.ends_mention(here - 1) or before in members("adverb", "manner")


def _may_begin(reading: Reading, at: int) -> bool:
    """Whether the word right behind قائلا may be the first that was said, and is no adjunct of it."""
    form = reading.form(at)
    adjunct = is_preposition(form) or form[:1] in ("ب", "ل") or form in members("adverb", "that", "manner")
    return reading.tokens[at].is_word and not adjunct


@lru_cache(maxsize=1 << 14)
def _opens_speech(form: str) -> bool:
    """Words that begin a clause right behind a verb of saying: قال ليست هناك, أضاف يستمد, أضاف سنواصل, قال بدأنا."""
    if form in members("opens_speech"):
        return True
    if len(form) <= 4:
        return False
    people = (person_words(), source_nouns("unnamed"), members("outlet"))
    owned = any(form[:-2] in known or form[:-3] + "ه" in known for known in people)
    ours = form.endswith("نا") and form in common_words() and not owned
    return ours or (form.startswith("سن") and form not in common_words()) or is_imperfect(form)
