"""Which offices, ranks and titles stand before or behind a person's name and so are that person's."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from tasks.extractors.languages.arabic.gazetteers import is_definite, offices, readings
from tasks.extractors.languages.arabic.officecomplements import (
    LONGEST,
    OPENING,
    closes,
    completed,
    is_part,
    may_complete,
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
from tasks.extractors.languages.arabic.traits import OFFICE, OFFICES, candidates
from tasks.model.records import Role, Span
from tasks.text.segment import Segmented, Token

Tokens = tuple[Token, ...]
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
    if found[-1].title and not is_part(tokens, after, last):
        return found, after
    for at in range(after, min(after + LONGEST, last)):
        titles, end = offices_from(tokens, skip_aside(tokens, at, last), last, persons) if at > after else ([], at)
        others = titles and begins_with_and(tokens[titles[0].first])
        if at > after and not others and closes(tokens[at - 1]) and _named(tokens, end, persons, last) is not None:
            whole = found[-1]._replace(last=at, span=Span(found[-1].span.start, tokens[at - 1].end), closed=True)
            return [*found[:-1], whole, *titles], end
        if not may_complete(tokens, at, at == after):
            break
    return found, after


def _owner(
    tokens: Tokens, found: list[Office], after: int, persons: Mapping[int, int], last: int
) -> tuple[int | None, list[Office]]:
    """The person whose name follows the offices, and the offices, the last one with a person it belongs to."""
    if found and _is_relative(tokens, found[0]):
        found = found[1:]  # والد الشهيد فلان is not فلان
    found = _spoken_for(tokens, found, persons, last)
    named = _named(tokens, after, persons, last) if found else None
    if named is not None and persons[named] in persons and not found[-1].closed:
        named = persons[named]
        found = [*found[:-1], _with_person(tokens, found[-1], named)]
    return named, found


def _spoken_for(tokens: Tokens, found: list[Office], persons: Mapping[int, int], last: int) -> list[Office]:
    """The office of whom somebody unnamed speaks for, which the name behind it is of: متحدث باسم | الوزير فلان."""
    first = found[0].first if found else last
    inner = next((at + 1 for at in range(first + 1, min(first + 3, last - 1)) if tokens[at].form == "باسم"), last)
    if inner == last or not found or is_definite(tokens[first].form):
        return found
    return offices_from(tokens, inner, last, persons)[0] or found


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
    while at < last and at not in persons and tokens[at].surface in OPENING:
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
        return [*found[:-1], completed(tokens, found[-1], last)]
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
    return [completed(tokens, office, last)] if closed else []


def _is_open(found: list[Office]) -> bool:
    """Whether the first office lacks its person, whom the name that follows names: محامي فلان, محامي الرئيس فلان."""
    return not found[0].closed and all(one.last == other.first for one, other in pairwise(found))


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
