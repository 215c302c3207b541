"""How sure a speaker is, by what the resolution rests on: shares of right ones, measured on annotated documents.

A ground is how a named speaker was found (`named`: in full or by surname; `fuller`, `placed`: a name told by its place,
with or without a fuller form elsewhere; `again`, `unnamed`: somebody without a name; `described`: by the role's or
body's words; `issuer`: of a document; `last`: whoever spoke last; `phrase`: the words themselves). A verb without a
subject adds the way by which it goes on with somebody (`sentence`, `goes on`, `before`, `beside`, `mentioned`,
`disagrees`; `acted` where he had not spoken), and whether that one was surely found.
"""

from functools import cache

from tasks.storage.seeds import rows

SURE = ("named", "fuller", "unnamed", "again")
_UNSEEN = 0.5  # a ground that no annotated document has


def carried(ground: str, way: str) -> str:
    """The ground of a speaker whom a verb without a subject goes on with, from that of the one before.

    >>> carried("named", "sentence"), carried("sentence after sure", "goes on"), carried("last", "before")
    ('sentence after sure', 'goes on after sure', 'before after unsure')
    """
    sure = ground in SURE or ground.endswith("after sure")
    return f"{way} after {'sure' if sure else 'unsure'}"


def confidence(ground: str) -> float:
    """How often a speaker with this ground is right, 0 to 1."""
    return _measured().get(ground, _UNSEEN)


@cache
def _measured() -> dict[str, float]:
    return {row["ground"]: float(row["confidence"]) for row in rows("models/speaker-confidence.csv")}
