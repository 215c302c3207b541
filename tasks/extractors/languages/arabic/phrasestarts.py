"""Where a source can begin: at a noun, not at a preposition, an adverb or a clause; and behind an adjunct."""

import re
from bisect import bisect_right
from functools import cache, lru_cache

from tasks.extractors.languages.arabic.describing import bare, is_person_word
from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples, common_words, is_definite, strength
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import cue_words, is_participle
from tasks.extractors.languages.arabic.timewords import values, which
from tasks.extractors.languages.arabic.words import is_preposition, members, source_nouns

_MANNER = re.compile("مست\\w{3}ا|مت\\w{3,4}ا")
_TENS = ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_NUMBERS = frozenset(ten + end for ten in _TENS for end in ("ون", "ين"))  # what they count is in the accusative
ISSUED_REACH = 6  # tokens from صادر to the عن before whoever issued it
ASIDE_REACH = 14  # tokens of an aside between an office and its bearer's name
ADJUNCT_REACH = 20  # tokens of an adjunct between a verb and its subject
SPEAKING = ("unnamed", "anonymous", "document", "organisation")  # kinds of nouns for sources


def past_asides(reading: Reading, first: int, limit: int) -> int:
    """Where the adverbs, brackets and commas behind a verb end."""
    while first < limit:
        if reading.form(first) in members("adverb") or (reading.form(first - 1), reading.form(first)) == (
            "امس",
            "الاول",
        ):
            first += 1
        elif which_time(reading, first):
            first += 2
        elif first in reading.brackets and reading.form(first - 1) in members("adverb"):
            first = reading.brackets[first] + 1
        elif reading.form(first) in ("،", ",") and reading.form(first - 1) in members("adverb"):
            first += 1
        else:
            break
    return first


def which_time(reading: Reading, at: int) -> bool:
    """Whether a time stands there that says which one it is: الأسبوع الماضي, الشهر الجاري."""
    return reading.form(at) in _spans_of_time() and reading.form(at + 1) in which()


@cache
def _spans_of_time() -> frozenset[str]:
    return frozenset({*values("unit"), "الاسبوع"})


def is_accusative(reading: Reading, at: int) -> bool:
    """Whether an indefinite noun ends in the accusative's ا (بيانا, متظاهرا), as no subject behind its verb does."""
    form, before = reading.form(at), reading.form(at - 1)
    if not form.endswith("ا") or form.endswith(("ها", "هما")) or len(form) < 4 or reading.kind(at):
        return False
    if is_definite(form) or form in members("adverb", "begins_no_source", "superlative"):
        return False
    counted = (
        before.removeprefix("و") in _NUMBERS or before.endswith(("عشر", "عشره")) or not reading.tokens[at - 1].is_word
    )
    if reading.tokens[at].surface.endswith(("ًا", "اً")):
        return not counted
    noun = {"ال" + form[:-1], form[:-1]} & common_words() != set()
    return noun and not counted and strength(reading.tokens[at]) is None


def past_adjunct(reading: Reading, first: int, limit: int) -> int:
    """Where the subject begins behind an adjunct (قال لـ«عكاظ» عضو اللجنة فلان، نفى لـ"الوطن" مصدر مطلع); or -1."""
    at, reach = first + 1, min(limit, first + ADJUNCT_REACH)
    while at < reach:
        if at in reading.brackets or (at in reading.pairs and reading.kind(at + 1) != "PERSON"):
            at = (reading.brackets.get(at) or reading.pairs[at].closing) + 1
        elif _is_behind_adjunct(reading, first, at):
            return at
        else:
            at += 1
    return -1


def _is_behind_adjunct(reading: Reading, first: int, at: int) -> bool:
    """Whether a person, a body or a noun for a source begins here that nothing in the adjunct governs."""
    marked = at - 1 in reading.pairs
    before, form = reading.form(at - 1 - marked), reading.form(at)
    if not reading.tokens[at].is_word or is_preposition(before) or is_joined_preposition(reading, at):
        return False
    if form.startswith("و") and at not in reading.mentions:
        return False
    if reading.kind(at - 1) and not reading.ends_mention(at - 1):
        return False
    kind = reading.mentions[at].kind if at in reading.mentions else ""
    if kind == "PERSON":
        return not _is_governed(reading, first, at)
    bare = form.removeprefix("ال")
    noun = kind == "ORG" or is_person_word(form) or bare in source_nouns(*SPEAKING)
    return noun and not reading.kind(at - 1 if kind else at) and _is_complete(reading, first, at)


def _is_governed(reading: Reading, first: int, at: int) -> bool:
    """Whether the name's office stands behind a preposition: مؤتمر عقده مع وزير الداخلية فلان."""
    spans = [role.span.start for role in reading.mentions[at].roles]
    offices = [here for here in range(first + 1, at) if reading.tokens[here].start in spans]
    return bool(offices) and is_preposition(reading.form(offices[0] - 1))


def _is_complete(reading: Reading, first: int, at: int) -> bool:
    """Whether the adjunct's noun phrase is over before `at`: by a mark, an adverb, an adjective or a name."""
    before = reading.form(at - 1)
    if not reading.tokens[at - 1].is_word or before in members("adverb") or reading.ends_mention(at - 1):
        return True
    if before.startswith(("ال", "لل", "بال")):
        return not reading.form(at).startswith("ال") or at - 1 > first
    adjective = len(before) > 4 and before.endswith(("ي", "يه"))
    return (
        adjective or (before[:1] in ("ه", "ا") and before in ("امس", "اليوم")) or before.endswith(("ته", "يحه", "ها"))
    )


def can_begin(reading: Reading, at: int) -> bool:
    """Whether a source can begin at the token."""
    token = reading.tokens[at]
    if at in reading.pairs:
        return reading.is_short(reading.pairs[at])
    if not token.is_word or token.form in members("that"):
        return False
    if is_preposition(token.form) and reading.kind(at) != "PERSON" and not token.surface.startswith("إ"):
        return False  # but علي and إمام
    if token.form in members("begins_no_source") or _says_i(reading, at) or _is_asked(reading, at):
        return False
    if (is_participle(token.form) or _says_how(reading, at)) and not names_source(token.form):
        return False
    if token.surface.endswith(("ًا", "اً")) and reading.form(at - 1) not in members("that"):
        return False
    dual = is_definite(reading.form(at + 1))  # رئيسا الناديين
    if is_accusative(reading, at) and not dual and not names_source(token.form):
        return False
    return not (
        is_joined_preposition(reading, at)
        or token.form.removeprefix("و") in members("relative")
        or token.form in ("و", "ف")
    )


def _is_asked(reading: Reading, at: int) -> bool:
    """Whether the word says who is asked (طلب مني), not منى, a woman's name."""
    return reading.tokens[at].surface in members("asked_of") and not reading.kind(at)


def _says_how(reading: Reading, at: int) -> bool:
    """Whether a participle of the long patterns stands there, in the accusative: أردف مسترسلا, متحمسا."""
    form = reading.form(at)
    return bool(_MANNER.fullmatch(form)) and not reading.kind(at)


def _says_i(reading: Reading, at: int) -> bool:
    """Whether the word is a verb of saying in the first person, with which the speech begins: قال أؤكد أن."""
    form = reading.form(at)
    return reading.tokens[at].surface.startswith("أ") and not reading.kind(at) and "ي" + form[1:] in cue_words()


def is_joined_preposition(reading: Reading, at: int) -> bool:
    """Whether the word begins with the preposition لـ or بـ; a name that merely starts so is a mention."""
    form = reading.form(at)
    mention = reading.mentions.get(at)
    if mention is not None and form[:1] in ("ل", "ب"):
        return mention.span.start > reading.tokens[at].start or (form.startswith("لل") and len(form) > 3)
    if form in ("ل", "ب") or (form.startswith("لل") and len(form) > 3):
        return not reading.ends_mention(at)
    if form.startswith("بال") and len(form) > 3:
        return True
    if form[:1] in ("ل", "ب") and form[1:2].isdigit():
        return True
    rest = form[1:]
    if form[:1] not in ("ل", "ب") or len(form) < 5 or "ال" + form in common_words() or names_source(form):
        return False
    if rest in members("outlet") or rest in common_words() or "ال" + rest in common_words():
        return True
    return form not in common_words() and rest.endswith(("ه", "ها", "هم")) and not reading.kind(at)


@lru_cache(maxsize=1 << 14)
def names_source(form: str) -> bool:
    """Whether the folded word, also in the accusative, is a noun for somebody or something that speaks."""
    bare = form.removeprefix("ال").removesuffix("ا")
    if bare in source_nouns(*SPEAKING):
        return True
    bare = form.removeprefix("ال")
    return is_person_word(form) or bare in source_nouns(*SPEAKING)


def issuer_start(reading: Reading, at: int, limit: int) -> int:
    """Where whoever issued a document is named, also behind the day: بيان صادر أمس عن | الوزارة; -1 where nobody is."""
    if reading.form(at) not in members("issued"):
        return -1
    ahead = range(at + 1, min(at + ISSUED_REACH, limit - 1))
    return next((here + 1 for here in ahead if reading.form(here) == "عن"), -1)


def bears_office(reading: Reading, first: int, here: int, limit: int) -> bool:
    """Whether all that is left before `limit` is an unlisted name behind a whole office: النائبة | صابرين فلاني إن."""
    while limit > here and reading.form(limit - 1) in ("،", ","):
        limit -= 1
    before, forms = reading.form(here - 1), [reading.form(at) for at in range(here, limit)]
    if here == first or not 2 <= len(forms) <= 3 or not is_person_word(reading.form(first)):
        return False
    if not (is_definite(before) or reading.ends_mention(here - 1)) or is_definite(forms[0]):
        return False
    plain = all(reading.tokens[at].is_word and not reading.kind(at) for at in range(here, limit))
    led = (
        is_preposition(forms[0])
        or forms[0] == "باسم"
        or is_joined_preposition(reading, here)
        or forms[0] in members("that", "relative")
    )
    return plain and not led and forms[0] not in cue_words() and _may_end_name(forms[-1])


def _may_end_name(form: str) -> bool:
    """Whether the folded word is not common, or only with the article and as surnames end: القبطاني."""
    surname = is_definite(form) and form.endswith("ي") and form not in adjectives_of_peoples()
    return form not in common_words() or (surname and form.removeprefix("ال") not in common_words())


def past_aside(reading: Reading, first: int, here: int, limit: int) -> int:
    """One past the name behind an aside that parts it from its office: مدير الحملة – التي تتبعها – فلان، أن; or -1."""
    marks = ("،", ",") if reading.form(here) in ("،", ",") else ("-", "–", "ـ")
    if reading.form(here) not in marks or not is_person_word(reading.form(first)):
        return -1
    ahead = range(here + 2, min(here + ASIDE_REACH, limit))
    closing = next((at for at in ahead if reading.form(at) in marks), -1)
    at = closing + 1 + (closing + 1 not in reading.mentions and is_person_word(reading.form(closing + 1)))
    if closing < 0 or at not in reading.mentions or reading.mentions[at].kind != "PERSON":
        return -1
    inside = (reading.form(between) for between in range(here + 1, closing))
    follows = reading.form(reading.last[at])
    whole = reading.last[at] >= limit or follows in ("،", ",") or follows in members("that")
    return (
        reading.last[at] if whole and not any(form in members("that") or form in cue_words() for form in inside) else -1
    )


def past_bearer(reading: Reading, first: int, here: int, limit: int, alone: bool, named: bool) -> int:
    """One past the name of who bears the office from `first`, also behind an aside; -1 where none ends it.

    `alone` says that no object can follow, `named` that the office's bearer has been named already.
    """
    if alone and bears_office(reading, first, here, limit):
        return limit
    return -1 if named else past_aside(reading, first, here, limit)


def own_bearer(reading: Reading, first: int, limit: int) -> int:
    """The name before `limit` whose office the text has from `first` on; -1 where none is."""
    if not is_person_word(reading.form(first)):
        return -1
    begin, offices = reading.begins[first], _offices(reading)
    place = bisect_right(offices, (begin, len(reading.text), 0)) - 1
    if place < 0 or begin >= offices[place][1]:
        return -1
    at = offices[place][2]
    return at if first < at < limit else -1


@lru_cache(maxsize=1)
def _offices(reading: Reading) -> list[tuple[int, int, int]]:
    """Where each office before a person's name begins and ends in the text, and the name's first token; in order."""
    return sorted(
        (role.span.start, role.span.end, at)
        for at, mention in reading.mentions.items()
        for role in (mention.roles if mention.kind == "PERSON" else ())
        if role.span.end <= reading.begins[at]
    )


def is_sent(reading: Reading, first: int, here: int) -> bool:
    """Whether عن tells of what somebody is sent by: النائب عن الحزب, النائبة عن الجهة."""
    return here == first + 1 and bare(reading.form(first)) in members("sent_by") and bool(reading.kind(here + 1))


def oversees(reading: Reading, first: int, here: int) -> bool:
    """المشرف العام على البرنامج: an office that takes على."""
    return here - first <= 2 and reading.form(first).removeprefix("ال") in members("oversees")
