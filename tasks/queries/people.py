"""The question who is named, and who is quoted, how often and where."""

from tasks.queries.filters import Wanted, of_quotes, of_time, of_topic, people_named
from tasks.queries.question import Question, chain, literal, scan

_NAMED = (
    'group_by("entity_id")',
    'agg(role=pl.col("role").drop_nulls().mode().sort().first(), '
    'mentions=pl.len(), articles=pl.col("article_id").n_unique(), '
    'first=pl.col("published_at").min(), last=pl.col("published_at").max())',
)
_QUOTED = (
    'filter(pl.col("speaker_entity_id").is_not_null())',
    'group_by("speaker_entity_id")',
    'agg(quotes=pl.len(), outlets=pl.col("outlet").drop_nulls().n_unique(), act=pl.col("act").mode().sort().first())',
)
# In the order of the answer's columns.
_SHOWN = (
    'name="canonical_name"',
    'latin_name="latin_name"',
    'role="role"',
    'quotes=pl.col("quotes").fill_null(0)',
    'act="act"',
    'outlets=pl.col("outlets").fill_null(0)',
    'mentions="mentions"',
    'articles="articles"',
    'first="first"',
    'last="last"',
    'entity_id="entity_id"',
)


def people(wanted: Wanted, most: int | None) -> Question:
    """The people who are named, with the role that they are given most, those most quoted first.

    Args:
        wanted: what narrows the question; `acts`, `kinds` and `about` narrow what of theirs is counted as quotes.
        most: how many; None for all.
    """
    named = 'filter(pl.col("entity_id").is_in(people.implode()))'
    mentions = (
        'filter(pl.col("kind") == "PERSON")',
        *((named,) if wanted.who else ()),
        *_of_outlets(wanted),
        *of_time(wanted),
        *of_topic(wanted),
        *_NAMED,
    )
    found = (
        'join(quoted, left_on="entity_id", right_on="speaker_entity_id", how="left")',
        f'join({scan("entities")}.select("entity_id", "canonical_name", "latin_name"), on="entity_id")',
        f"select({', '.join(_SHOWN)})",
        'sort("quotes", "mentions", "entity_id", descending=[True, True, False])',
        *((f"head({most})",) if most is not None else ()),
        "collect()",
    )
    return Question(
        (
            *people_named(wanted.who),
            chain("named", scan("mentions"), mentions),
            chain("quoted", scan("quotes"), (*of_quotes(wanted), *_QUOTED)),
            chain("found", "named", found),
        )
    )


def _of_outlets(wanted: Wanted) -> tuple[str, ...]:
    """The call that leaves mentions in articles of the wanted outlets."""
    if not wanted.outlets:
        return ()
    articles = f'{scan("articles")}.filter(pl.col("outlet").is_in({literal(wanted.outlets)}))'
    return (f'join({articles}, on=["article_id", "revision"], how="semi")',)
