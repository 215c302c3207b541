"""Contents that are noun phrases: at a verbal noun (نفى وجود …) or behind a preposition (دعا إلى …, طالب بـ…)."""

from functools import lru_cache

from tasks.extractors.languages.arabic.asking import asked_or_offered, may_be_noun
from tasks.extractors.languages.arabic.courtesies import courtesy, is_courtesy
from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples, common_words, is_definite, listed_names
from tasks.extractors.languages.arabic.openings import Complement, behind
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import PREPOSITIONS, CueWord, cue_words
from tasks.extractors.languages.arabic.subjectends import ends_manner, is_closed
from tasks.extractors.languages.arabic.words import (
    has_own_al,
    is_called_upon,
    is_preposition,
    members,
    opens_content,
    person_words,
    source_nouns,
)

DOCUMENT_REACH = 14  # tokens from a document to what it tells
LONGEST_NAME = 14  # tokens of what a name may go on with


def nominal(reading: Reading, cue: int, here: int, word: CueWord) -> Complement | None:
    """The noun phrase that begins at `here` or behind it, where it is what the cue `word` at `cue` reports."""
    found = _noun_phrase(reading, cue, here, word)
    return None if found is None or (is_anaphora(reading, cue + 1) and word.act != "evaluate") else found


def _noun_phrase(reading: Reading, cue: int, here: int, word: CueWord) -> Complement | None:
    form = reading.form(here)
    if word.act == "deny" and form in members("declined"):
        return None
    if here == cue + 1 and _is_telling_document(reading, here, word):
        return None
    if "noun" in word.frames and "from" in word.frames and may_be_noun(reading.form(cue), word):
        return asked_or_offered(reading, cue, here, word) or _prepositional(reading, cue, here, word)
    owned = word.shape == "masdar" and "gist" not in word.frames and (word.act != "announce" or here == cue + 1)
    if "noun" in word.frames and not owned and _new_noun(reading, cue, here):
        return Complement("noun", here, here)
    if "blame" in word.frames and here > cue + 1 and form.removeprefix("ال") in members("blame"):
        return Complement("noun", here, here)
    if "claim" in word.frames and form.removeprefix("ال") in members("attack"):
        return Complement("noun", here, here)
    if "courtesy" in word.frames and (cut := courtesy(reading, here)) >= 0:
        return Complement("noun", here, here, cut)
    return asked_or_offered(reading, cue, here, word) or _prepositional(reading, cue, here, word)


def _is_telling_document(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether a document behind the verb is what tells, not what is told: كشف تقرير عن وجود خلل."""
    noun = reading.form(at).removeprefix("ال") in source_nouns("document")
    if not noun or word.shape != "finite" or reading.tokens[at].surface.endswith("ة") != (word.gender == "f"):
        return False
    ahead = range(at + 1, min(at + DOCUMENT_REACH, reading.ends[at]))
    opens = next((here for here in ahead if reading.form(here) in members("that") or reading.form(here) == "عن"), -1)
    return opens > 0 and all(reading.tokens[here].is_word or _marks_name(reading, here) for here in range(at, opens))


def _marks_name(reading: Reading, at: int) -> bool:
    """Whether the mark is one of a short pair: صحيفة «النهار»."""
    pair = reading.pairs.get(reading.openings.get(at, at))
    return pair is not None and reading.is_short(pair)


def is_anaphora(reading: Reading, at: int) -> bool:
    """Whether the word only points back (ذلك) instead of saying anything."""
    return reading.form(at) in members("anaphora") and not reading.form(at + 1).startswith("ال")


def is_about_telling(reading: Reading, first: int) -> bool:
    """رفض الكشف عن هويته: words about the act of telling are no content."""
    telling = members("telling")
    return any(reading.form(at) in telling for at in range(first, first + 4))


def withholds_name(reading: Reading, at: int) -> bool:
    """Whether the verb only says that a source does not want to be named: مسؤول رفض الكشف عن اسمه."""
    words = cue_words().get(reading.form(at))
    if not words:
        return False
    if reading.form(at + 1) in members("telling"):
        return words[0].shape == "finite"
    return _wants(reading.form(at)) and reading.tokens[at - 1].is_word and is_about_telling(reading, at + 1)


@lru_cache(maxsize=1 << 14)
def _wants(form: str) -> bool:
    """Whether the folded word is a verb of wanting or refusing."""
    return any(word.act in ("deny", "call") and word.shape == "finite" for word in cue_words().get(form, ()))


def _new_noun(reading: Reading, cue: int, here: int) -> bool:
    """Whether a verbal noun at `here` opens a new phrase instead of belonging to the one before it."""
    token, before = reading.tokens[here], reading.tokens[here - 1]
    if not token.is_word or not opens_content(token) or _is_another_noun(reading, cue, here):
        return False
    occasions = members("time_preposition")
    if before.form in occasions or (reading.form(here - 2) in occasions and not is_closed(reading, here - 1)):
        return False
    if token.form in members("pronominal"):
        return here == cue + 1 or before.surface in "،," or reading.ends_mention(here - 1)
    if before.form.removeprefix("و") in members("relative"):
        return False
    if _is_their_own(reading, here) or ends_manner(reading, here - 1):
        return True
    if (
        here == cue + 1
        or before.form in members("adverb", "manner", "for_whom", "within")
        or before.surface in '،,)»”"'
        or reading.ends_mention(here - 1)
    ):
        return True
    if token.form.startswith("ال") and not has_own_al(token):
        if here == cue + 2:
            bare = before.form.removeprefix("ال")
            return bare != before.form and (bare in person_words() or bare in source_nouns("organisation"))
        adjective = token.form.startswith("الم") or (token.form[3:4] == "ا" and not token.form.endswith("ه"))
        return _is_indefinite_adjective(before.form) or (is_closed(reading, here - 1) and not adjective)
    return is_closed(reading, here - 1) or _is_complete(before.form)


def _is_another_noun(reading: Reading, cue: int, here: int) -> bool:
    """Whether what looks like a verbal noun is a name, a people, the verb's subject, or about the telling itself."""
    form, behind_it = reading.form(here), reading.form(here + 1)
    if reading.kind(here) or is_about_telling(reading, here) or form in adjectives_of_peoples():
        return True
    office = reading.tokens[here].surface.endswith("ة") and form[:-1] in person_words()
    if here == cue + 1 and office and is_definite(behind_it) and reading.form(cue).endswith("ت"):
        return True  # أوضحت مساعدة المدير
    if here == cue + 1 and is_definite(form) and form[2:] in source_nouns("organisation", "document"):
        return True
    return form in listed_names() and (behind_it not in common_words() or behind_it in members("that"))


def _is_their_own(reading: Reading, at: int) -> bool:
    """Whether the verbal noun has an owner, the subject, and so belongs to no phrase before it: انسحابها, عزمه."""
    form, before = reading.form(at), reading.form(at - 1)
    owned = form.endswith(("هما", "ها", "هم", "ه")) and not reading.tokens[at].surface.endswith("ة")
    return owned and reading.tokens[at - 1].is_word and not is_preposition(before) and is_closed(reading, at - 1)


def _is_indefinite_adjective(form: str) -> bool:
    """مسؤول إسرائيلي: a definite noun behind it belongs to another phrase."""
    return len(form) > 4 and form.endswith(("ي", "يه", "يون", "يان")) and not form.startswith(("ال", "و"))


def _is_complete(form: str) -> bool:
    """Whether an indefinite phrase of a source ends with the word, so that a noun behind it is a new phrase.

    مصدر شبابي | وجود, شهود عيان | تناثر, مسؤولون | رفض.
    """
    if form in members("source_tail") or (form in source_nouns("unnamed") and form not in person_words()):
        return True
    return len(form) > 4 and form.endswith(("ي", "يه", "يون", "يين")) and not form.startswith("ال")


def _prepositional(reading: Reading, cue: int, here: int, word: CueWord) -> Complement | None:
    if (reading.form(here) == "مما" and "من+" in word.frames) or (reading.form(here) == "عما" and "عن+" in word.frames):
        return Complement("any", here, here)
    name = PREPOSITIONS.get(reading.form(here))
    if name is not None and word.frames & {name, name + "+"}:
        return _governed(reading, here, here + 1, name + "+" in word.frames or word.shape == "hal")
    if word.act == "call" and "إلى+" in word.frames and here > cue + 1 and _reaches(reading, here):
        return None  # دعا الرئيس، بتكليف من الحزب، الناس إلى التهدئة
    takes_ba = word.frames & {"ب", "ب+"} or (word.shape == "masdar" and word.act != "accuse" and here > cue + 1)
    if takes_ba and reading.form(here).startswith("ب"):
        return _with_ba(reading, cue, here, word)
    if "ل" in word.frames:
        return _with_lam(reading, here, word)
    return None


def _reaches(reading: Reading, at: int) -> bool:
    """Whether إلى with what is called for follows in the same clause, so that للـ belongs to the name before it."""
    for here in range(at + 1, min(at + LONGEST_NAME, reading.ends[at] - 1)):
        if here in reading.pairs or (reading.form(here) in ("،", ",") and reading.form(here + 1)[:1] == "و"):
            return False
        if reading.form(here) == "الي" and not opens_content(reading.tokens[here - 1]):
            return opens_content(reading.tokens[here + 1])
    return False


def _with_lam(reading: Reading, here: int, word: CueWord) -> Complement | None:
    """دعا القوى للقيام بـ, دعاهم لتقديم: where an article melts with the preposition, that stays in the content."""
    form = reading.form(here)
    if not form.startswith("ل") or len(form) < 4 or reading.kind(here):
        return None
    melted = form.startswith("لل")
    if melted and word.frames & {"إلى", "إلى+"} and _reaches(reading, here):
        return None  # مركز الساحل للإغاثة … إلى
    opens = _may_be_called_for(reading, here) if melted else opens_content(reading.tokens[here], form[1:])
    return Complement("noun", here, here, 0 if melted else 1) if opens else None


def _may_be_called_for(reading: Reading, at: int) -> bool:
    """Whether the noun behind للـ is one of doing something, and no body's: للحوار, للتظاهر, not للتنظيم."""
    noun = reading.form(at)[2:]
    body = noun in source_nouns("organisation")
    acts = noun.startswith("ت") and not body and opens_content(reading.tokens[at], noun)
    return acts or noun in members("called_for") or opens_content(reading.tokens[at], "ال" + noun)


def _governed(reading: Reading, marker: int, first: int, of_any_noun: bool) -> Complement | None:
    """The complement behind a preposition: a clause, marked speech, or a noun phrase that claims something."""
    form = reading.form(first)
    if first >= reading.ends[marker] or _is_ali(reading, marker) or _belongs(reading, marker, first):
        return None
    if reading.form(marker - 1) in members("issued"):
        return None
    if form in members("that"):
        return behind(reading, marker, first, "that")
    if first in reading.pairs:
        told = any(reading.form(at) in members("speech_setting") for at in range(marker - 4, marker))
        if told and reading.words(reading.pairs[first]) <= 2:
            named = opens_content(reading.tokens[first + 1])
            return Complement("noun", marker, first) if named else None
        return behind(reading, marker, first, "that")
    if is_anaphora(reading, first) or form in members("not_said"):
        return None
    if of_any_noun or opens_content(reading.tokens[first]) or is_courtesy(reading, first):
        return None if is_about_telling(reading, first) else Complement("noun", marker, first)
    return None


def _belongs(reading: Reading, marker: int, first: int) -> bool:
    """Whether the preposition belongs to the noun before it: عدد من الناس, في رده على الأسئلة, النائب عن الحزب."""
    form, before = reading.form(marker), reading.form(marker - 1)
    if form == "من" and before in members("quantifier"):
        return True
    if form == "عن" and before == "المسؤول" and not opens_content(reading.tokens[first]):
        return True
    if form == "عن" and (
        reading.kind(first) == "ORG" or reading.form(first).removeprefix("ال") in source_nouns("organisation")
    ):
        return (
            before in person_words()
            or before.removeprefix("ال") in person_words()
            or reading.kind(marker - 1) == "PERSON"
        )
    owned = before.endswith(("ه", "ها", "هم")) and opens_content(reading.tokens[marker - 1])
    owned = owned and not reading.tokens[marker - 1].surface.endswith("ة") and before not in members("speech_setting")
    return owned and reading.form(marker - 2) in members("frames_noun") and len(before) > 3


def _is_ali(reading: Reading, at: int) -> bool:
    """Whether the word is the name علي; Egyptian papers write على so too, before a clause or a verbal noun."""
    if reading.form(at) != "علي" or not reading.tokens[at].surface.endswith("ي"):
        return False
    follows = at + 1
    return not (reading.form(follows) in members("that") or opens_content(reading.tokens[follows]))


def _with_ba(reading: Reading, cue: int, here: int, word: CueWord) -> Complement | None:
    rest, of_any_noun = reading.form(here)[1:], "ب+" in word.frames
    praised = word.act == "praise" and rest in members("adjunct_noun")
    if reading.form(here) in members("preposition", "manner", "adverb") and not praised:
        return None
    if not rest and reading.form(here - 1).removeprefix("ال") in members("called"):
        return None
    if not rest:
        return _governed(reading, here, here + 1, of_any_noun=True)
    if "from" in word.frames and is_called_upon(reading.form(here)):
        return None
    if len(rest) < 2 or rest in members("not_said") or _is_in_a_name(reading, here):
        return None
    if reading.form(here - 1) in members("takes_ba"):
        return None
    if reading.form(here) in members("own_ba") or (word.act != "praise" and rest in members("adjunct_noun")):
        return None
    if opens_content(reading.tokens[here], rest):
        return Complement("noun", here, here, 1)
    bare = rest.removeprefix("ال")
    who = word.act not in ("praise", "evaluate") and (bare in source_nouns("organisation") or bare in person_words())
    if not of_any_noun or who or bare in members("anaphora"):
        return None
    return Complement("noun", here, here, 1) if here == cue + 1 or is_closed(reading, here - 1) else None


def _is_in_a_name(reading: Reading, at: int) -> bool:
    """Whether the word belongs to the name of a person or place, or stands inside of another name."""
    return reading.kind(at) in ("PERSON", "GPE", "LOC") or -1 < reading.covered[at] < at
