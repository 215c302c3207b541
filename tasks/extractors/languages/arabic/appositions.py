"""Which offices, ranks and titles stand before or behind a person's name and so are that person's."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import pairwise

from tasks.extractors.languages.arabic.circumstancewords import telling
from tasks.extractors.languages.arabic.gazetteers import (
    STRONG,
    SURNAME,
    common_words,
    heads,
    is_definite,
    listed_end,
    match,
    may_be_common,
    offices,
    places,
    readings,
    strength,
)
from tasks.extractors.languages.arabic.phrases import links, phrase_end
from tasks.extractors.languages.arabic.titles import (
    Office,
    begins_with_and,
    cut_letters,
    offices_from,
    skip_aside,
    stretches,
)
from tasks.extractors.languages.arabic.traits import OFFICE, OFFICES, candidates, traits
from tasks.extractors.languages.arabic.words import members
from tasks.model.records import Role, Span
from tasks.text.segment import Segmented, Token

Tokens = tuple[Token, ...]
_PREPOSITIONS = frozenset(("في", "علي", "لدي", "عن", "الي", "من"))
_SENT = frozenset(("عن", "الي", "لدي"))  # tell where a title belongs: النائب عن الجبهة, السفير لدى فرنسا
_CLOSING = frozenset(("،", ",", ")", "-", "–", "."))
_COMPLEMENTIZERS = frozenset(("ان", "انه", "انها", "بان", "بانه", "بانها"))
_OPENING = frozenset(('"', "«", "“", "”", "'"))
_LONGEST_COMPLEMENT = 14  # tokens of what completes an office before a name
_BETWEEN = frozenset(("،", ",", "(", "-", "–", '"', "«", "“", "»", "”"))


def roles(segmented: Segmented, persons: Mapping[int, int], joined: Collection[int] = ()) -> Iterator[tuple[int, Role]]:
    """The roles that the text gives to persons, each with the first token of the person's mention.

    Args:
        segmented: the text.
        persons: mentions of persons, first token to one past the last.
        joined: first tokens of those that have a particle joined to them (وسالم), so that no office before is theirs.
    """
    tokens, ends = segmented.tokens, [last for _, last in stretches(segmented)]
    held, free = -1, 0  # the person last given an office by words before the name; the first token not yet read
    for at in sorted({*candidates(segmented, OFFICE), *persons}):
        last = ends[bisect_right(ends, at)]
        if at in persons:
            behind = _behind(tokens, at, persons, joined, last, held == at)
            free = max(free, persons[at], *(_read_until(office, persons) for office in behind))
            yield from ((at, role) for role in _roles(segmented.text, behind) if " " in role.surface)
        elif at >= free:
            found, free = offices_from(tokens, at, last, persons)
            found, free = _bridged(tokens, found, free, persons, last)
            named, found = _owner(tokens, found, free, persons, last)
            if named is not None and named not in joined:
                held = -1 if all(office.title for office in found) else named
                yield from ((named, role) for role in _roles(segmented.text, found))
    yield from _shared(segmented, persons, joined)


def _shared(segmented: Segmented, persons: Mapping[int, int], joined: Collection[int]) -> Iterator[tuple[int, Role]]:
    """What several are together, for each of them: رجال الأعمال فلان، وفلان والمهندس فلان."""
    tokens, ends = segmented.tokens, [last for _, last in stretches(segmented)]
    for at in candidates(segmented, OFFICES):
        token, last = tokens[at], ends[bisect_right(ends, at)]
        form = next(form for _, form in readings(token.form) if form in offices("plural"))
        end, closed = phrase_end(tokens, at, last, persons)
        start = token.start if form not in token.form else cut_letters(token, len(token.form) - len(form))
        span = Span(start, tokens[end - 1].end)
        several = list(_in_a_row(tokens, end, persons, joined, last)) if closed else []
        yield from ((person, Role(span.of(segmented.text), span)) for person in several if len(several) > 1)


def _in_a_row(tokens: Tokens, at: int, persons: Mapping[int, int], joined: Collection[int], last: int) -> Iterator[int]:
    """The persons who follow one another from `at`, with titles, commas and و between them."""
    person = _named(tokens, offices_from(tokens, skip_aside(tokens, at, last), last, persons)[1], persons, last)
    while person is not None:
        yield person
        here = persons[person]
        apart = here < last and tokens[here].surface in ("،", ",")
        here += apart
        titled = here < last and begins_with_and(tokens[here])
        person = _named(tokens, offices_from(tokens, here, last, persons)[1] if titled else here, persons, last)
        person = person if apart or titled or person in joined else None


def _bridged(
    tokens: Tokens, found: list[Office], after: int, persons: Mapping[int, int], last: int
) -> tuple[list[Office], int]:
    """The offices, where only words that can belong to the last of them stand between it and a name: all up to it.

    مدير إدارة الطوارئ الصحية | بصحة المدينة | الدكتور فلان: behind a name that is known every complement belongs.
    """
    if not found or _named(tokens, after, persons, last) is not None or after != found[-1].last:
        return found, after
    if found[-1].title and not _is_part(tokens, after, last):
        return found, after
    for at in range(after, min(after + _LONGEST_COMPLEMENT, last)):
        titles, end = offices_from(tokens, skip_aside(tokens, at, last), last, persons) if at > after else ([], at)
        others = titles and begins_with_and(tokens[titles[0].first])
        if at > after and not others and _closes(tokens[at - 1]) and _named(tokens, end, persons, last) is not None:
            whole = found[-1]._replace(last=at, span=Span(found[-1].span.start, tokens[at - 1].end), closed=True)
            return [*found[:-1], whole, *titles], end
        if not _may_complete(tokens, at, at == after):
            break
    return found, after


def _is_part(tokens: Tokens, at: int, last: int) -> bool:
    """Whether the word can belong to the title before it: what he is for, or an adjective that agrees (المعزول)."""
    if at + 1 >= last or tokens[at].form in _SENT:
        return at + 1 < last
    if tokens[at].form == "في":
        return not _is_place(tokens, at + 1) and not _is_said(tokens[at + 1])
    agrees = tokens[at].surface.endswith("ة") == tokens[at - 1].surface.endswith("ة")
    if any(
        is_definite(form) or listed_end(tokens, at, last, form) > at for cut, form in readings(tokens[at].form) if cut
    ):
        return True
    return agrees and is_definite(tokens[at].form) and strength(tokens[at]) not in (STRONG, SURNAME)


def _may_complete(tokens: Tokens, at: int, first: bool) -> bool:
    """Whether the word may stand inside what completes an office, first of it only a preposition, و or an adjective."""
    token = tokens[at]
    if not token.is_word:
        return token.surface in _OPENING or token.surface == "»"
    if token.form == "و" or token.form in _PREPOSITIONS or _is_place(tokens, at):
        return True
    if token.form in links("stop") or token.surface.endswith(("ها", "هم", "ه")) or traits(token.form) & OFFICE:
        return token.form in links("attached")
    if strength(token) in (STRONG, SURNAME) or token.form in links("kin"):
        return False
    if is_definite(token.form) or any(is_definite(form) for cut, form in readings(token.form) if cut):
        return True
    behind = not first and tokens[at - 1].form in _PREPOSITIONS
    return behind or ((not first or token.form[0] in "بلو") and any(map(_is_noun, dict(readings(token.form)).values())))


def _is_place(tokens: Tokens, at: int) -> bool:
    """Whether a place is named here, also behind a joined preposition: سوسة, بسوسة."""
    return any(match(tokens, at, len(tokens), places(), form)[0] > at for _, form in readings(tokens[at].form))


def _closes(token: Token) -> bool:
    """Whether nothing need follow the word: a noun such as مكتب takes the title behind it (مكتب الرئيس فلان)."""
    forms = [form for _, form in readings(token.form)]
    if token.form in _PREPOSITIONS:
        return False
    return any(is_definite(form) or form in places() for form in forms) or token.form not in common_words()


def _is_noun(form: str) -> bool:
    return "ال" + form in common_words() or form in heads() or (form not in common_words() and not may_be_common(form))


def _owner(
    tokens: Tokens, found: list[Office], after: int, persons: Mapping[int, int], last: int
) -> tuple[int | None, list[Office]]:
    """The person whose name follows the offices, and the offices, the last one with a person it belongs to."""
    if found and _is_relative(tokens, found[0]):
        found = found[1:]  # والد الشهيد فلان is not فلان
    named = _named(tokens, after, persons, last) if found else None
    if named is not None and persons[named] in persons and not found[-1].closed:
        named = persons[named]
        found = [*found[:-1], _with_person(tokens, found[-1], named)]
    return named, found


def _read_until(office: Office, persons: Mapping[int, int]) -> int:
    """Where offices of others may begin: behind it, or within it where it holds another person, maybe with a title."""
    return office.first + 1 if any(at in persons for at in range(office.first, office.last)) else office.last


def _is_relative(tokens: Tokens, office: Office) -> bool:
    """Whether the phrase is a relative whose person is named only behind it: شقيق | الشهيد فلان."""
    return not office.closed and tokens[office.first].form in links("relation") and office.last == office.first + 1


def _with_person(tokens: Tokens, office: Office, end: int) -> Office:
    """The office with the person to whom it belongs: محامي كلينتون."""
    return office._replace(last=end, span=Span(office.span.start, tokens[end - 1].end), closed=True)


def _named(tokens: Tokens, at: int, persons: Mapping[int, int], last: int) -> int | None:
    """The mention of a person that begins here, opening marks passed over."""
    while at < last and at not in persons and tokens[at].surface in _OPENING:
        at += 1
    return at if at in persons else None


def _behind(
    tokens: Tokens, person: int, persons: Mapping[int, int], joined: Collection[int], last: int, held: bool
) -> list[Office]:
    """Offices in apposition behind the name, unless a name follows whose they are."""
    at = persons[person]
    while at < last and tokens[at].surface in _BETWEEN and at - persons[person] < 2:
        at += 1
    if (held and at == persons[person]) or (at < last and begins_with_and(tokens[at])):
        return []  # استقبل رئيس الوزراء فلان وزير الخارجية: the minister is somebody else, also behind ، و
    while at < last and tokens[at].form in links("who"):
        at += 1
    found, after = offices_from(tokens, at, last, persons)
    if not found:
        return _one_of(tokens, at, persons, last)
    named = _named(tokens, after, persons, last)
    if named is None or named in joined:
        return [*found[:-1], _completed(tokens, found[-1], last)]
    if _is_relative(tokens, found[0]) or _is_open(found):
        return [_with_person(tokens, found[0], persons[named])]
    apart = at == persons[person] and tokens[found[-1].last].surface in ("،", ",")  # فلان رئيس اللجنة، وفلان: no aside
    return found if apart else found[: _ends_at_comma(tokens, found)]


def _one_of(tokens: Tokens, at: int, persons: Mapping[int, int], last: int) -> list[Office]:
    """One of several, which behind a name says who he is: فلان أحد أعضاء الوفد."""
    if at + 1 >= last or tokens[at].form not in links("one_of"):
        return []
    end, closed = phrase_end(tokens, at + 1, last, persons)
    office = Office(at, end, Span(tokens[at].start, tokens[end - 1].end), closed, title=False)
    return [_completed(tokens, office, last)] if closed else []


def _is_open(found: list[Office]) -> bool:
    """Whether the first office lacks its person, whom the name that follows names: محامي فلان, محامي الرئيس فلان."""
    return not found[0].closed and all(one.last == other.first for one, other in pairwise(found))


def _completed(tokens: Tokens, office: Office, last: int) -> Office:
    """The office behind a name with all up to a comma or what is reported, where nothing else stands between.

    فلان، الناطق باسم اللجنة | لمقاومة الاستيطان، and فلان نائب | عن حركة النهضة | في تصريح.
    """
    at = office.last
    if at >= last or (tokens[at].form in _PREPOSITIONS - _SENT and office.closed):
        return office
    if office.title and not _is_part(tokens, at, last):
        return office
    end = min(at + _LONGEST_COMPLEMENT, last - 1)
    while at < end and _may_complete(tokens, at, at == office.last) and not _is_said(tokens[at]):
        at += 1
    closing = tokens[at].surface in _CLOSING or tokens[at].form in _COMPLEMENTIZERS
    if _is_said(tokens[at]) and at > office.last and tokens[at - 1].form in _PREPOSITIONS:
        at, closing = at - 1, True
    if sum(token.surface == '"' for token in tokens[office.last : at]) % 2:
        at -= tokens[at - 1].surface == '"'
    if not closing or at == office.last or not _closes(tokens[at - 1]):
        return office
    return office._replace(last=at, span=Span(office.span.start, tokens[at - 1].end), closed=True)


def _is_said(token: Token) -> bool:
    """Whether the word tells where or to whom something was said: تصريح, للصحيفة."""
    bare = [(cut, form.removeprefix("ال")) for cut, form in readings(token.form)]
    told = any(form in _told("exchange", "meeting", "margin", "own_setting") for _, form in bare)
    return told or (token.form[0] == "ل" and any(cut and form in _hearers() for cut, form in bare))


@cache
def _told(*word_classes: str) -> frozenset[str]:
    return frozenset(word.removeprefix("ال") for word in telling(*word_classes))


@cache
def _hearers() -> frozenset[str]:
    """Who is told what is in the news: papers, stations, their people, and bodies that are spoken to."""
    return _told("broadcast", "medium", "named_medium", "press_people", "listener") | members("outlet")


def _ends_at_comma(tokens: Tokens, found: list[Office]) -> int:
    """How many of the offices stand before the last comma: what is behind it belongs to the name that follows."""
    return max(
        (index + 1 for index, office in enumerate(found[:-1]) if tokens[office.last].surface in ("،", ",")), default=0
    )


def _roles(text: str, found: list[Office]) -> Iterator[Role]:
    """One role an office; offices side by side without a comma are one phrase, titles apart."""
    joined: list[list[Office]] = []
    for office in found:
        if joined and joined[-1][-1].last == office.first and not (office.title or joined[-1][-1].title):
            joined[-1].append(office)
        else:
            joined.append([office])
    for group in joined:
        if group[-1].closed or group[-1].last - group[0].first > 1:
            span, melted = Span(group[0].span.start, group[-1].span.end), group[0].melted
            yield Role(span.of(text) if melted is None else "ال" + text[melted : span.end], span)
