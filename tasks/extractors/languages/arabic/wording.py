"""The words of a source: those that describe, the head without article and pronoun, and the phrase to call it by."""

from functools import lru_cache

from tasks.extractors.languages.arabic.describing import bare, unjoined
from tasks.extractors.languages.arabic.gazetteers import common_words
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns
from tasks.text.normalize import fold

# Names and roles come again and again.
folded = lru_cache(maxsize=1 << 14)(fold)
MARKS = '"«»“”'
LONGEST_NAME = 8  # words of a phrase that stands for a name


def content_words(reading: Reading, source: tuple[int, int]) -> frozenset[str]:
    """The words of the phrase that describe: no prepositions, no adverbs, the head without a joined pronoun."""
    tokens, adverbs = reading.tokens[source[0] : source[1]], members("adverb")
    kept = {token.form for token in tokens if token.is_word and token.form not in adverbs}
    return frozenset([headword(form) for form in kept if not is_preposition(form)])


@lru_cache(maxsize=1 << 14)
def headword(form: str) -> str:
    """The folded word without article and without a pronoun that is joined to an office (أمينها، مدربه)."""
    joined = form.startswith(("لل", "بال", "وال")) and len(form) > 5
    word = bare(form[2 if form[0] == "ل" else 3 :] if joined else form).replace("اميرك", "امريك")
    if word in members("speaks_for"):
        return "متحدث"
    if word.endswith("ين") and word[:-2] + "ون" in source_nouns("unnamed"):
        return word[:-2] + "ون"
    for suffix in ("ها", "هم", "ه"):
        rest = word.removesuffix(suffix)
        if rest != word and rest in person_words() and word not in person_words():
            return rest
    return word


def phrase_of(reading: Reading, source: tuple[int, int]) -> str:
    """The words of the phrase up to its first comma, without marks and brackets at the edge."""
    first, end = source
    while first < end - 1 and not reading.tokens[first].is_word and first not in reading.pairs:
        first += 1
    cut = next((at for at in range(first + 1, end) if reading.form(at) in ("،", ",", "(")), end)
    cut = _past_name(reading, min(cut, first + LONGEST_NAME), cut)
    while first < cut - 1 and (first in reading.pairs or not reading.tokens[first].is_word):
        first += 1
    while cut > first + 1 and _dangles(reading, cut - 1):
        cut -= 1
    phrase = _closed(reading.span(first, cut).of(reading.text).strip(MARKS))
    if _is_linked(reading.form(first)) and phrase[:1] in ("و", "ف"):
        return phrase[1:]
    if unjoined(reading.form(first)) == reading.form(first):
        return phrase
    return "ا" + phrase[1:] if reading.form(first).startswith("لل") else phrase[1:].lstrip("ـ")


def _past_name(reading: Reading, at: int, end: int) -> int:
    """Where the name ends inside which `at` stands, not behind `end`; else `at`."""
    inside = at < end and -1 < reading.covered[at] < at
    return min(reading.last[reading.covered[at]], end) if inside else at


def _is_linked(form: str) -> bool:
    """Whether و or ف is joined to the article, not the first letter of the noun (والدها)."""
    owned = form.endswith(("ها", "هم", "هما")) or form in common_words()
    return form.startswith(("وال", "فال")) and (not owned or form[1:] in common_words())


def _closed(phrase: str) -> str:
    """The phrase with the closing mark that it lacks for one that opens inside."""
    if phrase.count("«") > phrase.count("»"):
        return phrase + "»"
    return phrase + '"' if phrase.count('"') % 2 else phrase


def _dangles(reading: Reading, at: int) -> bool:
    return is_preposition(reading.form(at)) if reading.tokens[at].is_word else at not in reading.openings
