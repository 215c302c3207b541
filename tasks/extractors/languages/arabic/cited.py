"""Whom بحسب، وفق، نقلا عن and their like cite; they also say by which rule or measure: وفق القانون، بحسب الأسعار."""

from tasks.extractors.languages.arabic.circumstancewords import telling
from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples, common_words, is_definite
from tasks.extractors.languages.arabic.namewords import may_be_name
from tasks.extractors.languages.arabic.phrasestarts import names_source
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import cue_words
from tasks.extractors.languages.arabic.subjects import after, phrase_end
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns

_ANSWERS = frozenset(("فان", "فانه", "فانها", "فقد"))
ANSWERED = 10  # tokens from a noun to the clause that it tells
REACH = 25  # tokens behind the cue that name the source


def cited(reading: Reading, at: int) -> tuple[int, int] | None:
    """The tokens behind بحسب and its like at `at` that name somebody who can speak; None where they name none.

    The range is empty where a verb tells who without naming him: بحسب ما ذكر أمس.
    """
    first, limit = at + 1, min(reading.ends[at], at + REACH)
    if reading.form(first) in ("ما", "لما", "ل", "عن", "الي", "حد"):
        first += 1
    if reading.form(first) in members("according_tail") and first == at + 1 and first < limit:
        return first, first + 1
    if tells(reading.form(first)) is not None:
        behind = first + 1 + (reading.form(first + 1) in members("between"))  # وفق ما أفاد به | مصدر
        return after(reading, behind, limit) or (first, first)
    if first >= limit or reading.form(first - 1) in ("ما", "لما"):
        return None
    if not _can_speak(reading, first) and not _is_answered(reading, at, first, limit):
        return None
    if reading.form(first) in members("according_tail"):
        return first, first + 1
    if first in reading.pairs:
        return first, min(reading.pairs[first].closing + 1, reading.ends[first])
    end = _before_clause(reading, first, phrase_end(reading, first, limit))
    return (first, end) if end > first else None


def _is_answered(reading: Reading, at: int, first: int, limit: int) -> bool:
    """Whether the cue opens its sentence and فإن tells what the noun at `first` says: ووفقا لموقع كذا، فإن ….

    Rules and measures are answered so too: وفقا للقانون، فإن …; they say nothing.
    """
    opens = at - reading.starts[at] <= 1
    form = reading.form(first)
    bare = (form[2:] if form.startswith("لل") else form.removeprefix("ل")).removeprefix("ال")
    if not opens or {form, bare} & members("measure") or is_preposition(form) or not reading.tokens[first].is_word:
        return False
    reach = range(first + 1, min(first + ANSWERED, limit))
    return any(reading.form(here) in _ANSWERS for here in reach)


def _heads(reading: Reading, at: int) -> int:
    """The noun that tells whether the phrase can speak, behind a determiner or number: نفس المصدر, عدد من الخبراء."""
    form, head = reading.form(at), at
    if form in members("quantifier") and reading.form(at + 1) == "من":
        head = at + 2
    elif form in members("determiner", "ordinal") - members("measure"):
        head = at + 1
    return head if head < reading.ends[at] and reading.tokens[head].is_word else at


def _before_clause(reading: Reading, first: int, end: int) -> int:
    """The end of the phrase, at its first comma unless a person's name or title goes on behind it."""
    for at in range(first + 1, end - 1):
        if reading.form(at) in ("-", "–") and reading.form(first - 2) == reading.form(at):
            return at
        if reading.form(at) in ("،", ","):
            named = reading.kind(at + 1) == "PERSON" or reading.form(at + 1).removeprefix("ال") in person_words()
            return end if named else at
    return end


def tells(form: str) -> str | None:
    """The act of the verb of telling that the folded word is, also with its object joined (ذكرته); None for no verb."""
    for known in (
        (form, form.removesuffix("ه"), form.removeprefix("ما").removesuffix("ه"))
        if form not in members("rules")
        else ()
    ):
        for word in cue_words().get(known, ()):
            if word.shape == "finite" and word.frames & {"that", "quote"}:
                return word.act
    return "state" if form in members("according_verb") else None


def names_nobody(reading: Reading, source: tuple[int, int]) -> bool:
    """Whether what was cited tells no source, so that the known speaker goes on: حسب قوله, وفق ما ذكر."""
    return source[0] == source[1] or reading.form(source[0]) in members("according_tail")


def _can_speak(reading: Reading, first: int) -> bool:
    at = _heads(reading, first)
    form = reading.form(at)
    bare = form[2:] if form.startswith("لل") else form.removeprefix("ل") if form[:1] == "ل" else form
    bare = bare.removeprefix("ال")
    if reading.kind(at) in ("PERSON", "ORG", "NORP") or form in members("according_tail"):
        return True
    told = at > first or reading.form(at + 1).endswith("تها") or reading.form(at + 1) in adjectives_of_peoples()
    if {form, bare} & members("measure") and not told:
        return False
    if at in reading.pairs:
        return reading.is_short(reading.pairs[at]) and not _is_thing(reading, at + 1)
    if form.startswith("لل") and form.endswith(("ين", "ون")):
        return True
    known = bare in source_nouns("unnamed", "anonymous", "organisation", "document")
    known = known or (bare in person_words() and (bare != form or _is_annexed(reading, at + 1)))
    known = known or (is_definite(form) and reading.kind(at + 1) == "PERSON")  # العقيد فلان
    known = known or (at > first and (bare in members("plural_people") or form.endswith(("ين", "ون"))))
    return known or bare in members("cited", "evidence") or _is_medium(reading, at, bare) or _is_name(reading, at)


def _is_thing(reading: Reading, at: int) -> bool:
    """Whether marks hold an indefinite common noun with its adjective, by which something is done: «معايير عالمية»."""
    form, behind = reading.form(at), reading.form(at + 1)
    plain = not reading.kind(at) and not is_definite(form) and not names_source(form) and form in common_words()
    return plain and behind in common_words() and not is_definite(behind)


def _is_medium(reading: Reading, at: int, noun: str) -> bool:
    """Whether the noun is of a medium, of one that has other meanings too with its name: موقع «فلان»."""
    if noun in telling("named_medium"):
        return at + 1 in reading.pairs or _is_name(reading, at + 1)
    return noun in members("outlet")


def _is_annexed(reading: Reading, at: int) -> bool:
    """Whether a definite noun or a name stands there, so that the office before it is somebody's: رئيس الحكومة."""
    return is_definite(reading.form(at)) or at in reading.mentions


def _is_name(reading: Reading, at: int) -> bool:
    """Whether the word is one that no list of common words has: the name of somebody or something."""
    form = reading.form(at)
    owned = len(form) > 3 and form.endswith(("ه", "ها", "هم"))
    return may_be_name(reading.tokens[at]) and not is_definite(form) and not owned
