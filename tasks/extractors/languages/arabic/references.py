"""Resolve the noun phrase at a cue: a name, part of a name, a role, an unnamed source, a body, a document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.extractors.languages.arabic.describing import bare, is_role, type_of, unjoined
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import is_preposition, members, person_words, source_nouns
from tasks.text.normalize import fold

# Names and roles come again and again.
_folded = lru_cache(maxsize=1 << 14)(fold)
MARKS = '"«»“”'
CAST = 300  # more persons and bodies than any article has
NEAR = 120  # tokens back to the last person named
LONGEST_NAME = 8  # words of a phrase that stands for a name
_TYPES = {"PERSON": "PERSON", "NORP": "GROUP"}


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody who speaks in the document.

    Attributes:
        name: the fullest form, or the describing phrase.
        type: of `expectations.vocabulary.SPEAKER_TYPES`.
        how: explicit or partial.
        role: the role that the text gives, if any.
        words: folded words by which the text described him or it, for later references by role.
        at: the token at which it was last named.
        gender: m or f as the verbs agree, "" where unknown.
        confidence: how sure the resolution is, 0 to 1.
    """

    name: str
    type: str
    how: str
    role: str | None
    words: frozenset[str]
    at: int
    gender: str = ""
    confidence: float = 0.9


def refer(reading: Reading, source: tuple[int, int], known: Sequence[Referent], cast: Sequence[Referent]) -> Referent:
    """Who the phrase at tokens `source` refers to.

    Args:
        reading: the document.
        source: the phrase's tokens, half-open.
        known: who spoke before, in text order.
        cast: everybody and every body in the document with a role or a name, from `by_roles`.
    """
    person = _person(reading, source)
    if person >= 0:
        return _by_mention(reading, source, person)
    head = _head(reading, source)
    if reading.form(head) in members("honorific_pronoun") or _is_own_speech(reading, head):
        return _last_person(reading, source, known) or _by_description(reading, source, head, known, cast)
    named = _unlisted_name(reading, source, head)
    if named is not None:
        return named
    if _is_unnamed(reading, source, head):
        return _unnamed(reading, source, head, known)
    if reading.form(head) in source_nouns("document"):
        return _document(reading, source, head, known)
    body = _body(reading, source, head)
    if body >= 0 and not is_role(reading, head):
        return _by_mention(reading, source, body)
    return _by_description(reading, source, head, known, cast)


def _is_unnamed(reading: Reading, source: tuple[int, int], head: int) -> bool:
    """A noun for sources without a name; نائب الرئيس and the like, an office made definite, is a role instead."""
    noun = bare(unjoined(reading.form(head)))
    if reading.kind(head) or not (noun in source_nouns("unnamed") or noun in source_nouns("anonymous")):
        return False
    owned = head + 1 < source[1] and reading.form(head + 1).startswith("ال") and not reading.form(head).startswith("ال")
    return not (owned and noun in person_words())


def _head(reading: Reading, source: tuple[int, int]) -> int:
    first, end = source
    while first + 1 < end and (reading.form(first) in members("determiner") or not reading.tokens[first].is_word):
        first += 1
    return first


def _person(reading: Reading, source: tuple[int, int]) -> int:
    """The first token of the person whom the phrase names, -1 where it names none.

    The phrase's own person begins it or carries its first words as a role; a person who merely belongs to the
    description (محامي كلينتون ديفيد كيندال) stands before another one or behind a preposition.
    """
    first, end = source
    persons = [at for at in range(first, end) if at in reading.mentions and reading.mentions[at].kind == "PERSON"]
    begin = reading.tokens[_head(reading, source)].start
    if first + 1 in persons and not _is_title(reading, first):
        persons = [at for at in persons if at > first + 1]
    for at in persons:
        if at == first or any(role.span.start <= begin < role.span.end for role in reading.mentions[at].roles):
            return at
    apposed = _apposed(reading, source)
    if apposed >= 0 and not persons:
        return apposed
    free = [at for at in persons if not _belongs(reading, first, at)]
    return free[-1] if free else -1


def _apposed(reading: Reading, source: tuple[int, int]) -> int:
    """A mention right behind a comma that ends a phrase which begins with an office: رئيس الحركة، فلان; or -1."""
    first, end = source
    if bare(reading.form(first)) not in person_words():
        return -1
    commas = (at for at in range(first, end - 1) if reading.form(at) in ("،", ","))
    return next((at + 1 for at in commas if at + 1 in reading.mentions and reading.last[at + 1] == end), -1)


def _unlisted_name(reading: Reading, source: tuple[int, int], head: int) -> Referent | None:
    """A name that no list knows, told by where it stands: behind an office and a comma (رئيس اللجنة، فلان الفلاني)."""
    if not is_role(reading, head):
        return None
    comma = next((at for at in range(source[1] - 1, head, -1) if reading.form(at) in ("،", ",")), -1)
    first = comma + 1
    while comma > 0 and source[1] - first > 2 and _is_title(reading, first):
        first += 1
    tokens = reading.tokens[first : source[1]]
    if comma < 0 or not 2 <= len(tokens) <= 4 or reading.form(first).startswith("ال"):
        return None
    if not all(token.is_word and not is_preposition(token.form) for token in tokens):
        return None
    role, name = (reading.span(*part).of(reading.text) for part in ((head, comma), (first, source[1])))
    return Referent(name, "PERSON", "explicit", role, _described(reading, source), first, confidence=0.7)


def _is_title(reading: Reading, at: int) -> bool:
    """Whether the word may stand right before its bearer's name; else it is owned by him: مكتب فلان، خصوم فلان."""
    form = reading.form(at)
    return form.startswith("ال") or form in person_words() or not reading.tokens[at].is_word


def _is_own_speech(reading: Reading, at: int) -> bool:
    """حديثه، كلمتها: the speech of whoever speaks, not another speaker."""
    return reading.form(at).endswith(("ه", "ها", "هم")) and reading.form(at) in members("speech_setting")


def _last_person(reading: Reading, source: tuple[int, int], known: Sequence[Referent]) -> Referent | None:
    person = next((one for one in reversed(known) if one.type == "PERSON"), None) or _nearest_person(reading, source[0])
    return replace(person, how="partial", at=source[0], confidence=0.6) if person else None


def _nearest_person(reading: Reading, at: int) -> Referent | None:
    for here in range(at - 1, max(at - NEAR, -1), -1):
        if here in reading.mentions and reading.mentions[here].kind == "PERSON":
            return _by_mention(reading, (here, reading.last[here]), here)
    return None


def _belongs(reading: Reading, first: int, at: int) -> bool:
    """Whether the person at `at` is governed by a preposition of the description, with no comma in between."""
    for here in range(at - 1, first - 1, -1):
        form = reading.form(here)
        if form in ("،", ",", "/", "-"):
            return False
        if form in ("باسم", "عن", "من", "في") and reading.kind(here) == "":
            return reading.form(first) in source_nouns("unnamed") or here == at - 1
    return False


def _body(reading: Reading, source: tuple[int, int], head: int) -> int:
    """The first token of the body that the phrase begins with, also in marks; -1 where it begins with none."""
    first, _ = source
    starts = (head, first + 1) if first in reading.pairs else (head,)
    return next((at for at in starts if at in reading.mentions), -1)


def _by_mention(reading: Reading, source: tuple[int, int], at: int) -> Referent:
    mention = reading.mentions[at]
    name_words = _folded(mention.name).split()
    given = sum(token.is_word for token in reading.tokens[at : reading.last[at]])
    return Referent(
        mention.name,
        _TYPES.get(mention.kind, "ORG"),
        "explicit" if given >= len(name_words) else "partial",
        mention.role,
        _described(reading, source),
        at,
    )


def _described(reading: Reading, source: tuple[int, int]) -> frozenset[str]:
    return frozenset(bare(token.form) for token in reading.tokens[source[0] : source[1]] if token.is_word)


def _phrase(reading: Reading, source: tuple[int, int]) -> str:
    """The words of the phrase up to its first comma, without marks and brackets at the edge."""
    first, end = source
    while first < end - 1 and not reading.tokens[first].is_word and first not in reading.pairs:
        first += 1
    cut = next((at for at in range(first + 1, end) if reading.form(at) in ("،", ",", "(")), end)
    cut = min(cut, first + LONGEST_NAME)
    while first < cut - 1 and (first in reading.pairs or not reading.tokens[first].is_word):
        first += 1
    while cut > first + 1 and not reading.tokens[cut - 1].is_word and cut - 1 not in reading.openings:
        cut -= 1
    phrase = reading.span(first, cut).of(reading.text).strip(MARKS)
    if unjoined(reading.form(first)) == reading.form(first):
        return phrase
    return "ا" + phrase[1:] if reading.form(first).startswith("لل") else phrase[1:].lstrip("ـ")


def _unnamed(reading: Reading, source: tuple[int, int], head: int, known: Sequence[Referent]) -> Referent:
    form, words = unjoined(reading.form(head)), _described(reading, source)
    noun, definite = bare(form), form.startswith("ال") or head > source[0]
    if definite:
        before = next((one for one in reversed(known) if noun in one.words and one.type == "UNNAMED"), None)
        before = before or next((one for one in reversed(known) if noun in one.words), None)
        if before is not None:
            return Referent(before.name, before.type, "partial", before.role, before.words | words, source[0])
        plural = reading.form(head).endswith(("ون", "ين", "ات")) or noun in source_nouns("anonymous")
        if noun in members("the_same_source") and known:
            return replace(known[-1], how="partial", at=source[0], confidence=0.6)
        person = None if plural else _last_person(reading, source, known)
        if person is not None and source[1] - source[0] == 1:
            return person
    return Referent(_phrase(reading, source), "UNNAMED", "explicit", None, words, source[0])


def _document(reading: Reading, source: tuple[int, int], head: int, known: Sequence[Referent]) -> Referent:
    """Whoever issued the document when the phrase says who, else who spoke last, else the describing phrase."""
    words = _described(reading, source)
    issuer = next(
        (at for at in range(head + 1, source[1]) if at in reading.mentions and reading.mentions[at].kind != "PERSON"),
        -1,
    )
    if issuer >= 0:
        found = _by_mention(reading, source, issuer)
        return Referent(found.name, found.type, "partial", None, words, source[0], confidence=0.7)
    if reading.form(head).startswith("ال") and known:
        last = next((one for one in reversed(known) if one.type == "ORG"), known[-1])
        return Referent(last.name, last.type, "partial", last.role, last.words | words, source[0], confidence=0.6)
    return Referent(_phrase(reading, source), "UNNAMED", "explicit", None, words, source[0], confidence=0.6)


def _by_description(
    reading: Reading, source: tuple[int, int], head: int, known: Sequence[Referent], cast: Sequence[Referent]
) -> Referent:
    words, noun = _described(reading, source), bare(reading.form(head))
    for candidates in (known, cast):
        fitting = [one for one in candidates if noun in one.words and (one.type != "PERSON" or noun in person_words())]
        if fitting:
            best = max(fitting, key=lambda one: (len(one.words & words), -len(one.words - words), one.at))
            return Referent(best.name, best.type, "partial", best.role, best.words | words, source[0], confidence=0.7)
    if is_role(reading, head) and reading.form(head).startswith("ال"):
        person = next((one for one in reversed(known) if one.type == "PERSON"), None)
        if person is not None:
            return Referent(
                person.name, "PERSON", "partial", person.role, person.words | words, source[0], confidence=0.5
            )
    return Referent(
        _phrase(reading, source), type_of(reading, source, head), "explicit", None, words, source[0], confidence=0.5
    )


def by_roles(reading: Reading) -> list[Referent]:
    """Everybody whom the document gives a role, and every body by the words of its name; each by its first mention."""
    found: dict[tuple[str, frozenset[str]], Referent] = {}
    for first, mention in reading.mentions.items():
        described = " ".join(role.surface for role in mention.roles) if mention.kind == "PERSON" else mention.name
        words = frozenset(bare(word) for word in _folded(described).split())
        if words and mention.kind in ("PERSON", "ORG") and len(found) < CAST:
            type_ = _TYPES.get(mention.kind, "ORG")
            found.setdefault(
                (mention.name, words), Referent(mention.name, type_, "partial", mention.role, words, -first)
            )
    return list(found.values())
