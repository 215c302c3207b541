"""Which offices, ranks and titles stand before or behind a person's name and so are that person's."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tasks.extractors.languages.arabic.phrases import links
from tasks.extractors.languages.arabic.titles import Office, offices_from, stretches
from tasks.extractors.languages.arabic.traits import OFFICE, candidates
from tasks.model.records import Role, Span
from tasks.text.segment import Segmented, Token

Tokens = tuple[Token, ...]
_OPENING = frozenset(('"', "«", "“", "”", "'"))
_BETWEEN = frozenset(("،", ",", "(", "-", "–", '"', "»", "”"))


def roles(segmented: Segmented, persons: Mapping[int, int]) -> Iterator[tuple[int, Role]]:
    """The roles that the text gives to persons, each with the first token of the person's mention.

    Args:
        segmented: the text.
        persons: mentions of persons, first token to one past the last.
    """
    tokens, ends = segmented.tokens, [last for _, last in stretches(segmented)]
    held, free = -1, 0  # the person last given an office by words before the name; the first token not yet read
    for at in sorted({*candidates(tokens, OFFICE), *persons}):
        last = ends[bisect_right(ends, at)]
        if at in persons:
            free = max(free, persons[at])
            yield from _behind(segmented, at, persons, last, held == at)
        elif at >= free:
            found, free = offices_from(tokens, at, last, persons)
            named, found = _owner(tokens, found, free, persons, last)
            if named is not None:
                held = -1 if all(office.title for office in found) else named
                yield from ((named, role) for role in _roles(segmented.text, found))


def _owner(
    tokens: Tokens, found: list[Office], after: int, persons: Mapping[int, int], last: int
) -> tuple[int | None, list[Office]]:
    """The person whose name follows the offices, and the offices, the last one with a person it belongs to."""
    named = _named(tokens, after, persons, last) if found else None
    if named is not None and persons[named] in persons and not found[-1].closed:
        named = persons[named]
        found = [*found[:-1], _with_person(tokens, found[-1], named)]
    return named, found


def _with_person(tokens: Tokens, office: Office, end: int) -> Office:
    """The office with the person to whom it belongs: محامي كلينتون."""
    return replace(office, last=end, span=Span(office.span.start, tokens[end - 1].end), closed=True)


def _named(tokens: Tokens, at: int, persons: Mapping[int, int], last: int) -> int | None:
    """The mention of a person that begins here, opening marks passed over."""
    while at < last and at not in persons and tokens[at].surface in _OPENING:
        at += 1
    return at if at in persons else None


def _behind(
    segmented: Segmented, person: int, persons: Mapping[int, int], last: int, held: bool
) -> Iterator[tuple[int, Role]]:
    """Offices in apposition behind the name, unless a name follows whose they are."""
    tokens, at = segmented.tokens, persons[person]
    while at < last and tokens[at].surface in _BETWEEN and at - persons[person] < 2:
        at += 1
    if held and at == persons[person]:
        return  # استقبل رئيس الوزراء فلان وزير الخارجية: the minister is somebody else
    while at < last and tokens[at].form in links("who"):
        at += 1
    found, after = offices_from(tokens, at, last, persons)
    if found and _named(tokens, after, persons, last) is not None:
        found = found[: _ends_at_comma(tokens, found)]
    yield from ((person, role) for role in _roles(segmented.text, found) if " " in role.surface)


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
        if group[0].whole and (group[-1].closed or group[-1].last - group[0].first > 1):
            span = Span(group[0].span.start, group[-1].span.end)
            yield Role(span.of(text), span)
