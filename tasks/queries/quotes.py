"""The question who said what."""

from tasks.queries.filters import Wanted, of_quotes, people_named
from tasks.queries.question import Question, chain, literal, scan

COLUMNS = (
    "published_at",
    "outlet",
    "speaker",
    "speaker_role",
    "act",
    "kind",
    "content",
    "addressee_name",
    "target_name",
    "confidence",
    "article_id",
    "quote_id",
)


def quotes(wanted: Wanted, most: int | None) -> Question:
    """The statements that are wanted, the newest first.

    Args:
        wanted: what narrows the question.
        most: how many; None for all.
    """
    calls = (
        *of_quotes(wanted),
        'sort("published_at", "article_id", "start", descending=[True, False, False], nulls_last=True)',
        f"select({literal(COLUMNS)})",
        *((f"head({most})",) if most is not None else ()),
        "collect()",
    )
    return Question((*people_named(wanted.who), chain("found", scan("quotes"), calls)))
