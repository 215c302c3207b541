"""Who acts in a clause that reports nothing: استقبل فلان الوفد، رفض فلان التعليق؛ a later verb may go on with him."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from tasks.extractors.languages.arabic.cited import cited
from tasks.extractors.languages.arabic.describing import is_person_word
from tasks.extractors.languages.arabic.gazetteers import (
    adjectives_of_peoples,
    common_words,
    is_construct_plural,
    is_definite,
)
from tasks.extractors.languages.arabic.nounphrases import phrase_end
from tasks.extractors.languages.arabic.phrasestarts import is_joined_preposition
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import cue_words
from tasks.extractors.languages.arabic.signals import CITES
from tasks.extractors.languages.arabic.verbs import is_conjugated, is_verb
from tasks.extractors.languages.arabic.wording import headword
from tasks.extractors.languages.arabic.words import is_preposition, members, source_nouns
from tasks.text.memo import Memo

LONGEST = 40  # tokens of an actor's phrase
_SPEAKING = ("unnamed", "organisation", "document", "anonymous")


def actors(reading: Reading, taken: Sequence[bool], heard: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """The noun phrases that act, as token ranges in text order, with the gender of the verb before them, if any.

    Args:
        reading: the document.
        taken: for each token whether it belongs to a content or to the source of a report.
        heard: folded words by which speakers of the document are named that no list knows.
    """
    free = 0
    for at in _near(reading, heard):
        if at < free or taken[at]:
            continue
        form, found = reading.forms[at], _cited(reading, at) if reading.signals[at] & CITES else None
        named = at in reading.mentions or form in heard or _is_some_of(reading, at) or _is_actor(form)
        if found is None and named and _may_act(reading, at):
            found = _acting(reading, at)
        if found is not None and not taken[found[0]]:
            yield found
            free = max(found[1], at + 1)


def _is_some_of(reading: Reading, at: int) -> bool:
    """Whether several or one of them are counted there: عدد من السكان, أحد السكان."""
    form, behind = reading.form(at), reading.form(at + 1)
    return (form in members("quantifier") and behind == "من") or (form in members("one_of") and is_definite(behind))


def _near(reading: Reading, heard: Collection[str]) -> list[int]:
    """The tokens at which somebody who acts may begin, ascending: one word in five."""
    acts = [at for at, acts in enumerate(map(_ACTORS.__getitem__, reading.forms)) if acts]
    cites = [at for at, signal in enumerate(reading.signals) if signal & CITES]
    return sorted({*acts, *cites, *reading.mentions, *reading.standing(heard)})


def _acting(reading: Reading, at: int) -> tuple[int, int, str] | None:
    gender = _acts(reading, at)
    if gender is None:
        return None
    end = phrase_end(reading, at, min(reading.ends[at], at + LONGEST))
    if reading.kind(at) in ("ORG", "GPE"):
        end = next((comma for comma in range(reading.last[at], end) if reading.form(comma) in ("،", ",")), end)
    end = _before_adjunct(reading, at, end)
    return (at, end, gender) if end > at and (gender or not _is_byline(reading, end)) else None


def _before_adjunct(reading: Reading, first: int, end: int) -> int:
    """The end of a phrase that names nobody and has no office, at its first preposition: المحتجون | بغلق الطريق."""
    if is_person_word(reading.form(first)) or any(reading.kind(at) == "PERSON" for at in range(first, end)):
        return end
    begin = reading.last.get(first, first + 1)
    if {reading.form(first), reading.form(first).removeprefix("ال")} & members("quantifier"):
        begin = next((at + 2 for at in range(begin, end) if reading.form(at) == "من"), begin)  # عدد كبير من السكان
    return next((at for at in range(begin, end) if _opens_adjunct(reading, first, at)), end)


def _opens_adjunct(reading: Reading, first: int, at: int) -> bool:
    """Whether a preposition stands there, also a joined one, but not before a place; للـ, and لـ of a body, go on."""
    if is_preposition(reading.form(at)):
        return True
    body = reading.kind(first) == "ORG" or reading.form(first).removeprefix("ال") in source_nouns("organisation")
    on = reading.form(at).startswith("ل" if body else "لل") or "GPE" in (reading.kind(at), reading.kind(at + 1))
    return is_joined_preposition(reading, at) and not on


def _is_byline(reading: Reading, end: int) -> bool:
    """Whether the name is all that its line says, or stands before a dash, a colon or a name: who wrote it, where."""
    if end in reading.mentions and reading.mentions[end].kind == "PERSON":
        return True
    return end >= reading.ends[end - 1] or reading.tokens[end].surface in ("-", "–", "ـ", ":", "/")


def _may_act(reading: Reading, at: int) -> bool:
    """Whether a person, a body or a noun for one really begins here, not inside of another name."""
    token = reading.tokens[at]
    if not token.is_word:
        return False
    if token.form in members("adverb"):
        return False
    if at in reading.mentions:
        return (
            reading.mentions[at].kind in ("PERSON", "ORG", "GPE", "NORP")
            and reading.mentions[at].span.start == token.start
        )
    return reading.covered[at] < 0


def _is_actor(form: str) -> bool:
    """Whether the folded word is a noun for somebody who may act: an office, a source, a plural of persons."""
    bare = form.removeprefix("ال")
    if form.endswith("ون") and len(form) > 4 and form[0] not in "يت":
        return True
    if form.endswith("و") and is_construct_plural(form):
        return True
    if is_person_word(form) or is_person_word(headword(form)):
        return True
    return bare in _nouns_for_actors()


@cache
def _nouns_for_actors() -> frozenset[str]:
    return members("plural_people", "feminine") | source_nouns(*_SPEAKING)


_ACTORS = Memo(lambda form: form in members("quantifier", "one_of") or _is_actor(form))


def _acts(reading: Reading, at: int) -> str | None:
    """The gender of the verb right before that opens a clause, "" at a sentence's start; None for no subject."""
    start, verb = reading.starts[at], at - 1
    opening = start
    while opening < at and (not reading.tokens[opening].is_word or reading.form(opening + 1) == "/"):
        opening += 1
    if at == opening:
        return (
            "" if at in reading.mentions or is_definite(reading.form(at)) or is_person_word(reading.form(at)) else None
        )
    if _owns_speech(reading, at):
        return ""
    if _opens_clause(reading, verb) and (at in reading.mentions or is_definite(reading.form(at))):
        return ""
    while verb > start and (reading.form(verb) in members("adverb", "between") or verb in reading.pairs):
        verb -= 1
    person = reading.kind(at) == "PERSON" or is_person_word(reading.form(at))
    while verb > start and person and reading.form(verb) in adjectives_of_peoples() and is_definite(reading.form(verb)):
        verb -= 1  # استقال الأرجنتيني فلان
    says = person and any("opens" in word.frames for word in cue_words().get(reading.form(verb), ()))  # عبر مدير القناة
    if _is_lacked(reading, verb, at) or _is_object(reading, verb, at):
        return None
    if not (says or is_verb(reading, verb)) or _is_subordinate(reading, verb, start) or _passes_on(reading, verb):
        return None
    if reading.paragraphs[at] == 0 and _follows_subject(reading, verb, opening):
        return None
    form = reading.form(verb).removeprefix("و") if len(reading.form(verb)) > 4 else reading.form(verb)
    return (
        "f" if (form.startswith("ت") and is_conjugated(form) and not form.endswith("ت")) or form.endswith("ت") else "m"
    )


def _is_lacked(reading: Reading, verb: int, at: int) -> bool:
    """Whether ليس tells that somebody has no such thing: ليس لها مكتب."""
    had = verb < at - 1 and reading.form(at - 1) in ("له", "لها")
    return had and reading.form(verb) in members("negation")


def _is_object(reading: Reading, verb: int, at: int) -> bool:
    """Whether a feminine noun without an article stands right behind a verb that is not feminine: ضبط خلية."""
    form, surface = reading.form(verb), reading.tokens[at].surface
    noun = surface.endswith("ة") and not reading.kind(at) and not is_definite(reading.form(at))
    feminine = form.endswith(("ت", "ته", "تها", "تهم")) or form.removeprefix("و").startswith(("ت", "ست"))
    return noun and verb == at - 1 and not feminine and reading.form(at) not in members("masculine")


def _follows_subject(reading: Reading, verb: int, opening: int) -> bool:
    """Whether a headline has its subject before the verb, so that an object stands behind it: فلان يهاجم فلانا."""
    before = reading.form(verb - 1)
    behind = opening < verb and reading.tokens[verb - 1].is_word and reading.form(verb)[:1] in ("ي", "ت")
    return behind and not is_preposition(before) and before not in members("auxiliary", "clause_opener")


def _opens_clause(reading: Reading, at: int) -> bool:
    """Whether the word before opens a clause that begins with its subject: لكن فلانا, إلا أن فلانا."""
    if reading.form(at) in members("that"):
        return reading.form(at - 1) in ("الا", "غير", "بيد")
    return reading.form(at) in ("لكن", "ولكن", "اما", "فيما", "بينما", "وفيما")


def _cited(reading: Reading, at: int) -> tuple[int, int, str] | None:
    """Whom بحسب or its like cites where it opens the sentence: a later verb goes on with that source."""
    if reading.form(at) not in members("according") or at - reading.starts[at] > 1:
        return None
    found = cited(reading, at)
    return (*found, "") if found is not None and found[1] > found[0] > at else None


def _passes_on(reading: Reading, verb: int) -> bool:
    """نقلت الوكالة عن فلان: who passes words on speaks none of his own; not نقل فلان تعازي الملك."""
    passes = any("via" in word.frames for word in cue_words().get(reading.form(verb), ()))
    return passes and "عن" in reading.forms[verb : min(reading.ends[verb], verb + LONGEST)]


def _owns_speech(reading: Reading, at: int) -> bool:
    """تصريحات فلان التي: whose speech is spoken of."""
    return reading.form(at - 1) in members("speech_setting") and reading.kind(at) == "PERSON" and at in reading.mentions


def _is_subordinate(reading: Reading, verb: int, start: int) -> bool:
    before = reading.form(verb - 1) if verb > start else ""
    if reading.form(verb) in members("concerns"):
        return True
    if before in members("relative") and reading.form(verb - 2) in ("الامر", "الشيء"):
        return False
    if before == "ان" and reading.form(verb - 2).removeprefix("و") in ("قبل", "بعد"):
        return False  # قبل أن يتدخل فلان
    return (
        before in members("relative")
        or before in members("that")
        or before in members("negation")
        or (before in members("subordinating"))
        or _describes(reading, verb)
    )


def _describes(reading: Reading, verb: int) -> bool:
    """Whether an imperfect stands right behind a noun without an article, which it describes: جولة تشمل البلاد."""
    before = reading.form(verb - 1)
    if reading.form(verb)[:1] not in ("ي", "ت") or is_preposition(before) or reading.kind(verb - 1):
        return False
    noun = not is_definite(before) and "ال" + before in common_words() and before not in members("adverb")
    return noun and reading.tokens[verb - 1].is_word and before not in members("auxiliary", "being")
