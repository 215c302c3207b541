"""Whose words a relative clause gives (فلان الذي أكد أن, مصدر أكد أن), and who stands behind سبق لـ."""

from tasks.extractors.languages.arabic.gazetteers import common_words, is_definite
from tasks.extractors.languages.arabic.naming import is_name_word
from tasks.extractors.languages.arabic.nounphrases import after, phrase_end
from tasks.extractors.languages.arabic.openings import Complement
from tasks.extractors.languages.arabic.phrasestarts import names_source
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words, is_linked
from tasks.extractors.languages.arabic.words import is_preposition, members, source_nouns

ANTECEDENT_REACH = 12  # tokens back from a relative pronoun to the name that it belongs to
SEVERAL_REACH = 6  # words of people right before a plural verb
FOREGONE_REACH = 10  # tokens back from the verb to سبق لـ


def relative(reading: Reading, at: int, word: CueWord, found: Complement) -> tuple[int, int] | None:
    """Whose words a relative clause gives: what ends before الذي or التي, where the verb agrees and has no subject."""
    pronoun = at - 1
    while reading.form(pronoun) in members("auxiliary", "switch"):
        pronoun -= 1
    which = reading.form(pronoun).removeprefix("و")
    gender = {"الذي": "m", "التي": "f"}.get(which, "")
    if pronoun <= reading.starts[at] or which not in members("relative") or word.suffixed:
        return None
    if (gender and gender != word.gender) or word.plural != (not gender):
        return None
    behind = after(reading, at + 1, found.marker)
    if behind is not None and reading.kind(behind[0]) in ("PERSON", "ORG") and word.act == "state":
        return None
    end = pronoun
    while end > reading.starts[at] and not reading.tokens[end - 1].is_word and end - 1 not in reading.openings:
        end -= 1
    return _ending_at(reading, end, max(reading.starts[at], end - ANTECEDENT_REACH), gender)


def _ending_at(reading: Reading, end: int, least: int, gender: str) -> tuple[int, int] | None:
    """The noun phrase that ends before `end`: a name, a name with a role in apposition, or a noun for a source."""
    while end > least + 1 and reading.form(end - 1) in members("adverb"):
        end -= 1
    for here in range(end - 1, least - 1, -1):
        kind = reading.mentions[here].kind if here in reading.mentions else ""
        if kind == "ORG" and gender == "m" and reading.tokens[here].surface.endswith("ة"):
            continue
        if kind in ("PERSON", "ORG") and (reading.last[here] == end or (kind == "PERSON" and reading.last[here] < end)):
            return here, reading.last[here]
        alone = kind == "GPE" and reading.mentions[here].span.start == reading.tokens[here].start
        if alone and reading.last[here] == end and reading.form(end) == "التي":
            return here, end  # في قطر التي اتهمت
        if is_preposition(reading.form(here)) or reading.form(here) in ("،", ","):
            break
    people = reading.form(end) == "الذين" and not reading.tokens[end - 1].surface.endswith("ة")
    if people and is_definite(reading.form(end - 1)):
        return _people(reading, least, end)
    head = end - 1
    while head > max(least, end - 6) and not _speaks(reading, head, gender) and _may_stand_between(reading, head):
        head -= 1
    return (head, end) if _speaks(reading, head, gender) else None


def _people(reading: Reading, least: int, end: int) -> tuple[int, int]:
    """The people before الذين, with an adjective: الأولياء, التجار الغاضبين."""
    return end - 1 - (is_definite(reading.form(end - 2)) and end - 2 >= least), end


def _speaks(reading: Reading, at: int, gender: str) -> bool:
    """Whether the word is a noun for a source that may have the gender of the relative pronoun."""
    return names_source(reading.form(at)) and not (gender == "m" and reading.tokens[at].surface.endswith("ة"))


def _may_stand_between(reading: Reading, at: int) -> bool:
    form = reading.form(at)
    return is_definite(form) or form.startswith("باسم") or is_name_word(reading, at)


def foregone(reading: Reading, at: int) -> tuple[int, int] | None:
    """Who stands behind سبق لـ (سبق لفلان أن قال)."""
    if reading.form(at - 1).removeprefix("و") not in members("that"):
        return None
    for here in range(at - 2, max(at - FOREGONE_REACH, reading.starts[at]) - 1, -1):
        if reading.form(here) in ("سبق", "وسبق", "يسبق") and reading.form(here + 1).startswith("ل"):
            return here + 1, phrase_end(reading, here + 1, at - 1)
    return None


def before_verb(reading: Reading, at: int) -> tuple[int, int] | None:
    """The subject right before a finite verb: a noun that the verb's clause describes, or several people.

    مصدر مطلع أكد أن, امرأة قالت إن; أن معارضي القانون يؤكدون أن.
    """
    words = cue_words().get(reading.form(at), ())
    if reading.form(at) in ("قوله", "قولها", "قولهم"):
        return _before_saying(reading, at)
    if not words or words[0].shape != "finite" or is_linked(reading.form(at), words[0]):
        return None
    if _pronoun(reading, at) > reading.starts[at]:
        return _whom_relative(reading, _pronoun(reading, at), words[0])
    end = at
    while end > reading.starts[at] and reading.form(end - 1) in members("auxiliary"):
        end -= 1
    return _several(reading, end) if words[0].plural else _indefinite(reading, end, words[0].gender)


def _before_saying(reading: Reading, at: int) -> tuple[int, int] | None:
    """Who stands between عن or إلى and قوله: نقلت الوكالة عن فلان قوله."""
    first = at
    while first > max(reading.starts[at], at - SEVERAL_REACH) and reading.tokens[first - 1].is_word:
        if reading.form(first - 1) in ("عن", "الي"):
            return (first, at) if first < at and not is_preposition(reading.form(first)) else None
        if reading.form(first - 1).removeprefix("ب") in members("that"):
            return None
        first -= 1
    return None


def _indefinite(reading: Reading, end: int, gender: str) -> tuple[int, int] | None:
    """The noun for a source without an article that ends before the verb, with its adjectives."""
    least, head = reading.starts[end - 1], end - 1
    while head > max(least, end - 3) and not _is_described(reading, head, gender) and _is_adjective(reading, head):
        head -= 1
    told_in = reading.form(head - 1) == "في" or reading.form(end + 1) in ("فيه", "فيها")
    return (head, end) if head >= least and not told_in and _is_described(reading, head, gender) else None


def _is_described(reading: Reading, at: int, gender: str) -> bool:
    form, surface = reading.form(at), reading.tokens[at].surface
    if form.startswith("ب") and form[1:] in source_nouns("document"):
        form = form[1:]  # انتهى ببيان أكد أن
    if reading.kind(at) or is_definite(form) or not names_source(form) or form in members("adverb"):
        return False
    feminine = surface.endswith(("ة", "ات")) or form in members("feminine")
    return feminine == (gender == "f")


def _is_adjective(reading: Reading, at: int) -> bool:
    form = reading.form(at)
    word = reading.tokens[at].is_word and not reading.kind(at) and not is_definite(form)
    common = "ال" + form in common_words() or form[:1] == "م"
    return word and common and not is_preposition(form) and form not in cue_words()


def _several(reading: Reading, end: int) -> tuple[int, int] | None:
    """The people between أن, لكن or the sentence's start and a plural verb."""
    least = reading.starts[end - 1]
    end -= end - 1 > least and (reading.form(end - 1) in ("،", ",") or end - 1 in reading.pairs)
    first = end
    while first > max(least, end - SEVERAL_REACH) and _may_name_several(reading, first - 1):
        first -= 1
    if reading.form(first).removeprefix("و").startswith(("ب", "لل")) and reading.form(first) not in common_words():
        return None  # وبالتحري معهما اعترفا
    opened = first == least or reading.form(first - 1) in members("that", "clause_opener")
    head = reading.form(first)
    plural = head.removeprefix("ال") in members("plural_people") or (
        head.endswith(("ون", "ين", "و", "ي")) and len(head) > 4 and (head.endswith("ن") or end - first > 1)
    )
    return (first, end) if opened and first < end and plural else None


def _may_name_several(reading: Reading, at: int) -> bool:
    form = reading.form(at)
    stop = is_preposition(form) or form in members("that", "clause_opener", "relative", "negation", "adverb")
    return reading.tokens[at].is_word and not stop and form not in cue_words()


def _pronoun(reading: Reading, at: int) -> int:
    """The relative pronoun right before a verb, also with قد or بدوره in between; -1 for none."""
    here = at - 1
    while reading.form(here) in members("auxiliary", "switch"):
        here -= 1
    return here if reading.form(here).removeprefix("و") in members("relative") else -1


def _whom_relative(reading: Reading, pronoun: int, word: CueWord) -> tuple[int, int] | None:
    """The nearest name or noun for a source before the pronoun that agrees with it, some words away or not."""
    gender = {"الذي": "m", "التي": "f"}.get(reading.form(pronoun).removeprefix("و"), "")
    told = word.act == "state" and not word.plural  # المؤتمر الذي قال إن: somebody else says it
    if word.suffixed or told or word.plural != (not gender) or (gender and gender != word.gender):
        return None
    for here in range(pronoun - 1, max(reading.starts[pronoun], pronoun - ANTECEDENT_REACH) - 1, -1):
        if reading.form(here) in members("that") or reading.form(here) in members("relative"):
            return None
        if reading.ends_mention(here) and reading.kind(here) in ("PERSON", "ORG") and gender:
            first = reading.covered[here]
            feminine = reading.kind(here) == "ORG" and reading.tokens[first].surface.endswith("ة")
            if feminine <= (gender == "f") and (reading.kind(here) == "ORG" or gender == "m"):
                return first, here + 1
        elif _speaks(reading, here, gender) and not reading.kind(here):
            end = pronoun
            while end > here + 1 and not reading.tokens[end - 1].is_word:
                end -= 1
            return here, end
    return None
