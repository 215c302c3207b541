"""Which stretches of two sequences differ, in a time that no input can stretch.

Patience diff (Cohen 2002): what stands once in both sequences, in the same order, divides them; the gaps between are
divided in the same way. A gap that nothing divides is compared cell by cell up to 128 by 128, and is changed as a whole
beyond. So n words cost at most about 128 n comparisons; `difflib` takes the square of it, and more on repetitions.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

Gap = tuple[int, int, int, int]  # from start to end of the one, from start to end of the other

_MOST_CELLS = 128 * 128
# Every level divides; what is not divided after so many is changed as a whole.
_DEEPEST = 32


def differences(before: Sequence[str], after: Sequence[str]) -> tuple[Gap, ...]:
    """The stretches that differ, in order: `before[a:b]` has become `after[c:d]`; between them both are equal."""
    found: list[Gap] = []
    for gap in _gaps(before, after, (0, len(before), 0, len(after)), _DEEPEST):
        if found and found[-1][1] == gap[0] and found[-1][3] == gap[2]:
            found[-1] = (found[-1][0], gap[1], found[-1][2], gap[3])
        else:
            found.append(gap)
    return tuple(found)


def _gaps(before: Sequence[str], after: Sequence[str], within: Gap, depth: int) -> Iterator[Gap]:
    gap = _trimmed(before, after, within)
    first, last, start, end = gap
    if first == last and start == end:
        return
    if first == last or start == end or depth == 0:
        yield gap
        return
    anchors = _anchors(before, after, gap)
    if not anchors:
        yield from _compared(before, after, gap)
        return
    for one, other in [*anchors, (last, end)]:
        yield from _gaps(before, after, (first, one, start, other), depth - 1)
        first, start = one + 1, other + 1


def _trimmed(before: Sequence[str], after: Sequence[str], gap: Gap) -> Gap:
    """The gap without what both sides begin and end with."""
    first, last, start, end = gap
    while first < last and start < end and before[first] == after[start]:
        first, start = first + 1, start + 1
    while first < last and start < end and before[last - 1] == after[end - 1]:
        last, end = last - 1, end - 1
    return first, last, start, end


def _anchors(before: Sequence[str], after: Sequence[str], gap: Gap) -> list[tuple[int, int]]:
    """Where stands what is once in each side, the longest row of them that keeps its order."""
    first, last, start, end = gap
    ours, theirs = Counter(before[first:last]), Counter(after[start:end])
    places = {word: place for place, word in enumerate(after[start:end], start) if theirs[word] == 1}
    return _rising(
        [
            (place, places[word])
            for place, word in enumerate(before[first:last], first)
            if ours[word] == 1 and word in places
        ]
    )


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of pairs, in order of their first places, whose second places rise too (Fredman 1975)."""
    tops: list[int] = []  # the second place that the best row of each length ends at
    ends: list[int] = []  # and which pair that is
    links: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tops, place)
        links.append(ends[length - 1] if length else -1)
        if length == len(tops):
            tops.append(place)
            ends.append(number)
        else:
            tops[length], ends[length] = place, number
    row, number = [], ends[-1] if ends else -1
    while number >= 0:
        row.append(pairs[number])
        number = links[number]
    return row[::-1]


def _compared(before: Sequence[str], after: Sequence[str], gap: Gap) -> Iterator[Gap]:
    """The differences of a small gap by the longest common subsequence; a large one as a whole."""
    first, last, start, end = gap
    if (last - first) * (end - start) > _MOST_CELLS:
        yield gap
        return
    lengths = _common_lengths(before[first:last], after[start:end])
    one, other = first, start
    while one < last and other < end:
        if before[one] == after[other]:
            if first < one or start < other:
                yield first, one, start, other
            one, other = one + 1, other + 1
            first, start = one, other
        elif lengths[one + 1 - gap[0]][other - gap[2]] >= lengths[one - gap[0]][other + 1 - gap[2]]:
            one += 1
        else:
            other += 1
    if first < last or start < end:
        yield first, last, start, end


def _common_lengths(before: Sequence[str], after: Sequence[str]) -> list[list[int]]:
    """How many words `before[i:]` and `after[j:]` have in common in order, by i and j."""
    rows = [[0] * (len(after) + 1)]
    for word in reversed(before):
        below, row = rows[-1], [0]
        for place in range(len(after) - 1, -1, -1):
            row.append(below[place + 1] + 1 if word == after[place] else max(below[place], row[-1]))
        rows.append(row[::-1])
    return rows[::-1]
