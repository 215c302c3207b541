"""The rows of `statements`: what a group of quotes is told by, who was first, in how many texts it stands."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from expectations.vocabulary import QUOTE_KINDS
from tasks.statements.said import Likeness, Said, likeness

# So much of the weight of two contents' words has to be the same that one is the other, or all of it in the other.
ALL_BUT_THE_SAME = 0.9
_SAME = Likeness(shared=0.0, part=1.0, whole=1.0)


def statement_row(statement_id: str, quotes: Iterable[Said], run_id: str) -> dict[str, Any]:
    """The statement's row.

    Args:
        statement_id: its id.
        quotes: all quotes that carry it, one at least.
        run_id: the run that counts them.
    """
    ordered = sorted(quotes, key=lambda said: said.order)
    best, first = min(ordered, key=_rank), ordered[0]
    times = [said.at for said in ordered if said.at is not None]
    entity = _most(ordered, lambda said: said.entity_id)
    return {
        "statement_id": statement_id,
        "quote_id": best.quote_id,
        "content": best.content,
        "speaker": _most([said for said in ordered if said.entity_id == entity], lambda said: said.speaker),
        "speaker_entity_id": entity,
        "act": _most(ordered, lambda said: said.act),
        "first_quote_id": first.quote_id,
        "first_outlet": first.outlet,
        "first_said_at": first.at,
        "last_said_at": max(times, default=None),
        "outlets": _outlets(ordered),
        "quotes": len(ordered),
        "articles": len({said.article_id for said in ordered}),
        "variants": [_variant(copies, best) for copies in _by(ordered, lambda said: said.cluster).values()],
        "run_id": run_id,
        "month": first.month,
    }


def _rank(said: Said) -> tuple[int, int, tuple[Any, ...]]:
    """What sorts quotes by how well they tell what was said, the best first."""
    return QUOTE_KINDS.index(said.kind), -len(said.content), said.order


def _most(quotes: Sequence[Said], of: Callable[[Said], str | None]) -> str | None:
    """The value that most quotes have, of several the first; None where none has one."""
    values = Counter(value for said in quotes if (value := of(said)) is not None)
    return values.most_common(1)[0][0] if values else None


def _outlets(quotes: Sequence[Said]) -> list[str]:
    return list(dict.fromkeys(said.outlet for said in quotes if said.outlet is not None))


def _by(quotes: Sequence[Said], of: Callable[[Said], Hashable]) -> Mapping[Hashable, list[Said]]:
    found: dict[Hashable, list[Said]] = {}
    for said in quotes:
        found.setdefault(of(said), []).append(said)
    return found


def _variant(copies: Sequence[Said], best: Said) -> dict[str, Any]:
    """The text that these quotes, in order, are copies of."""
    first = copies[0]
    same = first.content == best.content
    alike = _SAME if same else likeness(first.wording, best.wording)
    return {
        "quote_id": first.quote_id,
        "article_id": first.article_id,
        "outlet": first.outlet,
        "kind": first.kind,
        "published_at": first.at,
        "wording": _wording(first, best, alike),
        "similarity": round(alike.whole, 3),
        "quotes": len(copies),
        "outlets": len(_outlets(copies)),
    }


def _wording(said: Said, best: Said, alike: Likeness) -> str:
    """How its words differ from those that the statement is told by; of `expectations.vocabulary.WORDINGS`."""
    if alike.whole >= ALL_BUT_THE_SAME:
        return "same"
    if alike.part < ALL_BUT_THE_SAME:
        return "reworded"
    return "shortened" if said.wording.weight < best.wording.weight else "extended"
