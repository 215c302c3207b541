"""Find the noun phrase that a cue attributes to: behind the verb, before it, or none where the verb alone tells."""

from tasks.extractors.languages.arabic.antecedents import foregone, relative
from tasks.extractors.languages.arabic.borders import border
from tasks.extractors.languages.arabic.circumstancewords import telling
from tasks.extractors.languages.arabic.describing import bare, is_person_word
from tasks.extractors.languages.arabic.gazetteers import common_words, is_definite, offices
from tasks.extractors.languages.arabic.inverted import in_headline, inverted
from tasks.extractors.languages.arabic.naming import name_in
from tasks.extractors.languages.arabic.nounphrases import LONGEST, after, phrase_end
from tasks.extractors.languages.arabic.openings import Complement
from tasks.extractors.languages.arabic.phrasestarts import SPEAKING, can_begin, names_source
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, is_linked
from tasks.extractors.languages.arabic.wording import folded, headword
from tasks.extractors.languages.arabic.words import is_preposition, members, opens_content, source_nouns

__all__ = ("after", "clause_start", "phrase_end", "subject")


def subject(reading: Reading, at: int, word: CueWord, found: Complement) -> tuple[int, int] | None:
    """The tokens of the cue's subject as a half-open range, None where the text gives none at this cue."""
    relayed = _relayed(reading, at, found.marker)
    if relayed is not None or word.shape == "hal":
        return relayed
    if word.shape == "masdar":
        return None if word.suffixed else _owner(reading, at, found)
    if word.frames & {"via", "in"} and _has(reading, at, found.marker, "عن" if "via" in word.frames else "في"):
        named = _behind_preposition(reading, at, found.marker, "عن" if "via" in word.frames else "في")
        return named if named or reading.kind(at + 1) not in ("GPE", "ORG") else after(reading, at + 1, found.marker)
    return relative(reading, at, word, found) or foregone(reading, at) or _of_verb(reading, at, word, found)


def _relayed(reading: Reading, at: int, limit: int) -> tuple[int, int] | None:
    """Whose words somebody passes on: ذكرت الصحيفة نقلا عن | مسؤول إن."""
    for here in range(at + 1, limit - 2):
        if reading.form(here) == "نقلا" and reading.form(here + 1) == "عن":
            return None if _is_paper(reading, here + 2) else after(reading, here + 2, limit, True)
    return None


def _is_paper(reading: Reading, at: int) -> bool:
    """Whether a document of nobody's is quoted from: نقلا عن وثائق حصلت عليها."""
    noun = bare(reading.form(at))
    return noun in source_nouns("document") and noun not in source_nouns("anonymous") and not reading.kind(at + 1)


def _owner(reading: Reading, at: int, found: Complement) -> tuple[int, int] | None:
    """Whose words a verbal noun without an article gives: تحذيرات الهيئة من أن, تأكيد الوزير أن."""
    first = at + 1
    owned = reading.kind(first) in ("PERSON", "ORG", "GPE", "NORP") or names_source(reading.form(first))
    owned = owned or reading.form(first) in members("quantifier", "plural_people")
    if is_definite(reading.form(at)) or first >= found.marker or not owned or not can_begin(reading, first):
        return None
    return first, phrase_end(reading, first, found.marker)


def _of_verb(reading: Reading, at: int, word: CueWord, found: Complement) -> tuple[int, int] | None:
    before = inverted(reading, at, word) or in_headline(reading, at, word)
    if before is None and _may_follow_subject(reading, at, word):
        before = _before(reading, at, word)
    if before is not None:
        return before
    alone = found.style in ("that", "quote", "colon") and word.act not in ("accuse", "call", "warn", "ask", "praise")
    behind = None if word.plural else after(reading, at + 1, found.marker, alone)
    anonymous = _right_before(reading, at) if behind is None else None
    if anonymous is not None:
        return anonymous
    if behind is not None and _is_no_subject(reading, at, behind, word, found):
        return _before(reading, at, word)
    return behind or _before(reading, at, word)


def _is_no_subject(reading: Reading, at: int, behind: tuple[int, int], word: CueWord, found: Complement) -> bool:
    """Whether the noun phrase behind the verb is whom it is said to or of, or what is said."""
    if _is_needed(reading, behind, word, found.marker) or (
        word.act in ("call", "warn") and _adds_called(reading, behind)
    ):
        return True
    if _is_object(reading, behind[0], word) and not (behind[0] == at + 1 and _only_says(reading, at, word, found)):
        return True
    return _is_said(reading, at, behind[0], word, found)


def _only_says(reading: Reading, at: int, word: CueWord, found: Complement) -> bool:
    """Whether a source stands behind a verb that takes no object, so that it speaks all the same: قال السلطات إن."""
    if found.style not in ("that", "quote", "colon") or word.act not in ("state", "affirm") or "whom" in word.frames:
        return False
    return reading.kind(at + 1) in ("ORG", "GPE") or names_source(reading.form(at + 1))


def _is_said(reading: Reading, at: int, first: int, word: CueWord, found: Complement) -> bool:
    """Whether a noun that names no source is what is said: behind فيه, or where the verb takes an object."""
    form = reading.form(first)
    counted = form == "عدد" and reading.form(first + 1) != "من"  # عدد القضايا, but عدد من التجار
    people = (names_source(form) or form in members("plural_people")) and not counted
    if word.suffixed or reading.kind(first) or first in reading.pairs or people:
        return False
    if reading.form(at + 1) in ("فيه", "فيها", "خلاله", "خلالها"):
        return True
    theirs = _is_owned(form) or form.endswith(("ته", "تها"))
    if theirs and found.style not in ("that", "colon", "quote"):
        return not reading.tokens[first].surface.endswith("ة")
    if word.lemma == "وصف":
        return name_in(reading, first, found.marker) is None
    if found.style in ("that", "colon") or not word.frames & {"any", "noun"}:
        return False
    return opens_content(reading.tokens[first])


def _may_follow_subject(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the noun behind the verb may be its object, so that a subject is looked for before it first."""
    takes = bool(word.frames & {"any", "ب+", "إلى+", "ب", "إلى"}) and word.act != "state"
    takes = takes or folded(word.lemma) in telling("tells")
    return word.plural or (takes and reading.form(at - 1) not in ("،", ",") and not is_linked(reading.form(at), word))


def _right_before(reading: Reading, at: int) -> tuple[int, int] | None:
    """A source without an article that a relative clause describes (أنباء تحدثت عن …)."""
    before = reading.form(at - 1) if at > reading.starts[at] else ""
    return (at - 1, at) if before in source_nouns("anonymous") else None


def _is_object(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the noun is the verb's object, not its subject.

    It is where a masculine verb stands before a feminine noun (ناشد الأمم المتحدة), and where somebody is called upon
    who is spoken to, not speaking: the people, the powers, drivers in the accusative.
    """
    if reading.kind(at) == "PERSON" and reading.form(at) not in telling("prayed_to"):
        return False
    feminine = reading.tokens[at].surface.endswith("ة") or (
        is_definite(reading.form(at)) and reading.form(at).endswith("ات")
    )
    if feminine and word.gender == "m" and bare(reading.form(at)) not in members("masculine") | offices("honorific"):
        return True
    if _is_oblique(reading, at, word):
        return True
    if reading.form(at) in telling("prayed_to"):
        return word.act == "call"
    if not is_linked(reading.form(at - 1), word) and _opens_text(reading, at - 1):
        return False
    accusative = reading.form(at).endswith("ين") and not is_person_word(reading.form(at))
    called = reading.form(at) in members("called_upon") or accusative
    return word.act in ("call", "warn") and (called or _is_owned(reading.form(at)))


def _is_oblique(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether no subject is spelt so: هذه behind a masculine verb, two bodies in the accusative (وزارتي التعليم …)."""
    form = reading.form(at)
    if form in members("points_at_her"):
        return word.gender == "m"
    two = form.endswith("تي") and form[:-2] + "ه" in source_nouns("organisation")
    return two and (is_definite(reading.form(at + 1)) or bool(reading.kind(at + 1)))


def _is_needed(reading: Reading, behind: tuple[int, int], word: CueWord, marker: int) -> bool:
    """Whether people stand alone behind a verb that needs them: نصح أعضاء المجلس بـ; not ناشد مواطنون."""
    first, end = behind
    if "needs" not in word.frames or reading.kind(first) or marker - end > 1:
        return False
    if not is_linked(reading.form(first - 1), word) and _opens_text(reading, first - 1):
        return False
    form = reading.form(first)
    several = form in members("plural_people", "determiner", "called_upon") or form.endswith("ين")
    known = is_definite(form) or is_definite(reading.form(first + 1)) or _is_owned(reading.form(first + 1))
    asked = any(bare(reading.form(at)) in members("plural_people", "called_upon") for at in range(first + 2, end))
    return several and known and not asked and border(reading, range(first, end), True) < 0


def _adds_called(reading: Reading, behind: tuple[int, int]) -> bool:
    """Whether what a و adds to the noun is in the accusative, as who is called upon: يدعو أنصاره والمواطنين."""
    people = members("plural_people")
    added = (reading.form(at) for at in range(behind[0] + 1, behind[1]))
    return any(form.startswith("وال") and form.endswith("ين") and form[3:-2] + "ون" in people for form in added)


def _is_owned(form: str) -> bool:
    """Whether a pronoun is joined to a noun for several (أنصاره), whose owner calls on them."""
    return form.endswith(("ه", "ها")) and len(form) > 5 and not is_person_word(headword(form)) and not is_definite(form)


def _has(reading: Reading, at: int, limit: int, preposition: str) -> bool:
    return any(reading.form(here) == preposition for here in range(at + 1, limit)) or preposition == "في"


def _opens_text(reading: Reading, at: int) -> bool:
    """Whether the verb opens the lede or what stands behind a date line: nobody has spoken before it."""
    opening = all(not reading.tokens[here].is_word for here in range(reading.starts[at], at))
    return reading.paragraphs[at] <= 1 and (opening or reading.form(at - 1) in (":", "-"))


def _behind_preposition(reading: Reading, at: int, limit: int, preposition: str) -> tuple[int, int] | None:
    for here in range(at + 1, limit):
        if reading.form(here) == preposition:
            return after(reading, here + 1, limit)
    return None


def _before(reading: Reading, at: int, word: CueWord) -> tuple[int, int] | None:
    """The subject that stands before its verb: at the head of the sentence or behind a word that opens a clause."""
    first = clause_start(reading, at)
    if reading.form(at - 1).startswith(("فال", "وال")) and reading.form(at - 2) in ("،", ","):
        first = at - 1
    first += reading.form(first) in ("،", ",")
    last = at
    while last > first and _parts_from_verb(reading, last - 1):
        last -= 1
    if last <= first or last - first > LONGEST or not can_begin(reading, first):
        return None
    opened = reading.form(first - 1) in members("that") or (word.imperfect and reading.paragraphs[at] == 0)
    named = (opened or first == reading.starts[at]) and name_in(reading, first, last) == (first, last)
    headed = opened and word.imperfect and "ال" + reading.form(first) in common_words()
    if not named and not headed and not _is_nominal(reading, first):
        return None
    if is_linked(reading.form(at), word) and reading.form(first - 1) != "اما":
        return None
    end = phrase_end(reading, first, last)
    follows = reading.form(end)
    reaches = end == last or follows in members("relative") or follows in ("،", ",", "-")
    reaches = reaches or (is_preposition(follows) and (names_source(reading.form(first)) or bool(reading.kind(first))))
    reaches = reaches or (reading.form(at - 1) == "قد" and reading.form(first - 1).removeprefix("و") in ("كان", "كانت"))
    return (first, end) if reaches and end > first else None


def _parts_from_verb(reading: Reading, at: int) -> bool:
    """Whether the token may stand between a subject and its verb behind it: قد, a comma, من جانبه."""
    form = reading.form(at)
    switch = form in members("switch") or (form == "من" and reading.form(at + 1) in members("switch"))
    return switch or form in members("auxiliary") or form in ("،", ",", "-")


def _is_nominal(reading: Reading, at: int) -> bool:
    """Whether the word is surely a noun, so that the sentence does not begin with a verb."""
    form = reading.form(at)
    if form.startswith(("ال", "وال", "فال")) or at in reading.mentions or at in reading.pairs or is_person_word(form):
        return True
    if form in members("determiner") or reading.form(at - 1) == "اما" or reading.form(at + 1) in offices("honorific"):
        return True
    nouns = (form, form.removesuffix("ا"))
    return any(noun in source_nouns(*SPEAKING) for noun in nouns)


def clause_start(reading: Reading, at: int) -> int:
    """The token at which the clause before the verb begins: sentence start, or behind لكن، أما، فيما، كان."""
    for here in range(at - 1, max(reading.starts[at], at - LONGEST) - 1, -1):
        form = reading.form(here)
        if form in members("clause_opener") or form in (".", "؛", ":"):
            return here + 1
    return reading.starts[at] if at - reading.starts[at] <= LONGEST else at
