"""Names that no list knows, told by where they stand: in a source, alone or behind titles (شدد بليجريني على أن)."""

from collections.abc import Collection
from functools import lru_cache

from tasks.extractors.languages.arabic.describing import is_person_word
from tasks.extractors.languages.arabic.gazetteers import (
    adjectives_of_peoples,
    common_words,
    given_names,
    is_definite,
    may_be_common,
    offices,
    strength,
)
from tasks.extractors.languages.arabic.namewords import may_be_name
from tasks.extractors.languages.arabic.persons import belongs_to_institution
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns

LONGEST = 5  # words of such a name
_NOUNS = ("unnamed", "anonymous", "organisation", "document")
_PARTICLES = ("ال", "لل", "بال", "وال", "ب", "ل", "ف", "ك", "س")
_ENDS = ("ه", "ها", "هم", "ات", "ين", "ون", "ت", "وا", "نا", "ان", "ا", "ي", "يه", "ته", "تها")
_EDGES = frozenset('،,()-–:/.«»"“”؛')


def name_in(reading: Reading, first: int, end: int, heard: Collection[str] = ()) -> tuple[int, int] | None:
    """The tokens of the source `[first:end]` that are a person's name by their place; None where none are.

    They stand at its head or behind titles, and end where it ends or at a comma, bracket, role or adjective.

    Args:
        reading: the document.
        first: the source's first token.
        end: one past its last.
        heard: folded last words of names that the document has in full.
    """
    fathered = _fathered(reading, first, end)
    if fathered is not None:
        return fathered
    while first < end - 1 and not reading.tokens[first].is_word:
        first += 1
    at = first
    while at < end and _is_title(reading, at, at > first):
        at += 1
    known = _behind_title(reading, first, at, end) or _before_office(reading, at, end)
    return known or _plain(reading, first, at, end, heard)


def _behind_title(reading: Reading, first: int, at: int, end: int) -> tuple[int, int] | None:
    """The name behind a title that only stands before names (الدكتور الخضراء): any words that no list has."""
    before = members("surely_title")
    if at > first + 1 and reading.form(at - 2) in before and not _is_surely_adjective(reading.form(at - 1)):
        return (at - 1, at) if at == end or _may_follow(reading, at) else None
    if at == first or reading.form(at - 1) not in before:
        return None
    last = at
    while last < min(end, at + LONGEST) and _is_unknown(reading, last):
        last += 1
    return (at, last) if last > at and (last == end or _may_follow(reading, last)) else None


def _before_office(reading: Reading, at: int, end: int) -> tuple[int, int] | None:
    """The words before an office in apposition (فلان فلاني رئيس الشعبة), none of them a common one but a surname."""
    last = at
    while last < min(end, at + LONGEST) and not is_person_word(reading.form(last)):
        common = reading.form(last) in common_words() and strength(reading.tokens[last]) is None
        surname = last == at + 1 and reading.form(at) in given_names() and not is_definite(reading.form(last))
        if not reading.tokens[last].is_word or _is_other(reading, last) or (common and not surname):
            return None
        last += 1
    return (at, last) if last - at > 1 and last < end - 1 else None


def _is_other(reading: Reading, at: int) -> bool:
    """Whether the word is no part of a name for sure: a preposition, an adverb, the name of something else."""
    form = reading.form(at)
    other = (
        is_preposition(form) or form in members("adverb") or form in links("stop") or form in adjectives_of_peoples()
    )
    return other or reading.kind(at) not in ("", "PERSON")


def _plain(reading: Reading, first: int, at: int, end: int, heard: Collection[str]) -> tuple[int, int] | None:
    """The words from `at` that can be parts of names, where they are followed as a name is."""
    last = at
    while last < min(end, at + LONGEST) and (is_name_word(reading, last) or reading.form(last) in heard):
        last += 1
    while last > at and reading.form(last - 1) in links("connector"):
        last -= 1
    if last == at or not (last == end or _may_follow(reading, last) or strength(reading.tokens[last - 1]) is not None):
        return None
    if last - at == 1 and reading.form(at) in heard:
        return at, last
    return (at, last) if last - at > 1 or _stands_alone(reading, at, at > first) else None


def _fathered(reading: Reading, first: int, end: int) -> tuple[int, int] | None:
    """A name told by بن, whose first word may be any (محافظ المدينة عودة بن سالم): the words around it."""
    son = next((at for at in range(first + 1, end - 1) if reading.form(at) in ("بن", "بنت")), -1)
    if son < 0 or not reading.tokens[son - 1].is_word or belongs_to_institution(reading.tokens, son - 1):
        return None
    last = son + 2
    while last < min(end, son + LONGEST) and (is_name_word(reading, last) or _is_family(reading, last)):
        last += 1
    return son - 1, last


def _is_family(reading: Reading, at: int) -> bool:
    form = reading.form(at)
    return (
        reading.tokens[at].is_word
        and is_definite(form)
        and not is_person_word(form)
        and reading.form(at - 2) in ("بن", "بنت")
    )


def is_name_word(reading: Reading, at: int) -> bool:
    """Whether the word may stand in such a name: no common word, nothing that is a mention of something else."""
    token = reading.tokens[at]
    if not token.is_word or reading.kind(at) not in ("", "PERSON") or token.form in members("adverb"):
        return False
    if token.form in links("any", "stop"):
        return False
    if token.form in links("connector", "kin", "tail"):
        return True
    if is_preposition(token.form) or _is_noun(token.form):
        return False
    foreign = token.form[0] in "فبك" and len(token.form) > 4 and not {token.form, token.form[1:]} & common_words()
    return may_be_name(token) or _has_one_form(token.form) or (foreign and not token.form.endswith(("ها", "هم")))


@lru_cache(maxsize=1 << 14)
def _is_noun(form: str) -> bool:
    bare = form.removeprefix("ال") if len(form) > 4 else form
    plural = bare[:-1] + "ون" if bare.endswith("و") else bare  # مسؤولو الحديقة
    several = form in members("plural_people") or (form.endswith("و") and is_person_word(form[:-1]))
    if several or is_person_word(form) or bare in source_nouns(*_NOUNS) or plural in source_nouns(*_NOUNS):
        return True
    return form in adjectives_of_peoples() or (is_definite(form) and bare in common_words())


def _is_title(reading: Reading, at: int, behind_one: bool) -> bool:
    """A title or an office with the article, an honorific, and behind one any adjective with the article."""
    form = reading.form(at)
    if form in offices("title") or form in offices("honorific") or form in links("abbreviation"):
        return True
    if not is_definite(form):
        return behind_one and form == "." and reading.form(at - 1) in links("abbreviation")
    bare = form.removeprefix("ال")
    if is_person_word(form) or form in adjectives_of_peoples():
        return True
    return behind_one and (form in common_words() or bare in common_words())


def _is_unknown(reading: Reading, at: int) -> bool:
    """Whether a word behind a personal title is part of the name: any that is no common word, no preposition."""
    form = reading.form(at)
    if not reading.tokens[at].is_word or is_preposition(form) or form in links("stop") or form in members("adverb"):
        return False
    return (
        form not in common_words()
        or is_name_word(reading, at)
        or (form in person_words() and reading.form(at - 1) in members("surely_title"))
    )


def _is_surely_adjective(form: str) -> bool:
    return (
        form in adjectives_of_peoples() or is_person_word(form) or not is_definite(form) or form in offices("honorific")
    )


def _may_follow(reading: Reading, at: int) -> bool:
    form = reading.form(at)
    return form in _EDGES or is_definite(form) or is_person_word(form) or is_preposition(form) or form[:1] == "ل"


def _stands_alone(reading: Reading, at: int, titled: bool) -> bool:
    """Whether one word is a name: no form of a common word, and with the article only where it ends as surnames do."""
    form = reading.form(at)
    if len(form) < 3 or form in members("begins_no_source") or form in links("kin"):
        return False
    if strength(reading.tokens[at]) is not None:
        return True
    if is_definite(form):
        return form.endswith("ي") and not _is_inflected(form.removeprefix("ال"))
    return titled or _has_one_form(form) or not (may_be_common(form) or _is_inflected(form))


@lru_cache(maxsize=1 << 14)
def _has_one_form(form: str) -> bool:
    """Whether news has a frequent word in no other form, as it has foreign names (مورينيو) and no noun or verb."""
    if len(form) < 4 or form not in common_words() or form[0] in "وفبلكسيتنا" or form[-1] in "اهت":
        return False
    if any(particle + form in common_words() for particle in _PARTICLES):
        return False
    stems = (form, form[:-1]) if form[-1] in "اهيت" else (form,)
    return not any(stem + end in common_words() for stem in stems for end in _ENDS) and not any(
        form.endswith(end) and (form.removesuffix(end) in common_words()) for end in _ENDS
    )


@lru_cache(maxsize=1 << 14)
def _is_inflected(form: str) -> bool:
    """Whether a common word is left without an ending: المسؤوليات, برنامجهم, الأكاديمي."""
    if any(form + end in common_words() for end in ("ه", "ات", "ين", "يه", "ون")):
        return True
    ends = ("ات", "ون", "ين", "ها", "هم", "ه", "ا", "ان", "يه", "ي")
    return any(form.endswith(end) and form.removesuffix(end) in common_words() and len(form) > 4 for end in ends)
