"""Which quotes may be one utterance by who said them, so that only those are compared by their words.

Three things make two quotes candidates: the speaker is the same entity; the speaker is called by the very same words,
as people without a name are; or their articles are copies of one text and the speakers do not contradict one another:
one copy may call the minister by name and the other by office, or name nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from tasks.resolution.names import fold_name
from tasks.statements.said import Said, in_time
from tasks.statements.stems import stem


def candidates(fresh: Iterable[Said], others: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """The pairs of a fresh quote and another one, fresh too or not, that may be one utterance; each pair once.

    Args:
        fresh: quotes to find others for.
        others: quotes that are no fresh ones.
    """
    known: defaultdict[tuple[str, str], list[Said]] = defaultdict(list)
    for said in others:
        for key in _keys(said):
            known[key].append(said)
    for said in fresh:
        met: dict[str, Said] = {}
        for key in _keys(said):
            sharing = known[key]
            met.update((other.quote_id, other) for other in sharing)
            sharing.append(said)
        yield from ((said, other) for other in met.values() if _may_be_one(said, other) and in_time(said, other))


def _keys(said: Said) -> Iterable[tuple[str, str]]:
    """What two quotes have to have in common one of: whose they may be, with a word that few contents have.

    Somebody who is quoted all day has a thousand quotes in two weeks, few of which share such a word.
    """
    return product(_owners(said), said.wording.rare)


def _owners(said: Said) -> set[str]:
    """Whose a quote may be."""
    owners = {f"cluster {said.cluster}"}
    if said.entity_id:
        owners.add(f"entity {said.entity_id}")
    if said.speaker:
        owners.add(f"speaker {said.speaker}")
    return owners


def _may_be_one(one: Said, other: Said) -> bool:
    if one.entity_id is not None and one.entity_id == other.entity_id:
        return True
    if one.speaker is None or other.speaker is None:
        return one.cluster == other.cluster
    return one.speaker == other.speaker or (one.cluster == other.cluster and compatible(one, other))


def compatible(one: Said, other: Said) -> bool:
    """Whether two speakers may be one: the name or office of one holds all words by which the other is called."""
    first, second = _words(one.speaker), _words(other.speaker)
    if not first or not second:
        return False
    return first <= second | _words(other.role) or second <= first | _words(one.role)


@lru_cache(maxsize=1 << 14)
def _words(name: str | None) -> frozenset[str]:
    return frozenset(stem(word) for word in fold_name(name).split() if len(word) > 2) if name else frozenset()
