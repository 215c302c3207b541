"""Where the subject of a verb ends because a noun follows that cannot belong to it: انتقد عدد من الأهالي | أداء المجلس.

A noun that is definite, owned or a name closes its phrase. Behind it an indefinite noun begins the next one, and so
does a definite one that cannot be its adjective: a verbal noun, or one of another gender.
"""

from tasks.extractors.languages.arabic.describing import is_person_word
from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples, common_words, is_definite
from tasks.extractors.languages.arabic.namewords import may_be_name
from tasks.extractors.languages.arabic.phrasestarts import is_joined_preposition, names_source
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import cue_words
from tasks.extractors.languages.arabic.timewords import months, values
from tasks.extractors.languages.arabic.words import is_preposition, members, opens_content, phrase_length, source_nouns

LONGEST_MANNER = 4  # words of such a phrase
REACH = 30  # tokens of a subject with its adjuncts


def object_start(reading: Reading, first: int, limit: int) -> int:
    """The token behind the subject at `first` where the verb's object begins; -1 where none is told apart."""
    here, limit = first, min(limit, first + REACH)
    while here < limit:
        if here > first and _begins_object(reading, first, here):
            return here
        if here in reading.mentions:
            here = max(reading.last[here], here + 1)
        elif here in reading.pairs or here in reading.brackets:
            here = (reading.brackets.get(here) or reading.pairs[here].closing) + 1
        elif here > first and leaves_subject(reading, here):
            return -1
        else:
            here += 1
    return -1


def is_closed(reading: Reading, at: int) -> bool:
    """Whether a noun phrase is complete with the token: by an article, a joined pronoun, a name, a date, a mark."""
    form, token = reading.form(at), reading.tokens[at]
    if not token.is_word:
        return form in '،,)»”"'
    if reading.ends_mention(at) or form in months("gregorian") or form[-1:].isdigit():
        return True
    if form in members("adverb") or form.removeprefix("و") in members("manner") or ends_manner(reading, at):
        return True
    if is_definite(form) or form.startswith(("لل", "وال", "بال")) or _says_when(reading, at):
        return True
    owner = next((one for one in ("ها", "هم", "ه") if form.endswith(one)), "")
    if owner and len(form) > 3 and not token.surface.endswith("ة"):
        return not is_preposition(form.removesuffix(owner))
    named = may_be_name(token) and form not in common_words() and not is_preposition(reading.form(at - 1))
    return named or form in members("source_tail")


def _says_when(reading: Reading, at: int) -> bool:
    """Whether a length of time behind قبل and its like ends with the token: قبل أيام, منذ عامين."""
    return reading.form(at) in values("units") and reading.form(at - 1) in ("قبل", "منذ", "بعد")


def ends_manner(reading: Reading, at: int) -> bool:
    """Whether a phrase that says how or when something was said ends with the token: في وقت سابق, من جهة أخرى."""
    starts = range(max(at - LONGEST_MANNER + 1, reading.starts[at]), at)
    return any(phrase_length(reading.tokens, here, "manner") == at - here + 1 for here in starts)


def _is_adjective(reading: Reading, first: int, at: int) -> bool:
    """Whether the word is the adjective of an indefinite noun, which it closes: جماعة بيئية, not وزير خارجية."""
    form, head = reading.form(at), reading.form(first)
    if at == first or is_definite(head) or is_definite(form) or is_person_word(head):
        return False
    return len(form) > 4 and form.endswith(("ي", "يه", "يون", "يين")) and form not in source_nouns("organisation")


def _begins_object(reading: Reading, first: int, here: int) -> bool:
    form, before = reading.form(here), reading.form(here - 1)
    if form in members("pointing") and is_definite(reading.form(here + 1)):
        return not is_preposition(before)
    if not _is_plain_noun(reading, first, here) or is_preposition(before):
        return False
    if not is_closed(reading, here - 1) and not _is_adjective(reading, first, here - 1):
        return False
    if is_definite(form):
        return _is_no_adjective(reading, first, here)
    return form in common_words() or opens_content(reading.tokens[here])


def _is_plain_noun(reading: Reading, first: int, at: int) -> bool:
    """Whether the word may be the head of an object: no name, title, adverb, adjective or joined particle."""
    form = reading.form(at)
    if not reading.tokens[at].is_word or reading.kind(at) or is_preposition(form) or len(form) < 3:
        return False
    if is_person_word(form) and (is_definite(form) or not _is_body(reading, first)):
        return False
    if form in adjectives_of_peoples() or form in members("adverb", "appositive"):
        return False
    if reading.tokens[at].surface.endswith(("ًا", "اً", "ً")) or is_joined_preposition(reading, at):
        return False
    joined = form[:1] in ("و", "ف", "ب", "ل", "ك") and form[1:] in common_words()
    return not joined and form[:1] != "ي" and form not in members("begins_no_source") and form not in cue_words()


def _is_no_adjective(reading: Reading, first: int, here: int) -> bool:
    form, ends = reading.form(here), reading.tokens[here].surface.endswith(("ة", "ى", "اء"))
    if reading.form(here - 1) in adjectives_of_peoples() or opens_content(reading.tokens[here]):
        return not form.endswith(("ي", "يه"))
    plain = here == first + 1 and not form.startswith("الم")
    return plain and reading.tokens[here - 1].surface.endswith("ة") != ends


def leaves_subject(reading: Reading, here: int) -> bool:
    """Whether something else than the subject begins: a clause, a report, a mark that ends the stretch."""
    form = reading.form(here)
    if form in members("relative", "that", "then", "auxiliary") or form in (":", "؛", "."):
        return True
    return any(word.shape != "masdar" for word in cue_words().get(form, ()))


def _is_body(reading: Reading, first: int) -> bool:
    return reading.kind(first) == "ORG" or reading.form(first).removeprefix("ال") in source_nouns("organisation")


def speaks(reading: Reading, at: int) -> bool:
    """Whether the phrase at `at` is headed by somebody or something that speaks."""
    if reading.kind(at) in ("PERSON", "ORG", "GPE"):
        return True
    form = reading.form(at)
    return names_source(form) or form in members("plural_people", "quantifier", "realm")
