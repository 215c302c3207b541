"""What narrows a question: each filter is a call on a frame, as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tasks.queries.question import chain, literal, scan
from tasks.queries.spelling import name_pattern, phrase_pattern, phrases


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for; what is left out does not narrow.

    Attributes:
        who: a name in any spelling, or part of one; an `entity_id`; an id of Wikidata.
        acts: speech acts, any of them.
        kinds: kinds of quoting, any of them.
        outlets: outlets, any of them.
        since: the first day, UTC.
        until: the last day, UTC.
        about: words and "phrases" that all stand in what was said, in any spelling.
        topic: the id of a topic that the article is on.
    """

    who: str = ""
    acts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    about: str = ""
    topic: str = ""


def of_quotes(wanted: Wanted) -> Iterator[str]:
    """The calls that leave of `quotes` what is wanted; of the speaker's name they need `people_named`."""
    if wanted.who:
        yield f'filter(pl.col("speaker_entity_id").is_in(people.implode()) | {has("speaker", "name")})'
    for column, values in (("act", wanted.acts), ("kind", wanted.kinds), ("outlet", wanted.outlets)):
        if values:
            yield f'filter(pl.col("{column}").is_in({literal(values)}))'
    yield from of_time(wanted)
    for phrase in phrases(wanted.about):
        yield f"filter({has('content', literal(phrase_pattern(phrase)))})"
    yield from of_topic(wanted)


def has(column: str, pattern: str) -> str:
    """The condition that a column's text has a pattern.

    Args:
        column: the column's name, or none for the element of a list of names.
        pattern: the expression for the pattern.
    """
    text = f'pl.col("{column}")' if column else 'pl.element().struct.field("name")'
    return f"{text}.str.contains({pattern})"


def of_time(wanted: Wanted) -> Iterator[str]:
    """The calls that leave what was published on the wanted days."""
    if wanted.since:
        yield f'filter(pl.col("published_at") >= {literal(wanted.since)})'
    if wanted.until:
        yield f'filter(pl.col("published_at").dt.date() <= {literal(wanted.until)}.date())'


def of_topic(wanted: Wanted) -> Iterator[str]:
    """The call that leaves what articles on the topic have."""
    if wanted.topic:
        matches = f'{scan("topic_matches")}.filter(pl.col("topic_id") == {literal(wanted.topic)})'
        yield f'join({matches}, on=["article_id", "revision"], how="semi")'


def people_named(who: str) -> tuple[str, ...]:
    """The statements that leave in `people` the ids of the entities of that name or id; none without a name.

    An id that is no longer used leads to the one that took its place.
    """
    if not who:
        return ()
    given = literal(who)
    spelt = [has(column, "name") for column in ("canonical_name", "latin_name")]
    listed = [f'pl.col("{column}").list.eval({has("", "name")}).list.any()' for column in ("names", "aliases")]
    known = [f'pl.col("wikidata") == {given}', f'pl.col("entity_id") == {given}', 'pl.col("entity_id").is_in(moved)']
    conditions = "".join(f"{'':8}{one},\n" for one in (*spelt, *listed, *known))
    moved = chain(
        "moved", scan("entity_redirects"), (f'filter(pl.col("entity_id") == {given})', 'select("redirected_to")')
    )
    return (
        f"name = {literal(name_pattern(who))}",
        f'{moved}.collect()["redirected_to"].implode()',
        f"people = {scan('entities')}.filter(\n    pl.any_horizontal(\n{conditions}    ).fill_null(False)\n"
        ').select("entity_id").collect()["entity_id"]',
    )
