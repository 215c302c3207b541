"""The question what was said when."""

from typing import Literal

from tasks.queries.filters import Wanted, of_quotes, people_named
from tasks.queries.question import Question, chain, scan

Step = Literal["day", "week", "month"]
_EVERY: dict[Step, str] = {"day": "1d", "week": "1w", "month": "1mo"}


def timeline(wanted: Wanted, by: Step, most: int | None) -> Question:
    """How much was said in each day, week or month, how, and by whom most; the newest first.

    Weeks begin on Monday (ISO 8601); days are those of UTC. Steps in which nothing was said are left out.

    Args:
        wanted: what narrows the question.
        by: the length of a step.
        most: how many steps; None for all.
    """
    calls = (
        *of_quotes(wanted),
        'filter(pl.col("published_at").is_not_null())',
        f'group_by({by}=pl.col("published_at").dt.truncate("{_EVERY[by]}").dt.date())',
    )
    counts = (
        "quotes=pl.len()",
        'articles=pl.col("article_id").n_unique()',
        'outlets=pl.col("outlet").drop_nulls().n_unique()',
        'speakers=pl.col("speaker_entity_id").drop_nulls().n_unique()',
        *(f'{act}=(pl.col("act") == "{act}").sum()' for act in ("deny", "accuse", "call", "warn")),
        'most_quoted=pl.col("speaker").drop_nulls().mode().sort().first()',
    )
    agg = "agg(\n" + "".join(f"{'':8}{one},\n" for one in counts) + "    )"
    rest = (f'sort("{by}", descending=True)', *((f"head({most})",) if most is not None else ()), "collect()")
    return Question((*people_named(wanted.who), chain("found", scan("quotes"), (*calls, agg, *rest))))
