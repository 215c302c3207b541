"""How well the words of a phrase describe somebody whom the document knows, and whether they tell two apart."""

from tasks.extractors.languages.arabic.cast import Referent
from tasks.extractors.languages.arabic.describing import bare
from tasks.extractors.languages.arabic.gazetteers import adjectives_of_peoples
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.wording import folded, headword
from tasks.extractors.languages.arabic.words import members, person_words, source_nouns

SWITCH = 8  # tokens back from a source to من جانبه


def match(one: Referent, words: frozenset[str], noun: str, definite: bool) -> tuple[int, int] | None:
    """How well the words fit somebody: words shared beside the head, whether the head is; None where they do not."""
    if one.type == "PERSON" and noun not in person_words():
        return None
    if noun in source_nouns("organisation") and one.type == "UNNAMED" and one.words & person_words():
        return None  # الشركة is no مدير شركة
    if one.type == "UNNAMED" and _is_other_office(noun, _first(one)):
        return None  # رئيس الوزراء is no متحدث باسم رئيس الوزراء
    named = {bare(word) for word in folded(one.name).split()}
    own = one.words - named if one.type in ("PERSON", "UNNAMED") else one.words
    rest, others = words - {noun}, own - {noun} - person_words()
    shared = len(rest & one.words)
    leads = noun in members("leader") and bool(one.words & members("leader"))
    if noun not in one.words and not (leads and shared):
        return None
    if one.type == "UNNAMED" and not definite and not shared and rest and one.words - {noun} - person_words():
        return None
    if one.type == "ORG" and not shared and rest and noun != _first(one):
        return None
    if (
        one.type == "ORG"
        and not rest
        and _first(one) in members("outlet")
        and noun in source_nouns("organisation") - {_first(one)}
    ):
        return None  # الحكومة is no قناة الحكومة
    if one.type == "ORG" and not shared and others and rest & adjectives_of_peoples():
        return None
    if not shared and rest - named and others and differ(rest - person_words() - members("realm"), others, definite):
        return None
    return shared, int(noun in one.words)


def _is_other_office(noun: str, head: str) -> bool:
    leads = {noun, head} <= members("leader")
    return noun != head and {noun, head} <= person_words() and not leads


def _first(one: Referent) -> str:
    return headword(folded(one.name).split()[0])


def switches(reading: Reading, at: int) -> bool:
    """Whether من جانبه or its like before the source says that somebody else speaks now."""
    return any(reading.form(here) in members("switch") for here in range(max(reading.starts[at], at - SWITCH), at))


def differ(rest: frozenset[str], others: frozenset[str], definite: bool) -> bool:
    """Whether two complements of the same noun tell its bearers apart: وزير الدفاع and وزير المالية.

    A noun with the article is known already; only the adjective of another people makes it somebody else.
    """
    if rest & adjectives_of_peoples():
        return bool(others & adjectives_of_peoples())
    return not definite and bool(rest) and bool(others - adjectives_of_peoples())


def is_scripture(name: str) -> bool:
    """Whether it is God or a prophet, who is cited and goes on with no later verb."""
    return bool(name.strip()) and folded(name).split()[0] in members("scripture")
