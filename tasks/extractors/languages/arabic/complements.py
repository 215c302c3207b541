"""Find where what a cue reports begins: behind أن, a colon, a quotation mark, the cue's preposition, or at a noun.

Arabic puts verb, subject, adjuncts, complement in this order, so the search runs forward from the cue and what it
passes over is the subject. It is bounded, so that time stays linear in the text.
"""

from tasks.extractors.languages.arabic.directobjects import direct_object, past_mention
from tasks.extractors.languages.arabic.estimates import estimate
from tasks.extractors.languages.arabic.gazetteers import is_definite, is_imperfect
from tasks.extractors.languages.arabic.nominals import nominal, withholds_name
from tasks.extractors.languages.arabic.openings import Complement, begins_speech, behind, behind_that
from tasks.extractors.languages.arabic.quotation import Pair
from tasks.extractors.languages.arabic.reading import SHORT_PAIR, Reading
from tasks.extractors.languages.arabic.reporting import PREPOSITIONS, CueWord, cue_words, is_linked, is_participle
from tasks.extractors.languages.arabic.signals import ANNOUNCES, STOPS
from tasks.extractors.languages.arabic.standing import is_spelt_as
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns

WINDOW = 60  # tokens; the longest subject with appositions in the development texts has 41
WEAK_WINDOW = 30


def complement(reading: Reading, at: int, word: CueWord) -> Complement | None:
    """What the cue `word` at token `at` reports, or None where it reports nothing."""
    estimated = estimate(reading, at, word) if "estimate" in word.frames else None
    if estimated is not None or (word.suffixed and "estimate" in word.frames):
        return estimated  # قدرتها على العمل, her ability
    limit = min(reading.ends[at], at + 1 + (WEAK_WINDOW if word.weak else WINDOW))
    fallback: Complement | None = None
    here = at + 1
    while here < limit:
        pair = reading.pairs.get(here)
        if pair is not None:
            if _is_speech(reading, pair, here):
                return _judged(reading, at, word, here) or _quoted(word, pair, here) or fallback
            if stands_alone(reading, pair) and (here == at + 1 or _is_said(reading, pair, word)):
                fallback = _judged(reading, at, word, here) or _quoted(word, pair, here)
            inside = _inside(reading, at, here, word)
            if inside is not None:
                return inside
        if pair is not None or here in reading.brackets:
            here = (pair.closing if pair is not None else reading.brackets[here]) + 1
            continue
        signal = reading.signals[here]
        found = _at(reading, at, here, word) if signal & ANNOUNCES or here <= at + 2 else None
        if found is not None:
            found = _clause_instead(reading, at, word, found, limit) or found
            return found if found.first < reading.ends[at] else fallback
        if signal & STOPS and (_hands_over(reading, here, word) or _stops(reading, at, here)):
            break
        here += 1
    return fallback or direct_object(reading, at, word) or _unmarked(reading, at, word)


def _unmarked(reading: Reading, at: int, word: CueWord) -> Complement | None:
    """Speech that begins with a verb right behind the name of who speaks, without أن or marks: أوضح فلان يجب أن …."""
    if word.shape != "finite" or not {"quote", "that"} <= word.frames or at + 1 >= reading.ends[at]:
        return None
    first = past_mention(reading, at + 1)
    if first < 0 or first + 2 >= reading.ends[at] or reading.kind(first):
        return None
    form = reading.form(first)
    return Complement("that", first, first) if is_imperfect(form) or form in members("opens_speech") else None


def _judged(reading: Reading, at: int, word: CueWord, here: int) -> Complement | None:
    """The noun before marks that hold what is thought of it: اعتبر | القرار «خطأ فادحا بحق الجميع»."""
    if word.act != "evaluate" or reading.form(here - 1) == ":" or reading.form(here - 1) in members("that"):
        return None
    found = direct_object(reading, at, word)
    return found if found is not None and found.first < here else None


def _inside(reading: Reading, cue: int, opening: int, word: CueWord) -> Complement | None:
    """The noun behind a joined بـ within short marks: تعهد الوزير «باحترام النتائج» …; or a slogan."""
    if "slogan" in word.frames and _is_slogan(reading, reading.pairs[opening]):
        return Complement("quote", opening, opening, 0, reading.pairs[opening])
    if not reading.form(opening + 1).startswith("ب"):
        return None
    found = nominal(reading, cue, opening + 1, word)
    return Complement(found.style, opening, opening) if found is not None and found.skipped else None


def _clause_instead(reading: Reading, cue: int, word: CueWord, found: Complement, limit: int) -> Complement | None:
    """The clause behind a comma and أن, where the noun before it only belongs to an aside of the subject.

    أوضح الوزير، خلال مؤتمر صحفي عقد أمس، أن ….
    """
    if found.style != "noun" or found.marker == cue + 1 or "that" not in word.frames:
        return None
    for here in range(found.first + 1, limit):
        signal = reading.signals[here]
        if signal & ANNOUNCES and reading.form(here) in members("that") and reading.form(here - 1) in ("،", ","):
            return behind_that(reading, here, word)
        if (signal & STOPS and _stops(reading, cue, here)) or here in reading.pairs:
            return None
    return None


def _is_speech(reading: Reading, pair: Pair, at: int) -> bool:
    before, within = reading.form(at - 1), reading.form(pair.opening + 1)
    if before == ":" or before in members("that"):
        return True
    if before not in cue_words() and _precedes_that(reading, pair):
        return False
    if (
        within in members("blessing")
        or _is_title(reading, pair)
        or (before[:1] in ("ل", "ب") and before[1:] in members("outlet"))
        or (before in members("outlet") and not is_definite(before) and within not in members("that"))
    ):
        return False
    return not reading.is_short(pair) or within in members("that", "opens_speech")


def _precedes_that(reading: Reading, pair: Pair) -> bool:
    """Whether the clause that is told follows the marks, so that they hold a name: مدير مؤسسة «…»، إن …."""
    at = pair.closing + 1
    at += reading.form(at) in ("،", ",")
    at += reading.form(at) in PREPOSITIONS
    return pair.closed and reading.form(at) in members("that") and at < reading.ends[pair.closing]


def _is_said(reading: Reading, pair: Pair, word: CueWord) -> bool:
    """Whether short marks at some distance from a verb of saying hold words that were said, not a name or title."""
    if word.shape != "finite" or "quote" not in word.frames or reading.words(pair) < 3:
        return False
    if _precedes_that(reading, pair):
        return False
    before = reading.form(pair.opening - 1)
    named = before in person_words() or before in source_nouns("organisation") or before in members("outlet")
    return not (named or _is_title(reading, pair) or before == "ل" or reading.kind(pair.opening + 1))


def _is_title(reading: Reading, pair: Pair) -> bool:
    """Whether the marks hold the title of something: ببرنامج «…», البرنامج التدريبي «…»."""
    before = reading.form(pair.opening - 1)
    if before in members("titled") or (before[:1] in ("ب", "ل") and before[1:] in members("titled")):
        return True
    noun = reading.form(pair.opening - 2)
    return is_definite(before) and is_definite(noun) and noun.removeprefix("ال") in members("titled")


def stands_alone(reading: Reading, pair: Pair) -> bool:
    """Whether the marks hold the whole content: they are long, or the clause ends behind them."""
    if reading.form(pair.opening + 1) in members("blessing"):
        return False
    if _is_slogan(reading, pair):
        return True
    if pair.closed and _adds_clause(reading, pair):
        return False
    if not reading.is_short(pair) or not pair.closed:
        return True
    after = pair.closing + 1
    before_colon = reading.form(pair.opening - 1) == ":"
    if before_colon and reading.words(pair) > 1 and reading.form(after) in cue_words():
        return True
    if reading.words(pair) == SHORT_PAIR and reading.form(pair.opening - 1) in members("that"):
        return True
    return after >= reading.ends[pair.closing] or not reading.tokens[after].is_word


def _hands_over(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether بقوله stands there with its own clause, not with the marked speech of the verb before."""
    return (
        "that" not in word.frames
        and reading.form(at) in members("by_saying")
        and reading.form(at + 1) in members("that")
    )


def _is_slogan(reading: Reading, pair: Pair) -> bool:
    """Whether the marks hold what a crowd puts up: رفعوا شعار «…»."""
    return reading.form(pair.opening - 1) in members("slogan")


def _adds_clause(reading: Reading, pair: Pair) -> bool:
    """Whether another clause behind أن joins the one in marks: أن «…»، وأن …."""
    at = pair.closing + 1
    if reading.form(pair.opening - 1) not in members("that"):
        return False
    form = reading.form(at + (reading.form(at) in ("،", ",")))
    return form[:1] == "و" and form[1:] in members("that")


def _quoted(word: CueWord, pair: Pair, at: int) -> Complement | None:
    return Complement("quote", at, at, 0, pair) if word.frames & {"quote", "that"} else None


def _at(reading: Reading, cue: int, here: int, word: CueWord) -> Complement | None:
    """The complement that the token `here` announces, if it does."""
    form = reading.form(here)
    if "quote" in word.frames and (form == "لقد" or begins_speech(reading, cue, here, word)):
        return Complement("that", here, here)
    if form == ":" and ("quote" in word.frames or ("that" in word.frames and not word.weak)):
        return behind(reading, here, here + 1, "colon")
    if form in members("that"):
        return behind_that(reading, here, word)
    asks = "that" in word.frames and word.shape != "masdar"
    if asks and reading.tokens[here].surface in ("ألا", "ألّا"):
        return Complement("that", here, here)
    named = form == "ما" and reading.form(here + 1) in members("naming")  # ما يسمى بالتنظيم
    if asks and form in members("question") and reading.tokens[here - 1].is_word and not named:
        return Complement("that", here, here)
    return nominal(reading, cue, here, word)


def _stops(reading: Reading, cue: int, here: int) -> bool:
    """Whether another report begins at `here` before this one's content was found."""
    before = reading.form(here - 1)
    if here == cue + 1 or before in members("relative", "withheld") or reading.kind(here):
        return False
    if reading.form(here) in members("issues"):
        return False  # دراسة نشرتها الصحيفة
    words = cue_words().get(reading.form(here))
    if not words:
        reason = reading.form(here) in members("especially") and reading.form(here + 1) in members("that")
        return reason or reading.form(here) == "ثم" or reading.form(here) in members("halts")
    if withholds_name(reading, here):
        return False
    new = before in members("switch") or before in ("حيث", "اذ")
    return opens_second(reading, here) or any(
        word.shape == "finite"
        and (new or not word.weak or _joins_clause(reading, here, word))
        and is_spelt_as(reading, here, word)
        for word in words
    )


def _joins_clause(reading: Reading, here: int, word: CueWord) -> bool:
    """Whether a verb with و behind a comma opens another clause: ، وذكر النادي."""
    return reading.form(here - 1) in ("،", ",") and is_linked(reading.form(here), word)


def opens_second(reading: Reading, at: int) -> bool:
    """Whether a circumstantial participle at `at` opens a second report: alone, or by what follows it."""
    form, behind_it = reading.form(at), reading.form(at + 1)
    if reading.kind(at) or not is_participle(form) or _is_governed(reading, at):
        return False
    if _is_adjective(reading, at):
        return False
    return is_participle(form, surely=True) or at + 1 in reading.pairs or behind_it in members("introduces")


def _is_adjective(reading: Reading, at: int) -> bool:
    """Whether the participle of a verb with an object is rather an indefinite noun's adjective: حركية مشجعة على."""
    form, before = reading.form(at), reading.form(at - 1)
    weak = all(word.weak and "needs" in word.frames for word in cue_words()[form])
    alike = reading.tokens[at].surface.endswith("ة") and reading.tokens[at - 1].surface.endswith("ة")
    return weak and alike and not is_definite(before) and not reading.kind(at - 1)


def _is_governed(reading: Reading, at: int) -> bool:
    """Whether the word before makes a participle part of its clause: بأنها منتقدة, أو داعية, ناشطين مؤيدين للـ."""
    form, before = reading.form(at), reading.form(at - 1)
    if before in members("that", "being") or before in ("او", "ام", "غير") or is_preposition(before):
        return True
    if form.endswith("ه") and before.endswith("ه") and reading.form(at - 2)[:1].isdigit():
        return reading.form(at + 1) not in members("that")  # 51 حالة مؤكدة
    several = form.endswith("ين") and before.endswith("ين") and len(before) > 4 and not is_definite(before)
    return several and reading.form(at + 1)[:1] == "ل"
