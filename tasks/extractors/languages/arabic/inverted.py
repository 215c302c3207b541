"""The subject that stands between كان or a clause's opening word and its verb: كان فلان قد أعلن, أن فلانا أعلن.

A headline has it before its verbs in the imperfect too, the first of which others go on from: فلان يلتقي فلانا ويؤكد.
"""

from tasks.extractors.languages.arabic.gazetteers import common_words, strength
from tasks.extractors.languages.arabic.nounphrases import phrase_end
from tasks.extractors.languages.arabic.phrasestarts import can_begin, names_source
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words, is_linked
from tasks.extractors.languages.arabic.verbs import is_verb
from tasks.extractors.languages.arabic.words import is_preposition, members, source_nouns

LONGEST_PART = 24  # tokens of a headline, or of a part of it, before its verb
REACH = 16  # tokens of a subject before its verb
_COMMAS = ("،", ",")
_PARTS = frozenset((".", "/", ":", "-", "–", "!", "؟", "…", "|", "،", ",", "؛"))  # what parts headlines in one line


def inverted(reading: Reading, at: int, word: CueWord) -> tuple[int, int] | None:
    """The tokens between كان and a verb in the perfect, where they are one noun phrase that agrees with it.

    Behind أن and لكن the same, where the phrase has a name, or a noun for a source without an article, in it.
    """
    if word.shape != "finite" or word.suffixed or word.imperfect or is_linked(reading.form(at), word):
        return None
    end = at
    while end > reading.starts[at] and _parts(reading, end - 1):
        end -= 1
    first = _opened(reading, reading.starts[at], end)
    if first < 0 or first >= end or not can_begin(reading, first) or not _agrees(reading, first, word):
        return None
    return (first, end) if _is_main(reading, first - 1, end) or _is_named(reading, first, end) else None


def _is_main(reading: Reading, at: int, end: int) -> bool:
    """Whether كان stands there that opens a clause, so that no predicate of it follows: كان الهدف حث الناس."""
    form = reading.form(at)
    if form.removeprefix("و") not in members("was"):
        return False
    opens = form[0] == "و" or at == reading.starts[at] or not reading.tokens[at - 1].is_word
    return opens or reading.form(end) in members("auxiliary")


def _parts(reading: Reading, at: int) -> bool:
    """Whether the token may stand between such a subject and its verb."""
    return reading.form(at) in members("auxiliary") or reading.form(at) in _COMMAS


def _opened(reading: Reading, start: int, end: int) -> int:
    """The first token behind the word that opens the clause, -1 where none does or another clause lies in between."""
    for here in range(end - 1, max(start, end - REACH) - 1, -1):
        form = reading.form(here)
        if form.removeprefix("و") in members("was", "brings_subject"):
            return here + 1
        if not _may_belong(reading, here):
            return -1
    return -1


def _may_belong(reading: Reading, at: int) -> bool:
    """Whether the token may be part of the subject."""
    form, named = reading.form(at), reading.kind(at) != ""
    if at in reading.openings or at in reading.pairs or named or form in _COMMAS:
        return True
    if not reading.tokens[at].is_word or form in members("that", "relative", "auxiliary", "clause_opener", "negation"):
        return False
    return not is_verb(reading, at) and form not in cue_words()


def _agrees(reading: Reading, first: int, word: CueWord) -> bool:
    """Whether the phrase can be the verb's subject by the ending of its first noun and its number."""
    form, surface = reading.form(first), reading.tokens[first].surface
    if word.plural:
        return form.removeprefix("ال") in members("plural_people") or form.endswith(("ون", "ين", "ان"))
    if reading.kind(first) or form in members("feminine", "collective"):
        return True
    feminine = surface.endswith(("ة", "ات")) or form.removeprefix("ال") in members("feminine")
    return feminine <= (word.gender == "f")


def _is_named(reading: Reading, first: int, end: int) -> bool:
    """Whether a name begins the phrase or ends it behind an office."""
    if reading.kind(first) in ("PERSON", "ORG"):
        return True
    source = names_source(reading.form(first)) or reading.form(first) in source_nouns("organisation")
    return source and not any(is_preposition(reading.form(at)) for at in range(first, end))


def in_headline(reading: Reading, at: int, word: CueWord) -> tuple[int, int] | None:
    """What a headline, or a part of it, says before its first verb in the imperfect, where that verb agrees with it.

    A later verb with و goes on with it; one without a و has its own subject behind a و: النادي يبدأ والمدرب يؤكد.
    """
    if reading.paragraphs[at] != 0 or word.shape != "finite" or not word.imperfect:
        return None
    first, verb, linked = _part_start(reading, at), at, is_linked(reading.form(at), word)
    if first < 0:
        return None
    verbs = [here for here in range(first + 1, at) if _is_present(reading, here)]
    if linked:
        verb = next(iter(verbs), -1)
    elif verbs:
        first = next((here for here in range(at - 1, verbs[-1], -1) if _is_linked_noun(reading, here)), at)
    if not first < verb or not can_begin(reading, first) or not _agrees(reading, first, word):
        return None
    adjunct = any(is_preposition(reading.form(here)) for here in range(first + 1, verb))
    return first, phrase_end(reading, first, verb) if adjunct else verb


def _part_start(reading: Reading, at: int) -> int:
    """The first token of the part of a headline that the token stands in; -1 where that is no headline's length."""
    least = max(at - LONGEST_PART, 0)
    marks = (here for here in range(at - 1, least - 1, -1) if reading.form(here) in _PARTS)
    return next(marks, -1 if least == 0 else -2) + 1


def _is_present(reading: Reading, at: int) -> bool:
    """Whether the token is a verb in the imperfect without a joined particle."""
    form = reading.form(at)
    return form[:1] in ("ي", "ت") and not reading.kind(at) and is_verb(reading, at)


def _is_linked_noun(reading: Reading, at: int) -> bool:
    """Whether a known noun or name stands there with a joined و."""
    form = reading.form(at)
    if form[:1] != "و" or form in common_words():
        return False
    known = at in reading.mentions or strength(reading.tokens[at], form[1:]) is not None or names_source(form[1:])
    return known or bool(reading.standing((form[1:],)))
