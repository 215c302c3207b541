"""Find where what a cue reports begins: behind أن, a colon, a quotation mark, the cue's preposition, or at a noun.

Arabic puts verb, subject, adjuncts, complement in this order, so the search runs forward from the cue and what it
passes over is the subject. It is bounded, so that time stays linear in the text.
"""

from dataclasses import dataclass

from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples, common_words, listed_names
from tasks.extractors.languages.arabic.quotation import Pair
from tasks.extractors.languages.arabic.reading import SHORT_PAIR, Reading
from tasks.extractors.languages.arabic.reporting import PREPOSITIONS, CueWord, cue_words, is_linked, is_participle
from tasks.extractors.languages.arabic.signals import ANNOUNCES, STOPS, signals
from tasks.extractors.languages.arabic.words import (
    is_preposition,
    members,
    opens_content,
    person_words,
    phrase_length,
    source_nouns,
)

WINDOW = 60  # tokens; the longest subject with appositions in the development texts has 41
WEAK_WINDOW = 30
ROLE_REACH = 16  # tokens of titles and offices before a name


@dataclass(frozen=True, slots=True)
class Complement:
    """Where a content begins.

    Attributes:
        style: that, quote, colon, noun or any.
        marker: the token that announces the content; what lies between the cue and it is the subject with adjuncts.
        first: the content's first token (for `quote`, the opening mark).
        skipped: code points of the first token that do not belong to the content (a joined بـ).
        pair: the marks that the content stands in, for `quote`.
    """

    style: str
    marker: int
    first: int
    skipped: int = 0
    pair: Pair | None = None


def complement(reading: Reading, at: int, word: CueWord) -> Complement | None:
    """What the cue `word` at token `at` reports, or None where it reports nothing."""
    limit = min(reading.ends[at], at + 1 + (WEAK_WINDOW if word.weak else WINDOW))
    fallback: Complement | None = None
    here = at + 1
    while here < limit:
        pair = reading.pairs.get(here)
        if pair is not None:
            if _is_speech(reading, pair, here):
                return _quoted(word, pair, here) or fallback
            if stands_alone(reading, pair) and (here == at + 1 or _is_said(reading, pair, word)):
                fallback = _quoted(word, pair, here)
            here = pair.closing + 1
            continue
        if here in reading.brackets:
            here = reading.brackets[here] + 1
            continue
        signal = signals(reading.forms[here])
        found = _at(reading, at, here, word) if signal & ANNOUNCES or here == at + 1 else None
        if found is not None:
            found = _clause_instead(reading, at, word, found, limit) or found
            return found if found.first < reading.ends[at] else fallback
        if signal & STOPS and _stops(reading, at, here):
            break
        here += 1
    return fallback or _bare(reading, at, word)


def _clause_instead(reading: Reading, cue: int, word: CueWord, found: Complement, limit: int) -> Complement | None:
    """The clause behind a comma and أن, where the noun before it only belongs to an aside of the subject.

    أوضح الوزير، خلال مؤتمر صحفي عقد أمس، أن ….
    """
    if found.style != "noun" or found.marker == cue + 1 or "that" not in word.frames:
        return None
    for here in range(found.first + 1, limit):
        if reading.form(here) in members("that") and reading.form(here - 1) in ("،", ","):
            return _that(reading, here, word)
        if _stops(reading, cue, here) or here in reading.pairs:
            return None
    return None


def _is_speech(reading: Reading, pair: Pair, at: int) -> bool:
    before, within = reading.form(at - 1), reading.form(pair.opening + 1)
    if before == ":" or before in members("that"):
        return True
    if before in members("titled") or (before[:1] == "ل" and before[1:] in members("outlet")):
        return False
    return not reading.is_short(pair) or within in members("that") or within in members("opens_speech")


def _is_said(reading: Reading, pair: Pair, word: CueWord) -> bool:
    """Whether short marks at some distance from a verb of saying hold words that were said, not a name or title."""
    if word.shape != "finite" or "quote" not in word.frames or reading.words(pair) < 3:
        return False
    before = reading.form(pair.opening - 1)
    return before not in members("titled") and before != "ل" and not reading.kind(pair.opening + 1)


def stands_alone(reading: Reading, pair: Pair) -> bool:
    """Whether the marks hold the whole content: they are long, or the clause ends behind them."""
    if not reading.is_short(pair) or not pair.closed:
        return True
    after = pair.closing + 1
    if reading.words(pair) == SHORT_PAIR and reading.form(pair.opening - 1) in members("that"):
        return True
    return after >= reading.ends[pair.closing] or not reading.tokens[after].is_word


def _quoted(word: CueWord, pair: Pair, at: int) -> Complement | None:
    return Complement("quote", at, at, 0, pair) if "quote" in word.frames or "that" in word.frames else None


def _at(reading: Reading, cue: int, here: int, word: CueWord) -> Complement | None:
    """The complement that the token `here` announces, if it does."""
    form = reading.form(here)
    if "quote" in word.frames and (form == "لقد" or _begins_speech(reading, cue, here)):
        return Complement("that", here, here)
    if form == ":" and word.frames & {"quote", "that"}:
        return behind(reading, here, here + 1, "colon")
    if form in members("that"):
        return _that(reading, here, word)
    asks = "that" in word.frames and word.shape != "masdar"
    if asks and form in members("question") and reading.tokens[here - 1].is_word:
        return Complement("that", here, here)
    if _is_anaphora(reading, cue + 1) and word.act != "evaluate":
        return None
    if "noun" in word.frames and word.shape != "masdar" and _new_noun(reading, cue, here):
        return Complement("noun", here, here)
    if "blame" in word.frames and here > cue + 1 and form.removeprefix("ال") in members("blame"):
        return Complement("noun", here, here)
    if "courtesy" in word.frames and (cut := _courtesy(reading, here)) >= 0:
        return Complement("noun", here, here, cut)
    if "from" in word.frames and here > cue + 1 and _asked(reading, cue, here):
        return Complement("noun", here, here)
    return _prepositional(reading, cue, here, word)


def _courtesy(reading: Reading, at: int) -> int:
    """Letters to cut before thanks, condolences and the like (بالشكر): 0 or 1; -1 where the word is none of them."""
    form = reading.form(at)
    for cut, noun in ((0, form), (1, form[1:] if form[:1] == "ب" else "")):
        bare = noun.removeprefix("ال")
        if bare in members("courtesy") or bare.removesuffix("ه") in members("courtesy"):
            return cut
        if bare.removesuffix("ها") in members("courtesy") or bare.removesuffix("هم") in members("courtesy"):
            return cut
    return -1


def _asked(reading: Reading, cue: int, here: int) -> bool:
    """Whether a verbal noun says what somebody is asked for who is named before it: طلب منه الابتعاد."""
    if not opens_content(reading.tokens[here]) or reading.kind(here):
        return False
    return any(reading.form(at) in members("asked_of") for at in range(cue + 1, here))


def _begins_speech(reading: Reading, cue: int, here: int) -> bool:
    form, before = reading.form(here), reading.form(here - 1)
    if here == cue + 1:
        return _opens_speech(form)
    settled = reading.ends_mention(here - 1) or before in members("adverb") or before in members("manner")
    return settled and form in members("opens_speech") and not reading.kind(here)


def _opens_speech(form: str) -> bool:
    """Words that begin a clause right behind a verb of saying: قال ليست هناك, أضاف سنواصل, قال بدأنا."""
    if form in members("opens_speech"):
        return True
    if len(form) <= 4:
        return False
    ours = form.endswith("نا") and form[:-2] not in person_words() | source_nouns("unnamed") | members("outlet")
    return ours or (form.startswith("سن") and form not in common_words())


def behind(reading: Reading, marker: int, first: int, style: str) -> Complement | None:
    """The complement that begins at `first`, past complementizers and لقد, in its marks if it has them."""
    while reading.form(first) in members("that") or reading.form(first) in ("لقد", ":", "،", ","):
        first += 1
    if first >= len(reading.tokens) or reading.paragraphs[first] != reading.paragraphs[marker]:
        return None
    pair = reading.pairs.get(first)
    return Complement("quote", marker, first, 0, pair) if pair else Complement(style, marker, first)


def _that(reading: Reading, here: int, word: CueWord) -> Complement | None:
    before = reading.form(here - 1)
    if (reading.form(here) == "لان" and before not in cue_words()) or before in members("not_that_behind"):
        return None
    if _is_foreign(before, word) or _is_in_name(reading, here):
        return None
    return behind(reading, here, here + 1, "that") if "that" in word.frames else None


def _is_in_name(reading: Reading, at: int) -> bool:
    """Whether the word is part of a person's name: بان كي مون."""
    return reading.kind(at) == "PERSON" and not reading.ends_mention(at)


def _is_foreign(before: str, word: CueWord) -> bool:
    """Whether the word before أن is a preposition that this cue does not take: فضلا عن أن."""
    name = PREPOSITIONS.get(before)
    return name is not None and name != "إلى" and not word.frames & {name, name + "+"}


def _new_noun(reading: Reading, cue: int, here: int) -> bool:
    """Whether a verbal noun at `here` opens a new phrase instead of belonging to the one before it."""
    token, before = reading.tokens[here], reading.tokens[here - 1]
    if not token.is_word or not opens_content(token) or reading.kind(here) or _is_about_telling(reading, here):
        return False
    if token.form in listed_names() and reading.form(here + 1) not in common_words():
        return False
    if token.form in members("pronominal"):
        return here == cue + 1 or before.surface in "،," or reading.ends_mention(here - 1)
    if before.form in members("relative"):
        return False
    if (
        here == cue + 1
        or before.form in members("adverb") | members("manner")
        or before.surface in '،,)»”"'
        or reading.ends_mention(here - 1)
    ):
        return True
    if token.form.startswith("ال"):
        return here > cue + 2 and _is_indefinite_adjective(before.form)
    owned = before.form.endswith(("ه", "ها", "هم")) and before.form in members("speech_setting")
    return owned or before.form.startswith("ال") or _is_complete(before.form)


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
    name = PREPOSITIONS.get(reading.form(here))
    if name is not None and word.frames & {name, name + "+"}:
        return _governed(reading, here, here + 1, name + "+" in word.frames or word.shape == "hal")
    if word.frames & {"ب", "ب+"} and reading.form(here).startswith("ب"):
        return _with_ba(reading, cue, here, word)
    if "ل" in word.frames:
        return _with_lam(reading, here)
    return None


def _with_lam(reading: Reading, here: int) -> Complement | None:
    """دعا القوى للقيام بـ, دعاهم لتقديم: where an article melts with the preposition, that stays in the content."""
    form = reading.form(here)
    if not form.startswith("ل") or len(form) < 5 or reading.kind(here):
        return None
    melted = form.startswith("لل")
    if not opens_content(reading.tokens[here], "ال" + form[2:] if melted else form[1:]):
        return None
    return Complement("noun", here, here, 0 if melted else 1)


def _governed(reading: Reading, marker: int, first: int, of_any_noun: bool) -> Complement | None:
    """The complement behind a preposition: a clause, marked speech, or a noun phrase that claims something."""
    form = reading.form(first)
    if first >= reading.ends[marker] or _is_ali(reading, marker):
        return None
    if reading.form(marker - 1) in members("issued"):
        return None
    if form in members("that"):
        return behind(reading, marker, first, "that")
    if first in reading.pairs:
        told = any(reading.form(at) in members("speech_setting") for at in range(marker - 4, marker))
        short = reading.words(reading.pairs[first]) <= 2
        return None if told and short else behind(reading, marker, first, "that")
    if _is_anaphora(reading, first) or form in members("not_said"):
        return None
    if of_any_noun or opens_content(reading.tokens[first]):
        return None if _is_about_telling(reading, first) else Complement("noun", marker, first)
    return None


def _is_ali(reading: Reading, at: int) -> bool:
    """Whether the word is the name علي; Egyptian papers write على so too, before a clause or a verbal noun."""
    if not reading.tokens[at].surface.endswith("ي"):
        return False
    follows = at + 1
    return not (reading.form(follows) in members("that") or opens_content(reading.tokens[follows]))


def _is_about_telling(reading: Reading, first: int) -> bool:
    """رفض الكشف عن هويته: words about the act of telling are no content."""
    return any(reading.form(at) in members("telling") for at in range(first, first + 4))


def _with_ba(reading: Reading, cue: int, here: int, word: CueWord) -> Complement | None:
    rest, of_any_noun = reading.form(here)[1:], "ب+" in word.frames
    if reading.form(here) in members("preposition"):
        return None
    if not rest:
        return _governed(reading, here, here + 1, of_any_noun=True)
    if len(rest) < 2 or reading.kind(here) in ("PERSON", "GPE", "LOC") or rest in members("not_said"):
        return None
    if reading.form(here) in members("own_ba") or (word.act != "praise" and rest in members("adjunct_noun")):
        return None
    if opens_content(reading.tokens[here], rest):
        return Complement("noun", here, here, 1)
    bare = rest.removeprefix("ال")
    if not of_any_noun or bare in source_nouns("organisation") | person_words() | members("anaphora"):
        return None
    before = reading.form(here - 1)
    settled = here == cue + 1 or before.startswith("ال") or before in '،,)»"”' or reading.ends_mention(here - 1)
    settled = settled or (len(before) > 3 and before.endswith(("ه", "ها", "هم")) and not reading.tokens[here - 1].surface.endswith("ة"))
    return Complement("noun", here, here, 1) if settled else None


def _stops(reading: Reading, cue: int, here: int) -> bool:
    """Whether another report begins at `here` before this one's content was found."""
    if here == cue + 1 or reading.form(here - 1) in members("relative") or reading.kind(here):
        return False
    words = cue_words().get(reading.form(here))
    if not words:
        return reading.form(here) == "ثم"
    return opens_second(reading, here) or any(word.shape == "finite" and not word.weak for word in words)


def opens_second(reading: Reading, at: int) -> bool:
    """Whether a circumstantial participle at `at` opens a second report: alone, or by what follows it."""
    form, behind_it = reading.form(at), reading.form(at + 1)
    if reading.kind(at) or not is_participle(form):
        return False
    return is_participle(form, surely=True) or at + 1 in reading.pairs or behind_it in members("introduces")


def _bare(reading: Reading, at: int, word: CueWord) -> Complement | None:
    """A noun phrase behind a cue whose subject is no part of what follows: left out, a pronoun, or a known name."""
    if "any" not in word.frames or at + 1 >= reading.ends[at] or _is_about_telling(reading, at + 1):
        return None
    behind_it = _past_aside(reading, at + 1)
    if word.suffixed:
        first = _past_doer(reading, behind_it)
    elif word.shape == "hal" or (word.plural and word.shape == "finite"):
        first = behind_it
    else:
        first = _past_mention(reading, behind_it)
        first = first if first >= 0 else _past_body(reading, behind_it)
        if first < 0 and _has_subject_before(reading, at, word):
            first = behind_it
    if first < 0 or first >= reading.ends[at] or not reading.tokens[first].is_word:
        return None
    form = reading.form(first)
    if is_participle(form) or is_preposition(form) or form[:1] == "ل" or not reading.tokens[first + 1 : first + 2]:
        return None
    if _is_anaphora(reading, first) and not (word.act == "evaluate" and reading.tokens[first + 1].is_word):
        return None
    if first > at + 1 and (form in person_words() or form in members("appositive")):
        return None
    return Complement("any", first, first)


def _past_body(reading: Reading, at: int) -> int:
    """Past a source without a name (الوزارة, المصدر) with an adjective of its people; -1 where none stands."""
    bare = reading.form(at).removeprefix("ال")
    known = any(bare in source_nouns(kind) for kind in ("unnamed", "organisation", "document"))
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
    named = _past_mention(reading, at)
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
    if not before.is_word or before.form in members("auxiliary") | members("opens_clause") | members("governs_noun"):
        return False
    return reading.ends_mention(at - 1) or before.form.startswith("ال")


def _past_aside(reading: Reading, at: int) -> int:
    """Past a comma or an adverb of manner (بشدة, بأشد العبارات) between the subject and what it judges."""
    while True:
        length = phrase_length(reading.tokens, at, "manner") if at < len(reading.tokens) else 0
        if not length and reading.form(at) not in ("،", ",") and reading.form(at) not in members("adverb"):
            return at
        at += length or 1


def _is_anaphora(reading: Reading, at: int) -> bool:
    return reading.form(at) in members("anaphora") and not reading.form(at + 1).startswith("ال")


def _past_mention(reading: Reading, first: int) -> int:
    """One past the mention that names the verb's subject, -1 where none does."""
    if reading.form(first) in members("honorific_pronoun"):
        return first + 1
    for at in range(first, min(first + ROLE_REACH, reading.ends[first])):
        if at in reading.mentions and (at == first or reading.mentions[at].kind == "PERSON"):
            roles = reading.mentions[at].roles
            begins = at == first or any(role.span.start <= reading.tokens[first].start for role in roles)
            return _past_aside(reading, reading.last[at]) if begins else -1
    return -1
