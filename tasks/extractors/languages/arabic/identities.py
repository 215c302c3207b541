"""Which names in one article are one person's, and where a person is named again by part of the name."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from tasks.extractors.languages.arabic.gazetteers import (
    JOINED,
    common_words,
    given_names,
    is_definite,
    readings,
    strength,
    weak_given_names,
)
from tasks.extractors.languages.arabic.persons import Name
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.reporting import cue_words
from tasks.extractors.languages.arabic.words import members
from tasks.text.segment import Segmented, Token, standing_as

Words = tuple[str, ...]


def key_words(words: Words) -> Words:
    """The words that tell persons apart: without بن, with عبد joined, the article cut.

    >>> key_words(('خالد', 'بن', 'عبد', 'العزيز'))
    ('خالد', 'عبدالعزيز')
    """
    kept: list[str] = []
    for index, word in enumerate(words):
        if word == "عبد" and index + 1 < len(words):
            continue
        if index and words[index - 1] == "عبد":
            kept.append("عبد" + word)
        elif word not in links("silent") or len(words) == 1:
            kept.append(_bare(word))
    return tuple(kept) or words


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def same_person(short: Words, long: Words) -> bool:
    """Whether a shorter name can be the longer one's: its words in the same order, with the first or the last word."""
    if not short or short == long:
        return short == long
    rest = iter(long)
    return all(word in rest for word in short) and (short[0] == long[0] or short[-1] == long[-1])


def fullest(names: Sequence[Name]) -> dict[Name, Name]:
    """For each name the fullest one of the same person; a name of one word belongs to the nearest before it."""
    keys = {name: key_words(name.words) for name in names}
    ranked = sorted(names, key=lambda name: (-len(keys[name]), -len(name.words), name.first))
    owners: dict[str, list[Name]] = {}
    found: dict[Name, Name] = {}
    for name in ranked:
        shared = [owner for word in {keys[name][0], keys[name][-1]} for owner in owners.get(word, ())]
        same = [owner for owner in shared if same_person(keys[name], keys[owner])]
        if same:
            found[name] = nearest(same, name.first)
        else:
            found[name] = name
            for word in {keys[name][0], keys[name][-1]}:
                owners.setdefault(word, []).append(name)
    return found


def with_aliases(tokens: Sequence[Token], names: Sequence[Name], owners: dict[Name, Name]) -> dict[Name, Name]:
    """The owners, where a name in brackets right behind another, محمود عباس (أبو مازن), is the same person's."""
    aliases = {
        key_words(alias.words): owners[name]
        for name, alias in pairwise(names)
        if alias.first == name.last + 1 and tokens[name.last].surface == "("
    }
    return {name: aliases.get(key_words(owner.words), owner) for name, owner in owners.items()} if aliases else owners


def nearest(owners: Iterable[Name], at: int) -> Name:
    """The owner named last before the token, else the first behind it."""
    return min(owners, key=lambda owner: (owner.first > at, abs(at - owner.first)))


def by_surname(names: Iterable[Name]) -> dict[str, list[Name]]:
    """Persons by the words by which a newspaper names them again: the last word, and a name of one word itself."""
    found: dict[str, list[Name]] = {}
    for name in names:
        last = key_words(name.words)[-1]
        if len(last) > 2 and name.words[-1] not in links("tail"):
            found.setdefault(last, []).append(name)
    return found


def may_name_again(segmented: Segmented, persons: dict[str, list[Name]]) -> list[int]:
    """The tokens that are one of the surnames in some reading."""
    near = standing_as(segmented, {form for surname in persons for form in written(surname)})
    tokens = segmented.tokens
    return [at for at in near if any(bare in persons for _, _, bare in _bare_readings(tokens[at].form))]


@lru_cache(maxsize=1 << 14)
def written(surname: str) -> tuple[str, ...]:
    """Every folded form that may be read as the surname, and some that may not: asking all words of a text is slower.

    >>> written("خفاجي")[:4]
    ('خفاجي', 'وخفاجي', 'فخفاجي', 'بخفاجي')
    """
    melted = surname.removeprefix("ال")  # the alif of the article falls out behind ل: للخفاجي
    joined = [particle + form for form in (surname, "ال" + surname) for particle in ("", *JOINED)]
    return (*joined, *(particle + "ل" + melted for particle in JOINED if particle.endswith("ل")))


def named_again(tokens: Sequence[Token], at: int, persons: dict[str, list[Name]]) -> tuple[Name, int] | None:
    """The person whom this token names by the surname, and the letters of particles to cut; None where it does not."""
    token = tokens[at]
    if _opens_name(tokens, at):
        return None
    if token.form in given_names() and (token.form not in persons or strength(token) is None):
        return None
    for cut, form, bare in _bare_readings(token.form):
        owners = persons.get(bare)
        if owners and _clear(token.form, form, cut, owners):
            return nearest(owners, at), cut
    return None


def _opens_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a given name behind a personal title opens another name: الشيخ صالح and a word that no list has."""
    token = tokens[at]
    if not at or tokens[at - 1].form not in members("surely_title") or at + 1 >= len(tokens):
        return False
    given = token.form in given_names() or token.form in weak_given_names()
    after = tokens[at + 1]
    return given and after.is_word and after.form not in common_words() and after.form not in links("stop")


@lru_cache(maxsize=1 << 16)
def _bare_readings(form: str) -> tuple[tuple[int, str, str], ...]:
    return tuple((cut, reading, _bare(reading)) for cut, reading in readings(form))


def _clear(written: str, form: str, cut: int, owners: list[Name]) -> bool:
    """A surname that is also a common word counts only in the very form in which the name has it."""
    if any(owner.words[-1] == form for owner in owners):
        common = form in cue_words() or (form in common_words() and not is_definite(form))
        return not common and (not cut or written not in common_words())
    return form not in common_words() and written not in common_words()
