"""Which person the noun phrase of a source names: who begins it, or whose office does."""

from tasks.extractors.languages.arabic.cast import is_title
from tasks.extractors.languages.arabic.describing import is_person_word
from tasks.extractors.languages.arabic.gazetteers import is_definite
from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import members, source_nouns


def head_of(reading: Reading, source: tuple[int, int]) -> int:
    """The first token of the phrase that is no determiner and no mark."""
    first, end = source
    while first + 1 < end and (reading.form(first) in members("determiner") or not reading.tokens[first].is_word):
        first += 1
    return first


def whose_name(reading: Reading, source: tuple[int, int]) -> int:
    """The first token of the person whom the phrase names, -1 where it names none.

    The phrase's own person begins it or carries its first words as a role; a person who merely belongs to the
    description (محامي كلينتون ديفيد كيندال) stands before another one or behind a preposition.
    """
    first, end = source
    persons = [at for at in range(first, end) if at in reading.mentions and reading.mentions[at].kind == "PERSON"]
    begin = reading.tokens[head_of(reading, source)].start
    if _names_body(reading, head_of(reading, source)):
        commas = [at for at in range(first, end) if reading.form(at) in ("،", ",")]
        persons = [
            at for at in persons if any(first < comma < at for comma in commas) or is_person_word(reading.form(at - 1))
        ]
    if first + 1 in persons and not is_title(reading, first):
        persons = [at for at in persons if at > first + 1]
    for at in persons:
        if at == first or any(role.span.start <= begin < role.span.end for role in reading.mentions[at].roles):
            return at
    apposed = _apposed(reading, source)
    if apposed >= 0 and not persons:
        return apposed
    free = [at for at in persons if not _belongs(reading, first, at)]
    return free[-1] if free else -1


def _names_body(reading: Reading, head: int) -> bool:
    """Whether the phrase begins with a noun for a body, which may be called after a person: مجموعة فلان الطبية."""
    form = reading.form(head).removeprefix("ال")
    return reading.kind(head) != "PERSON" and form in source_nouns("organisation") and not is_person_word(form)


def _apposed(reading: Reading, source: tuple[int, int]) -> int:
    """A mention right behind a comma that ends a phrase which begins with an office: رئيس الحركة، فلان; or -1."""
    first, end = source
    if not is_person_word(reading.form(first)):
        return -1
    commas = (at for at in range(first, end - 1) if reading.form(at) in ("،", ","))
    return next((at + 1 for at in commas if at + 1 in reading.mentions and reading.last[at + 1] == end), -1)


def behind_comma(reading: Reading, source: tuple[int, int]) -> int:
    """The person between commas right behind an office (نائب مدير الوكالة، فلان، أن); or -1."""
    at = source[1] + 1
    if reading.form(at - 1) not in ("،", ",") or at not in reading.mentions or reading.mentions[at].kind != "PERSON":
        return -1
    office = is_person_word(reading.form(source[0])) and source[1] - source[0] > 1
    return at if office and reading.form(reading.last[at]) in ("،", ",") else -1


def _belongs(reading: Reading, first: int, at: int) -> bool:
    """Whether the person at `at` is governed by a preposition of the description, with no comma or title in between."""
    if _is_spoken_for(reading, first, at):
        return True
    if _is_bearer(reading, first, at):
        return False
    for here in range(at - 1, first - 1, -1):
        form = reading.form(here)
        if form in ("،", ",", "/", "-"):
            return False
        if form in ("باسم", "عن", "من", "في") and reading.kind(here) == "":
            return reading.form(first) in source_nouns("unnamed") or here == at - 1
    return reading.form(first) in links("relation") and is_person_word(reading.form(first + 1))


def _is_spoken_for(reading: Reading, first: int, at: int) -> bool:
    """Whether somebody unnamed speaks for the named person, whose office stands behind باسم: متحدث باسم الوزير فلان."""
    starts = [role.span.start for role in reading.mentions[at].roles]
    unnamed = not is_definite(reading.form(first))
    return unnamed and any(
        reading.form(here) == "باسم" and reading.begins[here + 1] in starts for here in range(first, at)
    )


def _is_bearer(reading: Reading, first: int, at: int) -> bool:
    """Whether what stands before the name and its titles is complete, so that it names who bears the office."""
    begin = here = at
    while here - 1 > first and is_definite(reading.form(here - 1)):
        here -= 1
        begin = here if is_person_word(reading.form(here)) else begin
    before = begin - 1
    form = reading.form(before)
    return before > first and (is_definite(form) or form.startswith(("لل", "بال"))) and not is_person_word(form)
