"""Whether a word of the lexicon may be a cue by its spelling and by what stands beside it."""

from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples, common_words, is_definite
from tasks.extractors.languages.arabic.nominals import withholds_name
from tasks.extractors.languages.arabic.phrasestarts import names_source
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, is_linked
from tasks.extractors.languages.arabic.words import members, opens_content, person_words

TAKER = 12  # tokens from تعهد to the case that a court takes up


def may_report(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the word at token `at` may be the cue `word`, by its spelling and what stands beside it."""
    if withholds_name(reading, at) or not is_spelt_as(reading, at, word):
        return False
    if word.act == "promise" and _takes_up(reading, at):
        return False
    return not _is_governed(reading, at, word) and not _is_relative(reading, at, word)


def _takes_up(reading: Reading, at: int) -> bool:
    """Whether a court takes a case up, and nobody promises anything: تعهد قاضي التحقيق بالملف."""
    for here in range(at + 1, min(at + TAKER, reading.ends[at])):
        form = reading.form(here)
        if form in members("that") or here in reading.pairs:
            return False
        if form[:1] == "ب" and form[1:].removeprefix("ال") in members("taken_up"):
            return reading.form(here + 1) not in ("عن", "في")
    return False


def _is_governed(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the word before makes this one no report of its own: a negation, أنه, for a verb a preposition or number.

    قال إنه يتوقع أن … is one report; إلا أنه شدد على … opens a second one.
    """
    before = reading.form(at - 1) if at > reading.starts[at] else ""
    if word.shape == "masdar":
        no_report = members("negation") | members("according") | {"حد"}  # حسب قولهم, على حد قوله
        return before in no_report or before.removeprefix("و") in members("impersonal")
    marked = reading.form(at - 2) in ("وهو", "وهي") or at + 1 in reading.pairs
    named = before == "ما" and word.suffixed and marked  # وهو ما اعتبره, على ما اعتبره «…»
    if (before in members("negation") and not named) or (not word.imperfect and _is_mine(reading, at)):
        return True
    if before in members("that"):
        own = reading.form(at - 2) in members("opens_clause") | {"قبل"} or before.startswith("لان")
        return not own and (word.imperfect or before in ("ان", "بان"))
    if word.imperfect and word.act in ("state", "affirm") and _is_shown(reading, at):
        return True
    if reading.kind(at - 1) == "PERSON" and at > reading.starts[at]:
        return False  # علي is no preposition
    if before[:1].isdigit() and not word.imperfect and "ال" + reading.form(at) in common_words():
        return True
    circumstance = word.shape == "hal" and reading.form(at).endswith("ا")
    governed = {before, before.removeprefix("و")} & members("governs_noun") and not circumstance
    return bool(governed) or _is_annexed(reading, at, word)


def _is_shown(reading: Reading, at: int) -> bool:
    """Whether a fact shows something and nobody says it: وهذا يؤكد أن, الأمر الذي يؤكد أن."""
    before, earlier = reading.form(at - 1).removeprefix("و"), reading.form(at - 2)
    fact = before in ("هذا", "ذلك") or (before in members("relative") and earlier in ("الامر", "الشيء"))
    return fact and at > reading.starts[at] and not reading.kind(at + 1) and not names_source(reading.form(at + 1))


def _is_mine(reading: Reading, at: int) -> bool:
    """Whether the verb is the author's own, in the first person: أنني حذرت, كنت قد كتبت."""
    before = at - 1 - (reading.form(at - 1) == "قد")
    return reading.form(at).endswith("ت") and reading.form(before).removeprefix("و") in members("first_person")


def _is_annexed(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether a word that is a verbal noun too stands in a genitive: بوابات كشف المعادن, في حالة رفض الطلب."""
    before = reading.form(at - 1) if at > reading.starts[at] else ""
    noun = word.shape == "finite" and opens_content(reading.tokens[at]) and not word.imperfect
    if not noun or not reading.tokens[at - 1].is_word or before == "و" or names_source(before) or reading.kind(at - 1):
        return False
    closed = is_definite(before) or (
        before.endswith(("ه", "ها", "هم")) and not reading.tokens[at - 1].surface.endswith("ة")
    )
    known = before.endswith("ات") or "ال" + before in common_words()
    return not closed and known and before not in members("adverb")


def _is_relative(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the verb belongs to a relative clause whose pronoun stands for what was said: التي طالب بها المجلس."""
    resumed = "upon" not in word.frames and reading.form(at + 1) in members("resumptive")
    return resumed and reading.form(at + 2) not in members("that")


def is_spelt_as(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether the last letter is the verb's: رأى is not رأي, طالبه (he called on him) not طالبة (a student)."""
    surface = reading.tokens[at].surface
    if word.shape == "finite" and not _has_its_hamza(reading, at, word, surface):
        return False
    nunated = surface.endswith(("ًا", "اً", "ٌ", "ٍ"))  # أمرٌ, أيدٍ
    if word.shape == "finite" and (nunated or reading.form(at) in members("adjunct")):
        return False
    if (word.shape == "hal" or word.plural) and _is_noun(reading, at, word):
        return False
    if word.suffixed and surface.endswith("ة"):
        return False
    if reading.form(at + 1) in ("عشر", "عشره") and word.lemma == "أثنى":
        return False  # اثني عشر
    if word.lemma == "ادعى" and surface.endswith("ى") and reading.kind(at + 1) == "PERSON":
        return False  # يدعى فلان, is called
    if word.weak and word.shape == "finite" and not word.imperfect and _is_adjective(reading, at + 1):
        return False  # أمر ملكي
    if (
        word.lemma in ("رأى", "روى", "حكى", "نادى")
        and word.shape == "finite"
        and not word.imperfect
        and reading.form(at).endswith("ي")
    ):
        return reading.tokens[at].surface.rstrip("ًٌٍَُِّْ").endswith("ى")
    return True


def _is_noun(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether a participle or a form for several is rather a noun: 20 طالبا, طالبة تبوك, يملك قدرا من."""
    if _is_counted(reading, at - is_linked(reading.form(at), word)):
        return True
    if word.shape == "finite":
        return not word.imperfect and _is_noun_in_a(reading, at, word)
    student = "feminine" in word.frames and reading.tokens[at].surface.endswith("ة")
    takes = ("ب", "من") if "ب" in word.frames else "من"
    return student and not (reading.form(at + 1).startswith(takes) or reading.form(at + 1) in members("that"))


def _is_noun_in_a(reading: Reading, at: int, word: CueWord) -> bool:
    """Whether a noun in the accusative stands there, spelt like two who did something: يملك قدرا من, أغلى ثمنا."""
    form, before = reading.form(at), reading.form(at - 1)
    noun = form[-1:] == "ا" and {form[:-1], "ال" + form[:-1]} <= common_words() and not form.endswith(("وا", "تا"))
    if not noun or is_linked(form, word) or at == reading.starts[at] or reading.kind(at - 1):
        return False
    two = before.endswith(("ان", "ين", "هما")) or before in members("auxiliary", "clause_opener", "switch", "relative")
    return not two and reading.tokens[at - 1].is_word


def _is_adjective(reading: Reading, at: int) -> bool:
    """Whether the word is an adjective without an article, so that a noun stands before it: ملكي, رسمي."""
    form = reading.form(at)
    known = form.endswith("ي") and len(form) > 3 and "ال" + form in common_words()
    return known and not reading.kind(at) and form not in adjectives_of_peoples() and form not in person_words()


def _is_counted(reading: Reading, at: int) -> bool:
    """Whether the word is a noun with a number before it: 20 طالبا, (5864) طالبة."""
    before = reading.form(at - 1)
    if reading.form(at + 1) in members("introduces"):
        return False  # في 2017 مضيفا أن
    return before[:1].isdigit() or (before == ")" and reading.form(at - 2)[:1].isdigit())


def _has_its_hamza(reading: Reading, at: int, word: CueWord, surface: str) -> bool:
    """Whether a hamza that folding hides is where the verb has it: هنأ is not هنا; أستغرب is "I wonder", not استغرب."""
    if word.lemma.endswith("أ") and surface.endswith("ا"):
        return False
    bare = surface[1:] if is_linked(reading.form(at), word) else surface
    if word.shape == "finite" and bare.startswith("آ") and not word.lemma.startswith("آ"):
        return False  # آمل, I hope
    if word.lemma.startswith("أ") and not word.imperfect and bare.startswith("إ"):
        return False  # إقرأ
    first_person = word.lemma.startswith("ا") and not word.imperfect and bare.startswith("أ")
    first_person = first_person and not bare.endswith("ت")
    return not first_person or (at == reading.starts[at] and bare is surface)
