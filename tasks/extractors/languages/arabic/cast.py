"""Whom a document names: persons with their roles, bodies, and speakers whose names no list has."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from tasks.extractors.languages.arabic.describing import is_person_word, is_role
from tasks.extractors.languages.arabic.fullnames import fullest
from tasks.extractors.languages.arabic.gazetteers import (
    adjectives_of_peoples,
    common_words,
    given_names,
    is_definite,
    strength,
)
from tasks.extractors.languages.arabic.naming import is_name_word, name_in
from tasks.extractors.languages.arabic.phrasestarts import (
    bears_office,
    is_accusative,
    is_joined_preposition,
    names_source,
)
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.wording import content_words, folded, headword
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words

CAST = 300  # more persons and bodies than any article has
LONGEST_NAME = 4  # words of a name at the end of an office
TYPES = {"PERSON": "PERSON", "NORP": "GROUP"}  # of speakers, by kinds of mentions


class Referent(NamedTuple):
    """Somebody who speaks in the document.

    Attributes:
        name: the fullest form, or the describing phrase.
        type: of `expectations.vocabulary.SPEAKER_TYPES`.
        how: explicit or partial.
        role: the role that the text gives, if any.
        words: folded words by which the text described him or it, for later references by role.
        at: the token at which it was last named.
        gender: m or f as the verbs agree, "" where unknown.
        ground: what the resolution rests on, a row of `speaker-confidence.csv`.
    """

    name: str
    type: str
    how: str
    role: str | None
    words: frozenset[str]
    at: int
    gender: str = ""
    ground: str = "named"


class Cast(NamedTuple):
    """Whom the document names.

    Attributes:
        roles: everybody whom it gives a role, and every body.
        heard: folded words of the names of speakers that no list knows.
    """

    roles: Sequence[Referent]
    heard: frozenset[str] = frozenset()


NOBODY = Cast(())


def cast_of(reading: Reading, sources: Sequence[tuple[int, int]]) -> Cast:
    """The document's cast: whom it names with a role anywhere, and whom its sources name by their place."""
    full = frozenset(
        folded(one.name).split()[-1] for one in reading.mentions.values() if one.kind == "PERSON" and " " in one.name
    )
    cast = Cast(by_roles(reading), full | _surnames(reading, sources))
    named = [found for source in sources if (found := by_place(reading, source, cast)) is not None]
    described = [one for one in named if any(is_person_word(word) for word in one.words)]
    heard = cast.heard | frozenset(word for one in named for word in folded(one.name).split()[-1:])
    return cast._replace(roles=[*cast.roles, *described], heard=heard)


def _surnames(reading: Reading, sources: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Words that are a source alone and end another one that begins with an office: surnames, however they look."""
    alone = {reading.form(first) for first, end in sources if end - first == 1 and is_definite(reading.form(first))}
    ends = {reading.form(end - 1) for first, end in sources if end - first > 3 and is_person_word(reading.form(first))}
    return frozenset(form for form in alone & ends if _may_be_surname(form))


def _may_be_surname(form: str) -> bool:
    """Whether a definite word that stands alone as a source is no noun or adjective for one."""
    if names_source(form) or form in adjectives_of_peoples():
        return False
    return form.endswith("ي") or form not in common_words()


def by_roles(reading: Reading) -> list[Referent]:
    """Everybody whom the document gives a role, and every body by the words of its name; each by its first mention."""
    found: dict[tuple[str, frozenset[str]], Referent] = {}
    for first, mention in reading.mentions.items():
        described = " ".join(role.surface for role in mention.roles) if mention.kind == "PERSON" else mention.name
        words = _headwords(described)
        known = (mention.name, words)
        if words and known not in found and mention.kind in ("PERSON", "ORG") and len(found) < CAST:
            type_ = TYPES.get(mention.kind, "ORG")
            found[known] = Referent(mention.name, type_, "partial", mention.role, words, -first)
    return list(found.values())


@lru_cache(maxsize=1 << 12)
def _headwords(phrase: str) -> frozenset[str]:
    return frozenset(headword(word) for word in folded(phrase).split())


def by_mention(reading: Reading, source: tuple[int, int], at: int) -> Referent:
    """Whom the mention at token `at` of the source names, by its fullest form."""
    mention = reading.mentions[at]
    name_words = folded(mention.name).split()
    given = sum(token.is_word for token in reading.tokens[at : reading.last[at]])
    surname = surname_behind(reading, source, at) if given == len(name_words) else ""
    return Referent(
        f"{mention.name} {surname}".strip(),
        TYPES.get(mention.kind, "ORG"),
        "explicit" if given >= len(name_words) else "partial",
        mention.role,
        content_words(reading, source),
        at,
    )


def surname_behind(reading: Reading, source: tuple[int, int], at: int) -> str:
    """The word of the source behind a person's given name that is his surname though it is a common one, or ""."""
    last = reading.last[at]
    form, given = reading.form(last), reading.form(last - 1)
    whole = last + 1 == source[1] or reading.form(last + 1) in ("،", ",", "(") or is_person_word(reading.form(last + 1))
    if reading.kind(at) != "PERSON" or last >= source[1] or not whole or reading.kind(last):
        return ""
    if given not in given_names() and reading.form(last - 2) != "عبد":
        return ""
    other = form in members("adverb") or is_preposition(form) or is_joined_preposition(reading, last)
    other = other or form in adjectives_of_peoples() or is_accusative(reading, last) or form[:1] == "و"
    office = is_person_word(form) and not is_definite(form)
    owned = reading.tokens[last].surface.endswith(("ه", "ها", "هم"))
    return "" if other or office or owned or not reading.tokens[last].is_word else reading.tokens[last].surface


def joint(reading: Reading, source: tuple[int, int]) -> Referent | None:
    """Several persons who speak together, by all their names: فلان وفلان, كل من الوزير فلان ونظيره فلان."""
    persons = [at for at in range(*source) if at in reading.mentions and reading.mentions[at].kind == "PERSON"]
    if len(persons) == 1 and _is_second(reading, source[0], persons[0]):
        name = reading.span(source[0], reading.last[persons[0]]).of(reading.text)
        return Referent(name, "GROUP", "explicit", None, frozenset(), source[0], ground="named")
    if len(persons) < 2 or not all(_is_coordinated(reading, at) for at in persons[1:]):
        return None
    names = [reading.mentions[at].name for at in persons]
    return Referent(" و".join(names), "GROUP", "explicit", None, frozenset(), source[0], ground="named")


def _is_second(reading: Reading, first: int, at: int) -> bool:
    """Whether a name without an office is joined to a title that stands for somebody: الملك والسيسي."""
    titled = at == first + 1 and is_person_word(reading.form(first)) and is_definite(reading.form(first))
    return titled and not reading.mentions[at].roles and _is_coordinated(reading, at)


def last_joint(reading: Reading, source: tuple[int, int], head: int, known: Sequence[Referent]) -> Referent | None:
    """Those who spoke together last, behind a dual that names them again: الوزيران, الاثنان."""
    form = reading.form(head)
    dual = form.endswith("ان") and (form.startswith("الا") or is_person_word(form.removesuffix("ان")))
    alone = source[1] - head <= 2 or is_preposition(reading.form(head + 1))
    if not dual or not is_definite(form) or not alone:
        return None
    both = next((one for one in reversed(known) if one.type == "GROUP" and not one.words), None)
    return both._replace(how="partial", at=source[0], ground="last") if both else None


def _is_coordinated(reading: Reading, at: int) -> bool:
    """Whether the name or the first office before it has a joined و."""
    mention = reading.mentions[at]
    first = min([mention.span, *(role.span for role in mention.roles)], key=lambda span: span.start).start
    return reading.text[first - 1 : first] == "و" and not reading.text[first - 2 : first - 1].isalnum()


def by_place(reading: Reading, source: tuple[int, int], cast: Cast) -> Referent | None:
    """A name that no list knows in the subject's place, by the fullest form that the document has of it."""
    name = name_in(reading, *source, cast.heard)
    if name is None:
        return None
    full = fullest(reading, name)
    words = content_words(reading, source)
    role = reading.span(source[0], name[0]).of(reading.text) if name[0] > source[0] else None
    if full is None:
        how = "explicit" if name[1] - name[0] > 1 else "partial"
        return Referent(reading.span(*name).of(reading.text), "PERSON", how, role, words, source[0], ground="placed")
    if full[0] in reading.mentions and reading.last[full[0]] >= full[1] and reading.mentions[full[0]].kind == "PERSON":
        mention = reading.mentions[full[0]]
        return Referent(mention.name, "PERSON", "partial", role or mention.role, words, source[0], ground="fuller")
    return Referent(name_of(reading, full), "PERSON", "partial", role, words, source[0], ground="fuller")


def ending_name(reading: Reading, source: tuple[int, int], head: int, heard: Collection[str]) -> Referent | None:
    """A name that no list knows, told by where it stands: last in a long office that is complete without it.

    It may have the article where its last word is one of the surnames `heard`.
    """
    first, end = source[1], source[1]
    if reading.kind(end - 1) == "PERSON" and not is_definite(reading.form(head)):
        return None  # متحدث باسم الوزير فلان
    if is_definite(reading.form(head)) and bears_office(reading, head, head + 1, end):
        return _bearing(reading, head, head + 1, end)
    if reading.form(end - 1) in heard and end - head > 3 and reading.kind(end - 1) != "PERSON":
        return _bearing(reading, head, end - 2, end)
    given = strength(reading.tokens[end - 2]) is not None and is_definite(reading.form(end - 1))
    given = given and not is_definite(reading.form(end - 2))
    if given and end - head > 3 and is_role(reading, head) and _is_closed(reading, end - 3):
        return _bearing(reading, head, end - 2, end)
    while first > head + 2 and end - first < LONGEST_NAME and is_name_word(reading, first - 1):
        first -= 1
    closed = _is_closed(reading, first - 1)
    if not is_role(reading, head) or end - first < 2 or not closed or is_definite(reading.form(first)):
        return None
    return _bearing(reading, head, first, end)


def _is_closed(reading: Reading, at: int) -> bool:
    """Whether an office that ends with the word is complete: a name or a definite word."""
    form = reading.form(at)
    return reading.ends_mention(at) or is_definite(form) or (form.startswith(("لل", "بال", "وال")) and len(form) > 4)


def _bearing(reading: Reading, head: int, first: int, end: int) -> Referent:
    """Whoever is named from `first` to `end` behind his office."""
    role, name = (reading.span(*part).of(reading.text) for part in ((head, first), (first, end)))
    return Referent(name, "PERSON", "explicit", role, content_words(reading, (head, end)), first, ground="placed")


def unlisted_name(reading: Reading, source: tuple[int, int], head: int) -> Referent | None:
    """A name that no list knows, told by where it stands: behind an office and a comma (رئيس اللجنة، فلان الفلاني)."""
    if not is_role(reading, head):
        return None
    comma = next((at for at in range(source[1] - 1, head, -1) if reading.form(at) in ("،", ",")), -1)
    first = comma + 1
    while comma > 0 and source[1] - first > 2 and is_title(reading, first):
        first += 1
    tokens = reading.tokens[first : source[1]]
    if comma < 0 or not 2 <= len(tokens) <= 4 or reading.form(first).startswith("ال"):
        return None
    if not all(token.is_word and not is_preposition(token.form) for token in tokens) or tokens[0].form[:2] == "لل":
        return None
    role, name = (reading.span(*part).of(reading.text) for part in ((head, comma), (first, source[1])))
    return Referent(name, "PERSON", "explicit", role, content_words(reading, source), first, ground="placed")


def name_of(reading: Reading, tokens: tuple[int, int]) -> str:
    """The words of the name without particles joined to the first."""
    return " ".join(reading.span(*tokens).of(reading.text).split())


def is_title(reading: Reading, at: int) -> bool:
    """Whether the word may stand right before its bearer's name; else it is owned by him: مكتب فلان، خصوم فلان."""
    form = reading.form(at)
    owned = reading.tokens[at].surface.endswith(("ه", "ها", "هم"))  # جاره فلان
    return owned or form.startswith("ال") or form in person_words() or not reading.tokens[at].is_word
