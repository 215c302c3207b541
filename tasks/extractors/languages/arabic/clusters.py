"""Clusters of words that stand between the same neighbours in news; see `seeds/models/arabic-clusters.md`.

So what a corpus of few words teaches of one of them holds for its like too: names of towns, verbs of saying, clubs.
"""

from functools import cache, lru_cache

from tasks.extractors.languages.arabic.gazetteers import readings
from tasks.storage.seeds import packed_model

MODEL = "models/arabic-clusters.json.gz"
CLUSTER, JOINED = "v", "vc"  # begin the features of a word, and of what it is behind a joined particle


@cache
def _clusters() -> dict[str, str]:
    """Of each folded word the clusters, from the coarsest to the finest, a character each."""
    return packed_model(MODEL)


@lru_cache(maxsize=1 << 16)
def clustered(form: str) -> tuple[str, ...]:
    """The clusters of a folded word, as features: of itself, or of the first reading that is in any.

    >>> len(clustered("تونس")) == len(clustered("وتونس"))
    True
    """
    known = _clusters()
    for cut, reading in readings(form):
        if reading in known:
            begin = JOINED if cut else CLUSTER
            return tuple(f"{begin}{level}{one}" for level, one in enumerate(known[reading]))
    return ()
