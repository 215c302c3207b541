"""Whether what a cue announces makes it a report: a clause or noun that is told, near it, of somebody who speaks."""

from tasks.extractors.languages.arabic.borders import may_be_accusative
from tasks.extractors.languages.arabic.describing import is_person_word
from tasks.extractors.languages.arabic.gazetteers import common_words, is_definite
from tasks.extractors.languages.arabic.openings import Complement
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, is_linked
from tasks.extractors.languages.arabic.subjects import clause_start
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns

OWNED_REACH = 8  # tokens from a verbal noun with a pronoun to its content
BARE_REACH = 7  # the same with its owner behind it (إعلان الطرفين أن)
CLEAR = (
    "إلى",
    "عن",
    "ب",
    "ل",
    "على",
    "from",
    "upon",
    "courtesy",
    "blame",
    "estimate",
)  # complements with which even an ambiguous verb reports
WEAK_REACH = 8  # tokens from an ambiguous verb to its content where nobody who speaks stands behind it
SUBJECT_REACH = 4  # tokens behind the verb in which its subject begins
ADJUNCT_WORDS = 4  # words of an adjunct with which a sentence begins
SUBJECT_WORDS = 4  # words of a subject before its verb in the imperfect


def reports(reading: Reading, at: int, word: CueWord, begun: Complement) -> bool:
    """Verbal nouns, and verbs that mean other things too, report only where their complement is at hand."""
    if word.shape == "masdar":
        return not _names(reading, at, word) and _owns_content(reading, at, word, begun)
    if "opens" in word.frames and word.shape == "finite" and not _opens_clause(reading, at, word):
        return False
    if _is_idle(reading, at, word, begun):
        return False
    if "personal" in word.frames and word.imperfect and _is_impersonal(reading, at, word, begun):
        return False
    if word.shape == "hal" and _describes(reading, at, word, begun):
        return False
    if begun.style == "any" and word.imperfect and word.act == "evaluate" and _is_held(reading, at, word):
        return False
    if begun.style in ("noun", "any") and not (_heads_clause(reading, at, word) and _has_speaker(reading, at)):
        return False
    if _is_out_of_reach(reading, at, word, begun):
        return False
    if word.weak and begun.style in ("noun", "any"):
        clear = any(frame.rstrip("+") in CLEAR for frame in word.frames)
        clear = clear or begun.marker - at <= 1 or _is_stance(reading.form(begun.first))
        return clear or _opens_with_source(reading, at, word)
    return True


def _is_dateline(reading: Reading, at: int) -> bool:
    """Whether the word stands before the colon of a date line: النهار - متابعة:."""
    return reading.form(at + 1) == ":" and reading.form(at - 1) in ("-", "–", "ـ") and reading.paragraphs[at] <= 1


def _is_idle(reading: Reading, at: int, word: CueWord, begun: Complement) -> bool:
    """Whether nothing is told: جاء without a document, شكر الله, الواقع يؤكد أن."""
    if {reading.form(at - 1), reading.form(at + 1)} & members("mute") or _names(reading, at, word):
        return True
    within = range(at + 1, begun.marker)
    if "in" in word.frames and not any(reading.form(here) in ("في", "فيه", "فيها") for here in within):
        return True
    return word.act == "praise" and reading.form(at + 1) == "الله"


def _names(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether a verb with its object only says what somebody calls the noun before it: معلومات وصفها بالأكيدة."""
    form, before = reading.form(at), reading.form(at - 1)
    if not word.suffixed or word.lemma != "وصف" or not form.startswith("وصف") or at == reading.starts[at]:
        return False
    if is_preposition(before) or "ال" + before.removeprefix("ال") not in common_words():
        return False
    opens = members("relative", "opens_clause", "switch", "auxiliary", "that", "resumes") | {"ما", "و"}
    return reading.tokens[at - 1].is_word and before not in opens and not is_linked(reading.form(at), word)


def _describes(reading: Reading, at: int, word: CueWord, begun: Complement) -> bool:
    """Whether a participle is no report: an adjective, a predicate, part of a dateline."""
    if reading.form(at - 1) in members("being") or _is_dateline(reading, at):
        return True
    bare = begun.style in ("noun", "any") and (begun.marker == at + 1 or "adjective" in word.frames)
    return bare and not _is_circumstance(reading, at, word)


def _is_impersonal(reading: Reading, at: int, word: CueWord, begun: Complement) -> bool:
    """Whether a verb in the imperfect is rather passive: يذكر أن, تعتبر من أهم المدن, يعتبر مبلغا كبيرا."""
    behind = reading.form(at + 1)
    headed = reading.paragraphs[at] == 0 and at > reading.starts[at]  # a headline's subject stands before its verbs
    if word.gender == "m" and not word.plural and not headed and (begun.marker == at + 1 or behind in ("،", ",")):
        return True
    predicate = behind in members("predicative") or may_be_accusative(reading, at + 1)
    thing = begun.style == "any" and not headed and not _is_source(reading, at + 1)  # وتعتبر المباراة فرصة
    return word.act == "evaluate" and (predicate or thing or _is_one_of(reading, at + 1))


def _is_one_of(reading: Reading, first: int) -> bool:
    """Whether من with an elative follows a short subject: القلعة من أهم المعالم."""
    return any(
        reading.form(here) == "من" and reading.form(here + 1) in members("predicative")
        for here in range(first, first + SUBJECT_WORDS)
    )


def _owns_content(reading: Reading, at: int, word: CueWord, begun: Complement) -> bool:
    """Whether a verbal noun reports: with a pronoun (قوله إن), or with its owner between it and the content.

    إعلان الطرفين أن …, اتهام الرئيس بـ…, تصريح الوزارة بـ…; a bare one reports before its content (القول بأن).
    """
    distance = begun.marker - at
    if reading.form(at).startswith("لل"):  # وقفة للمطالبة بـ…
        return distance == 1 and (word.act == "call" or (word.act == "affirm" and not word.weak))
    definite = reading.form(at).removeprefix("و").startswith("ال")
    if (
        definite
        and begun.style == "that"
        and not word.suffixed
        and (distance > 2 or _is_one_says(reading, word, begun))
    ):
        return False
    if definite and distance == 1 and word.act == "affirm" and _is_done(reading.form(at - 1)):
        return True  # تم التأكيد على أهمية
    if word.suffixed:  # ختم تصريحه بتوجيه الشكر tells how it ended
        about_speech = word.act == "state" and begun.style == "noun" and "gist" not in word.frames
        return begun.style != "any" and not about_speech and distance <= OWNED_REACH
    if distance > BARE_REACH or begun.style not in ("noun", "that", "quote"):
        return False
    if begun.style != "noun":
        return not _is_interrupted(reading, at, begun.marker)
    before = reading.form(at - 1)
    unowned = distance == 1 and not (word.act == "accuse" and word.plural)
    invites = word.lemma == "دعا" and begun.skipped and reading.form(begun.first)[:1] == "ب"
    if unowned or definite or invites or before == ":" or before in members("that", "crime"):
        return False
    owned = _is_source(reading, at + 1) or _is_source(reading, at + 2)
    return word.act in ("accuse", "call", "warn") or (owned and distance > 1)


def _is_done(form: str) -> bool:
    """Whether the folded verb tells only that what its verbal noun says was done: تم التأكيد."""
    return form.removeprefix("و").removeprefix("س") in ("تم", "تمت", "يتم", "جري", "وقع")


def _is_one_says(reading: Reading, word: CueWord, begun: Complement) -> bool:
    """Whether nobody in particular is meant: غني عن القول إن, من الظلم القول إن; القول بأن is somebody's."""
    return word.lemma == "قال" and reading.form(begun.marker) != "بان"


def _is_interrupted(reading: Reading, at: int, marker: int) -> bool:
    """Whether another clause begins between a verbal noun and what would be its content."""
    return any(
        reading.form(here)[:1] == "و" or reading.form(here) in ("ثم", "،", ",") for here in range(at + 1, marker)
    )


def _is_out_of_reach(reading: Reading, at: int, word: CueWord, begun: Complement) -> bool:
    """Whether a participle's or an ambiguous verb's content lies in another clause, or too far from such a verb."""
    if word.shape != "hal" and not word.weak:
        return False
    return _crosses_clause(reading, at, begun.marker) or (word.weak and _is_far(reading, at, word, begun))


def _crosses_clause(reading: Reading, at: int, marker: int) -> bool:
    """Whether a comma and و, which join another clause, stand between the cue and what announces its content."""
    joined = (reading.form(here + 1) for here in range(at + 1, marker - 1) if reading.form(here) in ("،", ","))
    return any(_joins(form) and form not in ("وهو", "وهي", "وذلك") for form in joined)


def _joins(form: str) -> bool:
    """Whether و is joined to the folded word: وقال, not وزير."""
    if form[:1] != "و" or is_person_word(form) or form in source_nouns("organisation"):
        return False
    return form not in common_words() or form[1:] in common_words() or is_definite(form[1:])


def _is_far(reading: Reading, at: int, word: CueWord, begun: Complement) -> bool:
    """Whether too much that names nobody stands between an ambiguous verb and the clause that it would report."""
    reaches = begun.style in ("that", "colon") or (begun.style == "noun" and "ب" in word.frames)
    if not reaches or "via" in word.frames or begun.marker - at <= WEAK_REACH or _heads_sentence(reading, at):
        return False
    named = reading.kind(at - 1) in ("PERSON", "ORG")
    return not named and not any(_is_source(reading, here) for here in range(at + 1, at + SUBJECT_REACH))


def _heads_sentence(reading: Reading, at: int) -> bool:
    """Whether the word is its sentence's first, a و that stands apart left out."""
    return at == reading.starts[at] or (at - 1 == reading.starts[at] and reading.form(at - 1) == "و")


def _opens_with_source(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether a verb with و heads its sentence before who speaks: وأبرز الوزير خلال اللقاء أهمية …."""
    tells = word.shape == "finite" and not word.imperfect and word.act != "affirm" and "opens" not in word.frames
    linked = tells and is_linked(reading.form(at), word)
    return linked and at == reading.starts[at] and _is_source(reading, at + 1)


def _opens_clause(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the verb stands where a sentence or clause begins; elsewhere بين is the preposition."""
    if at == reading.starts[at] or is_linked(reading.form(at), word):
        return True
    if is_preposition(reading.form(at + 1)) or reading.form(at + 1) in members("that"):
        return True
    before = reading.form(at - 1)
    if before in members("relative"):
        return False
    opens = before in members("auxiliary", "opens_clause", "switch")
    return opens or not reading.tokens[at - 1].is_word or _opens_behind_adjunct(reading, at, word)


def _opens_behind_adjunct(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether only an adjunct stands before the verb, and who speaks behind it: وفي سياق متصل عبر عدد من النواب عن."""
    first = reading.starts[at]
    source = reading.form(at + 1) in members("quantifier") or _is_source(reading, at + 1)
    between = "that" in word.frames  # بين داعش وطهران
    return is_preposition(reading.form(first)) and at - first <= ADJUNCT_WORDS and source and not between


def _is_circumstance(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether a participle says how the subject acted, and is no adjective and no predicate of كان and its like."""
    if reading.form(at - 1) in ("،", ",", ".", "؛"):
        return True
    named = reading.ends_mention(at - 1) and reading.kind(at - 1) in ("PERSON", "ORG")
    before = reading.form(at - 1)
    alone = word.plural and "adjective" not in word.frames and not before.endswith(("ين", "ون", "ات"))
    alone = (alone and not is_definite(before)) or _has_object(reading, at, word)
    if not (reading.tokens[at].surface.rstrip("ً").endswith("ا") or named or alone):
        return False
    return not any(reading.form(here) in members("being") for here in range(max(at - 3, reading.starts[at]), at))


def _has_object(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether whom a participle accuses stands right behind it, as behind no adjective: متهمة الصحيفة بـ."""
    behind = reading.form(at + 1)
    return "needs" in word.frames and (is_definite(behind) or behind.startswith("ايا") or reading.kind(at + 1) != "")


def _is_stance(form: str) -> bool:
    """Whether the noun says where somebody stands, so that it can only have been said: جدد | دعمه, كرر | رفضها."""
    return any(form.removesuffix(owner) in members("stance") for owner in ("", "ه", "ها", "هم", "هما"))


def _is_source(reading: Reading, at: int) -> bool:
    """Whether the word names or describes somebody who can speak."""
    if reading.kind(at) in ("PERSON", "ORG", "NORP", "GPE"):
        return True
    word = reading.form(at).removeprefix("ال")
    known = ("unnamed", "anonymous", "organisation", "document")
    return word in person_words() or word in members("cited") or word in source_nouns(*known)


def _is_held(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the verb is rather passive: المرشحة تعتبر تهديدا; behind a person or a body it is not."""
    if at == reading.starts[at] or is_linked(reading.form(at), word) or not reading.tokens[at - 1].is_word:
        return False
    before = reading.form(at - 1)
    behind = before in members("opens_clause", "then", "that") and before not in members("relative")
    state = reading.kind(at - 1) == "GPE" and at + 1 in reading.mentions  # أمريكا تعتبر «الجماعة» إرهابية
    return not (behind or state or reading.kind(at - 1) in ("PERSON", "ORG"))


def _has_speaker(reading: Reading, at: int) -> bool:
    """Whether what a relative clause belongs to can speak: الوزير الذي نفى …, not المباراة التي أكدت جاهزيته."""
    behind = at + 1 + (reading.form(at + 1) in ("فيه", "فيها"))
    if reading.form(at - 1) not in members("relative") or _is_source(reading, behind):
        return True
    head = at - 2
    while head > reading.starts[at] and reading.form(head) in ("،", ","):
        head -= 1
    return any(_is_source(reading, here) for here in range(max(head - 2, reading.starts[at]), head + 1))


def _heads_clause(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether a verb in the imperfect stands where a clause begins, or behind its subject in a headline."""
    if not word.imperfect or reading.paragraphs[at] == 0:
        return True
    before = reading.form(at - 1)
    near = at - clause_start(reading, at) <= SUBJECT_WORDS
    doers = (here for here in (at - 1, at - 2) if here >= reading.starts[at])
    near = near or any(_is_source(reading, here) and reading.kind(here) not in ("GPE", "NORP") for here in doers)
    near = near or before in members("relative", "then", "opens_clause")
    return near or is_linked(reading.form(at), word) or reading.form(at - 1) in ("،", ",")
