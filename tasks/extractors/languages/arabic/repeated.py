"""Names of a text that stand in it again: where the tagger saw one in one place, the same words name it elsewhere."""

from collections import defaultdict
from collections.abc import Sequence

from tasks.extractors.languages.arabic.gazetteers import common_words, readings, with_particles
from tasks.extractors.languages.arabic.labels import Tagged
from tasks.text.segment import Segmented, Token, standing_as

Words = tuple[str, ...]
_SHORTEST = 3  # letters of a word that alone names something again


def repeated(segmented: Segmented, names: Sequence[Tagged]) -> list[Tagged]:
    """The names, with where the same words stand again; in text order.

    Not for persons, who are named again by surname: `findings.named` knows them in full.
    """
    known = _known(segmented.tokens, names)
    if not known:
        return list(names)
    openings: dict[str, list[Words]] = defaultdict(list)
    for words in sorted(known, key=len, reverse=True):
        for form in with_particles(words[0]):
            if len(words) > 1 or form not in common_words():
                openings[form].append(words)
    taken = {at for name in names for at in range(name.first, name.last)}
    found = list(names)
    free = 0
    for at in standing_as(segmented, openings):
        if at >= free and at not in taken:
            for words in openings[segmented.tokens[at].form]:
                end = at + len(words)
                if _stands(segmented.tokens, at, words) and taken.isdisjoint(range(at, end)):
                    found.append(Tagged(at, end, known[words]))
                    free = end
                    break
    return sorted(found)


def _known(tokens: Sequence[Token], names: Sequence[Tagged]) -> dict[Words, str]:
    """What may be named again, with the class that it is mostly of."""
    counts: dict[Words, dict[str, int]] = defaultdict(dict)
    for first, last, kind in names:
        opening, rest = tokens[first].form, tuple([token.form for token in tokens[first + 1 : last]])
        for cut, form in readings(opening):
            words = (form, *rest)
            if not (cut and opening in common_words()) and _may_stand_again(words):
                counts[words][kind] = counts[words].get(kind, 0) + (1 if cut else 2)
    return {words: max(kinds, key=kinds.__getitem__) for words, kinds in counts.items()}


def _may_stand_again(words: Words) -> bool:
    return len(words) > 1 or (len(words[0]) >= _SHORTEST and words[0] not in common_words())


def _stands(tokens: Sequence[Token], at: int, words: Words) -> bool:
    rest = tuple(token.form for token in tokens[at + 1 : at + len(words)])
    return rest == words[1:]
