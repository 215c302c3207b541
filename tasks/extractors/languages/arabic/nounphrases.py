"""How far a source's noun phrase reaches: with complements and appositions, without the verb's adjuncts and object."""

from tasks.extractors.languages.arabic.describing import is_person_word
from tasks.extractors.languages.arabic.gazetteers import (
    adjectives_of_peoples,
    common_words,
    is_definite,
    offices,
    strength,
)
from tasks.extractors.languages.arabic.naming import is_name_word
from tasks.extractors.languages.arabic.phrasestarts import (
    can_begin,
    is_accusative,
    is_joined_preposition,
    is_sent,
    issuer_start,
    names_source,
    oversees,
    own_bearer,
    past_adjunct,
    past_asides,
    past_bearer,
    which_time,
)
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words
from tasks.extractors.languages.arabic.words import is_called_upon, is_preposition, members, phrase_length, source_nouns

ROLE_REACH = 14  # tokens of an office that go on behind a preposition
LONGEST = 40  # tokens of a noun phrase with its appositions


def after(reading: Reading, first: int, limit: int, alone: bool = False) -> tuple[int, int] | None:
    """The noun phrase that begins at `first` or behind adverbs of time and asides there.

    `alone` says that the verb takes no object, so that a name behind an office is its bearer's.
    """
    first = past_asides(reading, first, limit)
    if first >= limit:
        return None
    if not can_begin(reading, first):
        first = past_adjunct(reading, first, limit)
        if first < 0:
            return None
    end = phrase_end(reading, first, limit, alone)
    return (first, end) if end > first else None


def phrase_end(reading: Reading, first: int, limit: int, alone: bool = False) -> int:
    """One past the noun phrase from `first`: with its complements and appositions, without adjuncts of the verb."""
    limit = min(limit, first + LONGEST)
    bearer = own_bearer(reading, first, limit)
    named = bearer > first and (alone or not _is_another_person(reading, first, bearer))
    here = reading.last[bearer] if named else first
    while here < limit:
        if here in reading.mentions and (here == first or not is_joined_preposition(reading, here)):
            another = _is_another_person(reading, first, here) and not (alone and is_person_word(reading.form(first)))
            if another or _begins_object(reading, first, here) or (not alone and _is_other_side(reading, first, here)):
                break
            named = named or reading.mentions[here].kind == "PERSON"
            here = max(reading.last[here], here + 1)
        elif here in reading.pairs:
            if reading.kind(here + 1) == "PERSON" and not (here == first or is_person_word(reading.form(first))):
                break
            here = reading.pairs[here].closing + 1
        elif here in reading.brackets:
            here = reading.brackets[here] + 1
        elif (bearer := past_bearer(reading, first, here, limit, alone, named)) > here:
            here, named = bearer, True
        elif (issuer := issuer_start(reading, here, limit)) > here:
            here = issuer
        elif _ends_phrase(reading, first, here, limit, named):
            break
        else:
            here += 1
    return min(_without_commas(reading, first, here), limit)


def _ends_phrase(reading: Reading, first: int, here: int, limit: int, named: bool) -> bool:
    form = reading.form(here)
    if form in ("،", ",", "-", "–"):
        return named or not _apposition(reading, here + 1, limit)
    if not reading.tokens[here].is_word:
        return form not in ("/", ".") or here + 1 >= limit
    if _begins_object(reading, first, here):
        return True
    if form in members("then", "that", "ends_phrase") or _is_imperfect(reading, here):
        return True
    if which_time(reading, here) or (here > first + 1 and form in members("reporter")):
        return True  # أفاد به مصدر أمني مراسل الإذاعة
    imam = form == "امام" and reading.tokens[here].surface.startswith("إ")
    if (
        is_preposition(form) and not imam and not (form == "اول" and is_person_word(reading.form(here - 1)))
    ):  # الفريق أول
        return _ends_at_preposition(reading, first, here, limit, named)
    if form in members("relative", "auxiliary") or (here > first and _is_participle(reading, here)):
        return True
    if is_joined_preposition(reading, here):
        other = reading.kind(here) == "PERSON" or _to_outlet(reading, here) or _is_several(reading, first)
        other = other or is_called_upon(form)
        if form[:1] == "ل" and form[1:] in members("reporter"):
            return True  # لمراسلة الإذاعة فلانة
        return named or (other and not _names_later(reading, here, limit))
    return any(_ends_source(word, form) for word in cue_words().get(form, ()))


def _ends_at_preposition(reading: Reading, first: int, here: int, limit: int, named: bool) -> bool:
    """Whether the preposition opens an adjunct of the verb, not a complement of the phrase."""
    form = reading.form(here)
    if form == "عن" and (reading.form(here - 1) in members("issued") or is_sent(reading, first, here)):
        return False
    if reading.form(here + 1) in members("switch"):
        return True  # من جانبه
    if form in members("noun_preposition"):
        return named or reading.form(here + 1) in members("speech_setting", "adverb")
    if form == "علي" and reading.form(here + 1) == "لسان":
        return True
    if form == "علي" and oversees(reading, first, here):
        return False
    if form == "من" and here == first + 1 and reading.form(first) in members("quantifier"):
        return False  # عدد من المواطنين
    return named or not _names_later(reading, here, limit)


def _is_another_person(reading: Reading, first: int, at: int) -> bool:
    """Whether the name behind an office without an article is not its bearer's: اتهم زعيم حزب معارض فلانا."""
    if reading.mentions[at].kind != "PERSON" or not reading.tokens[at - 1].is_word:
        return False
    before = reading.form(at - 1)
    if before == "يدعي" or (before.endswith("ي") and {before + "ن", f"ال{before}ن"} & common_words()):
        return False  # شاب يدعى فلان, مؤيدي فلان
    if _heads_body(reading, first) and not is_preposition(reading.form(at - 1)):
        return not any(is_person_word(reading.form(here)) for here in range(first, at))
    if at - first < 2 or not names_source(reading.form(first)):
        return False
    if reading.kind(at - 1) and reading.form(at - 1) not in common_words():
        return False  # مدرب ريال مدريد فلان
    return all(
        reading.tokens[here].is_word and not is_definite(reading.form(here)) and reading.kind(here) in ("", "ORG")
        for here in range(first, at)
    )


def _is_other_side(reading: Reading, first: int, at: int) -> bool:
    """Whether a state or body stands behind an office or adjective with the article: اتهم الرئيس الفرنسي روسيا."""
    before, mention = reading.form(at - 1), reading.mentions[at]
    several = reading.form(first) in members("quantifier", "plural_people")  # عدد من أصحاب المكاتب | وزارة الحج
    closed = is_definite(before) and (several or before in adjectives_of_peoples() or is_person_word(before))
    whole = mention.span.start == reading.tokens[at].start
    if is_definite(reading.form(at)):  # الإدارة المحلية | الاتحاد الوطني
        plain = all(is_definite(reading.form(here)) for here in range(first, at)) and first not in reading.mentions
        ends = [reading.tokens[here].surface.endswith("ة") for here in (first, at)]
        return plain and whole and mention.kind == "ORG" and ends == [True, False]
    return closed and whole and mention.kind in ("GPE", "ORG")


def _heads_body(reading: Reading, first: int) -> bool:
    """Whether the phrase begins with the name of a body or a noun for one, not with an office."""
    form = reading.form(first)
    if is_person_word(form):
        return False
    return reading.kind(first) == "ORG" or form.removeprefix("ال") in source_nouns("organisation")


def _is_several(reading: Reading, first: int) -> bool:
    """Whether an indefinite plural begins the phrase (مسؤولون يمنيون), which nothing behind لـ belongs to."""
    form = reading.form(first)
    return form.endswith("ون") and len(form) > 4 and not is_definite(form)


def _names_later(reading: Reading, here: int, limit: int) -> bool:
    """Whether the office goes on over the preposition to its bearer's title and name (والنهي عن المنكر الشيخ فلان)."""
    for at in range(here + 1, min(limit, here + ROLE_REACH)):
        form = reading.form(at)
        if at in reading.pairs or reading.inside[at] or at in reading.openings:
            continue
        if not reading.tokens[at].is_word or form in members("that", "relative"):
            return False
        if reading.kind(at) == "PERSON" and at in reading.mentions and at > here + 1:
            before = reading.form(at - 1).removeprefix("و")
            ended = is_definite(before) or reading.ends_mention(at - 1) or at - 1 in reading.openings
            return ended and not is_person_word(before)
        titled = form in offices("title") or form in offices("honorific")
        if titled and reading.kind(at + 1) == "PERSON" and at > here + 1:
            return is_definite(reading.form(at - 1).removeprefix("و")) or reading.ends_mention(at - 1)
    return False


def _is_participle(reading: Reading, at: int) -> bool:
    """موجها كلامه: a participle in the accusative says how the subject acts and is no part of it."""
    form = reading.form(at)
    return (
        form[:1] == "م"
        and len(form) > 4
        and form.endswith("ا")
        and not reading.kind(at)
        and reading.tokens[at].surface[-1] in "اًى"
    )


def _begins_object(reading: Reading, first: int, here: int) -> bool:
    """Whether an indefinite noun for a body follows a noun that is complete: اتهم التقرير قوات حكومية."""
    form, before = reading.form(here), reading.form(here - 1)
    head = reading.form(first)
    person = here == first + 1 and is_definite(head) and is_person_word(head)
    if is_accusative(reading, here) and here > first and not head.endswith("ا"):
        return True
    if here == first + 1 and _are_persons(reading, first) and not form.endswith(("ون", "ين")):
        return here in reading.mentions or is_definite(form) or is_person_word(form)
    if before in adjectives_of_peoples() and is_definite(form) and not (is_definite(before) or is_definite(head)):
        return here > first + 1
    if person and is_definite(form) and form.removeprefix("ال") in source_nouns("organisation"):
        return True
    if here > first and form in members("quantifier"):
        return before.endswith(("ون", "ات")) or is_definite(before)  # يتهم مستهلكون | بعض التجار
    if here == first or is_definite(form) or is_person_word(form):
        return False
    noun = form in source_nouns("organisation") or form in members("called_upon", "plural_people")
    if reading.kind(here + 1) == "PERSON" or reading.form(here + 1) in ("بن", "بنت"):
        return False
    owned = (
        reading.tokens[here].surface.endswith(("ه", "ها", "هم")) and len(form) > 4 and form[:1] not in ("ب", "و", "ل")
    )
    owned = owned and "ال" + form not in common_words()  # مياه
    closed = before in adjectives_of_peoples() or is_definite(before) or is_name_word(reading, here - 1)
    if owned and form not in members("itself") and (closed or reading.ends_mention(here - 1)):
        return not reading.kind(here) and strength(reading.tokens[here]) is None
    if (
        is_definite(before)
        and form in common_words()
        and not is_preposition(form)
        and form not in members("appositive")
    ):
        return not (form in members("itself") or form == "باسم" or form[:1] in "وبل" or reading.kind(here))
    adjective = before.endswith(("ي", "يه")) and before not in members("plural_people")
    complete = is_definite(before) or (here > first + 1 and len(before) > 4 and adjective)
    return noun and complete and not is_preposition(reading.form(here - 2))


def _are_persons(reading: Reading, first: int) -> bool:
    """Whether an indefinite plural of persons stands there, which no name, office or definite noun completes."""
    form = reading.form(first)
    if first in reading.mentions or not _is_several(reading, first):
        return False
    return form in members("plural_people") or {form[:-2] + "ين", "ال" + form} & common_words() != set()


def _ends_source(word: CueWord, form: str) -> bool:
    """A verb of saying, or a verbal noun with a pronoun (نقلت عن الوزير قوله)."""
    return form.endswith(("ه", "ها", "هم")) if word.shape == "masdar" else not word.weak


def _is_imperfect(reading: Reading, at: int) -> bool:
    """A word in يـ of four letters and more that names nothing is, in a source, nearly always a verb, and so in تـ."""
    form = reading.form(at)
    stem = form.removeprefix("س")
    if stem[:1] == "ت" and len(stem) > 3 and not reading.kind(at) and not {"ال" + form, "ال" + stem} & common_words():
        return "ي" + stem[1:] in common_words() and strength(reading.tokens[at]) is None and not names_source(form)
    if form in adjectives_of_peoples():
        return False
    return (
        form[:1] == "ي"
        and (len(form) > 3 or form in common_words())
        and not reading.kind(at)
        and form not in members("adverb")
        and not (form == "يدعي" and reading.kind(at + 1) in ("", "PERSON") and not is_definite(reading.form(at + 1)))
    )


def _apposition(reading: Reading, at: int, limit: int) -> bool:
    """Whether what follows a comma goes on naming the subject."""
    if at >= limit or not reading.tokens[at].is_word or not can_begin(reading, at):
        return False
    form = reading.form(at)
    linked = form[:1] == "و" or (form[:1] == "ف" and (form[1:] in common_words() or is_definite(form[1:])))
    if phrase_length(reading.tokens, at, "topic_switch") or (linked and at not in reading.mentions):
        return False
    return reading.form(at) not in members("adverb")


def _to_outlet(reading: Reading, at: int) -> bool:
    """لوكالة، للصحيفة، لـ«...»: to whom it was said, not part of the subject."""
    form = reading.form(at)
    bare = form[2:] if form.startswith("لل") else form[1:]
    pair = reading.pairs.get(at + 1)
    marked = form[:1] == "ل" and pair is not None and reading.is_short(pair)
    return marked or bare in members("outlet")


def _without_commas(reading: Reading, first: int, end: int) -> int:
    while end > first and reading.form(end - 1) in ("،", ",", "-", "–", ":"):
        end -= 1
    return end
