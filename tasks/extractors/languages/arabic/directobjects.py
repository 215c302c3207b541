"""Contents that are a verb's object right behind its subject: اعتبر الوزير | الاتفاق خطوة, دانت الجزائر | التفجير."""

from tasks.extractors.languages.arabic.borders import names_somebody
from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples, common_words, peoples
from tasks.extractors.languages.arabic.nominals import is_about_telling, is_anaphora
from tasks.extractors.languages.arabic.openings import Complement
from tasks.extractors.languages.arabic.phrasestarts import is_accusative
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words, is_linked, is_participle
from tasks.extractors.languages.arabic.subjectends import is_closed, leaves_subject, object_start, speaks
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, phrase_length, source_nouns

OBJECT_REACH = 30  # tokens from a verb to its object
ROLE_REACH = 16  # tokens of titles and offices before a name


def direct_object(reading: Reading, at: int, word: CueWord) -> Complement | None:
    """A noun phrase behind a cue whose subject is no part of what follows: left out, a pronoun, or a known name."""
    if "any" not in word.frames:
        return _in_accusative(reading, at, word)
    if at + 1 >= reading.ends[at] or is_about_telling(reading, at + 1):
        return None
    first = _past_subject(reading, at, word)
    if first < 0 or first >= reading.ends[at] or not reading.tokens[first].is_word:
        return None
    form = reading.form(first)
    if word.act == "deny" and form in members("declined"):
        return None
    if is_participle(form) or is_preposition(form) or form[:1] == "ل" or not reading.tokens[first + 1 : first + 2]:
        return None
    if is_anaphora(reading, first) and not (word.act == "evaluate" and _is_judged(reading, first + 1)):
        return None
    titled = form in person_words() and reading.kind(at + 1) != "ORG"
    if first > at + 1 and (titled or form in members("appositive")):
        return None
    if word.shape == "finite" and (form in source_nouns("unnamed") or form in source_nouns("anonymous")):
        return None  # the subject itself: انتقدت مصادر مطلعة …
    return Complement("any", first, first)


def _in_accusative(reading: Reading, at: int, word: CueWord) -> Complement | None:
    """The object that only its ending tells from the subject: اقترحت تركيا | تعاونا, توقعت الأرصاد | أمطارا."""
    if "noun" not in word.frames or word.act not in ("evaluate", "call") or word.shape != "finite":
        return None
    for here in range(at + 1, min(at + OBJECT_REACH, reading.ends[at])):
        if leaves_subject(reading, here) or here in reading.pairs:
            return None
        if is_accusative(reading, here) and _is_told(reading, at, here):
            return Complement("noun", here, here)
    return None


def _is_told(reading: Reading, cue: int, at: int) -> bool:
    """Whether an indefinite accusative may be told, and is no adverb, no circumstance and not about the telling."""
    form = reading.form(at)
    if form.endswith("يا") or reading.form(at + 1) in ("من", "عن"):  # جزئيا, بدلا من
        return False
    if form.startswith("م") or form in cue_words() or is_preposition(form) or is_about_telling(reading, at):
        return False
    if form in members("adjunct", "manner", "not_said") or reading.form(at - 1) in members("that"):
        return False
    return at == cue + 1 or is_closed(reading, at - 1)


def _is_judged(reading: Reading, at: int) -> bool:
    """Whether what is thought of the thing follows: اعتبر ذلك | خطأ, اعتبر ذلك | «خطأ»."""
    return reading.tokens[at].is_word or at in reading.pairs


def _past_subject(reading: Reading, at: int, word: CueWord) -> int:
    """Past the verb's subject, or right behind the verb where the subject stands before it or is left out; or -1."""
    first = _past_aside(reading, at + 1)
    if word.suffixed:
        return _past_doer(reading, first)
    if word.shape == "hal" or (word.plural and word.shape == "finite"):
        return first
    behind = max(past_mention(reading, first), _past_body(reading, first))
    if behind < 0 and first < reading.ends[at] and speaks(reading, first):
        behind = object_start(reading, first, reading.ends[at])
    if behind < 0 and is_linked(reading.form(at), word) and _is_thing(reading, first):
        return first
    return first if behind < 0 and _has_subject_before(reading, at, word) else behind


def _is_thing(reading: Reading, at: int) -> bool:
    """Whether the noun cannot be who speaks, so that the subject of a verb with و is the one before: وثمن | الدور …."""
    form, bare = reading.form(at), reading.form(at).removeprefix("ال")
    if reading.kind(at) or bare not in common_words() or names_somebody(reading, at):
        return False
    people, sources = members("plural_people", "called_upon", "crowd"), source_nouns("document", "anonymous")
    speaks = any(word in people or word in peoples() or word in sources for word in (form, bare))
    return not speaks and not bare.endswith(("ون", "ين"))


def _past_body(reading: Reading, at: int) -> int:
    """Past a source without a name (الوزارة, المصدر) with an adjective of its people; -1 where none stands."""
    bare = reading.form(at).removeprefix("ال")
    known = bare in source_nouns("unnamed", "organisation", "document")
    if not known or not reading.form(at).startswith("ال"):
        return -1
    end = at + 1
    while reading.form(end) in adjectives_of_peoples():
        end += 1
    begins = reading.form(end)
    plain = not begins.startswith("ال") and not is_preposition(begins) and reading.tokens[end : end + 1]
    return end if begins in members("anaphora") or (plain and reading.tokens[end].is_word) else -1


def _past_doer(reading: Reading, at: int) -> int:
    """Past the subject of a verb with its object joined to it: اعتبرتها المنظمة | جرائم حرب."""
    named = past_mention(reading, at)
    if named >= 0:
        return named
    follows = reading.form(at + 1)
    alone = reading.form(at).startswith("ال") and not follows.startswith("ال") and not is_preposition(follows)
    return at + 1 if alone and reading.tokens[at + 1 : at + 2] and reading.tokens[at + 1].is_word else at


def _has_subject_before(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether a noun stands right before the verb, its subject: إن الوزارة تدين …, أن اللجنة رفضت …."""
    if at == reading.starts[at] or is_linked(reading.form(at), word):
        return False
    before = reading.tokens[at - 1]
    if before.form in members("subject_pronoun"):
        return True
    if not before.is_word or before.form in members("auxiliary", "opens_clause", "governs_noun"):
        return False
    return reading.ends_mention(at - 1) or before.form.startswith("ال")


def _past_aside(reading: Reading, at: int) -> int:
    """Past a comma, an adverb of manner (بشدة, بأشد العبارات) or لهم between the subject and what it judges."""
    while True:
        length = phrase_length(reading.tokens, at, "manner") if at < len(reading.tokens) else 0
        if not length and reading.form(at) not in {"،", ","} | members("adverb", "for_whom"):
            return at
        at += length or 1


def past_mention(reading: Reading, first: int) -> int:
    """One past the mention that names the verb's subject, -1 where none does."""
    if reading.form(first) in members("honorific_pronoun"):
        return first + 1
    end = min(first + ROLE_REACH, reading.ends[first]) if first < len(reading.tokens) else first
    for at in range(first, end):
        if at in reading.mentions and (at == first or reading.mentions[at].kind == "PERSON"):
            roles = reading.mentions[at].roles
            begins = at == first or any(role.span.start <= reading.tokens[first].start for role in roles)
            return _past_aside(reading, _past_joined(reading, reading.last[at])) if begins else -1
    return -1


def _past_joined(reading: Reading, at: int) -> int:
    """Past the names of persons that a joined و adds: فلان | وفلان."""
    while at in reading.mentions and reading.mentions[at].kind == "PERSON" and reading.form(at).startswith("و"):
        if reading.mentions[at].span.start == reading.tokens[at].start:
            break
        at = reading.last[at]
    return at
