"""Some of what a run takes up again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Portion:
    """Stored documents that are taken up again together, one line of a run's plan.

    Attributes:
        number: which lines of the plan are its documents.
        source: `articles` (their stored rows), `captures` (the bytes of published articles) or `rejects` (bytes of what
            is no article).
        documents: how many.
        topic_id: whose query they are matched against; empty for none.
        keep_all: whether they stay when they do not match.
    """

    number: int
    source: str
    documents: int
    topic_id: str
    keep_all: bool
