"""The commands that answer questions from the tables: thin; each imports what it needs when called."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from expectations.vocabulary import ACTS, QUOTE_KINDS
from tasks.places.place import Place, place

Format = Literal["table", "jsonl", "csv"]


def day(given: str) -> date:
    """A day as written in an option."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(f"{given!r} is no day; write it as 2026-01-31") from None


def path(given: str) -> Path:
    """A path that is not empty: `--warehouse "$UNSET"` must not mean the folder one happens to be in."""
    if not given.strip():
        raise typer.BadParameter("it is empty; give a path")
    return Path(given)


def _place(given: str) -> Place:
    """A path, or an address in an object store."""
    try:
        return place(given)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def word_of(known: tuple[str, ...], given: str) -> str:
    """A word of a closed list."""
    if given not in known:
        raise typer.BadParameter(f"{given!r} is none of {', '.join(known)}")
    return given


Warehouse = Annotated[
    Any,  # a Place or None: typer takes no union of two types
    typer.Option(
        parser=_place,
        metavar="DIR",
        help="The folder of the tables, or s3://bucket/prefix; MARSAD_WAREHOUSE, else ./warehouse of the project.",
    ),
]
Speaker = Annotated[
    str,
    typer.Option(
        metavar="NAME", help="Who: a name or part of one in any spelling, an entity_id, or an id of Wikidata."
    ),
]
Acts = Annotated[
    list[str] | None,
    typer.Option("--act", parser=partial(word_of, ACTS), metavar="ACT", help=f"The speech act: {', '.join(ACTS)}."),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", parser=partial(word_of, QUOTE_KINDS), metavar="KIND", help=f"How: {', '.join(QUOTE_KINDS)}."
    ),
]
Outlets = Annotated[list[str] | None, typer.Option("--outlet", metavar="ID", help="Who published it.")]
Since = Annotated[date | None, typer.Option(parser=day, metavar="DAY", help="The first day, 2026-01-31, UTC.")]
Until = Annotated[date | None, typer.Option(parser=day, metavar="DAY", help="The last day, UTC.")]
About = Annotated[
    str,
    typer.Option(
        metavar="WORDS", help='Words and "phrases" that were all said, in any spelling; * stands for any ending.'
    ),
]
Topic = Annotated[str, typer.Option(metavar="ID", help="Only articles on this topic.")]
Most = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many; 50 in a table, else all.")
]
As = Annotated[Format, typer.Option("--format", help="A table to look at, or lines to go on with.")]
Explain = Annotated[
    bool, typer.Option("--explain", help="Print the Python that answers, ready to paste; do not run it.")
]


def quotes(
    speaker: Speaker = "",
    act: Acts = None,
    kind: Kinds = None,
    outlet: Outlets = None,
    since: Since = None,
    until: Until = None,
    about: About = "",
    topic: Topic = "",
    limit: Most = None,
    form: As = "table",
    explain: Explain = False,
    warehouse: Warehouse = None,
) -> None:
    """Who said what: statements, the newest first."""
    from flows.command_queries import answer, draw_quotes
    from tasks.queries.filters import Wanted
    from tasks.queries.quotes import quotes as question

    wanted = Wanted(
        speaker, tuple(act or ()), tuple(kind or ()), tuple(outlet or ()), since, until, about, topic.strip()
    )
    answer(wanted, question, limit, form, explain, warehouse, draw_quotes)


def people(
    name: Speaker = "",
    act: Acts = None,
    outlet: Outlets = None,
    since: Since = None,
    until: Until = None,
    about: About = "",
    topic: Topic = "",
    limit: Most = None,
    form: As = "table",
    explain: Explain = False,
    warehouse: Warehouse = None,
) -> None:
    """Who is named and quoted, with the role given most: those most quoted first."""
    from flows.command_queries import answer, draw_people
    from tasks.queries.filters import Wanted
    from tasks.queries.people import people as question

    wanted = Wanted(name, tuple(act or ()), (), tuple(outlet or ()), since, until, about, topic.strip())
    answer(wanted, question, limit, form, explain, warehouse, draw_people)


def timeline(
    by: Annotated[Literal["day", "week", "month"], typer.Option(help="The length of a step.")] = "day",
    speaker: Speaker = "",
    act: Acts = None,
    outlet: Outlets = None,
    since: Since = None,
    until: Until = None,
    about: About = "",
    topic: Topic = "",
    limit: Most = None,
    form: As = "table",
    explain: Explain = False,
    warehouse: Warehouse = None,
) -> None:
    """What was said when: how much, how, and by whom most, the newest first."""
    from flows.command_queries import answer, draw_timeline
    from tasks.queries.filters import Wanted
    from tasks.queries.timeline import timeline as question

    wanted = Wanted(speaker, tuple(act or ()), (), tuple(outlet or ()), since, until, about, topic.strip())
    answer(wanted, lambda asked, most: question(asked, by, most), limit, form, explain, warehouse, draw_timeline)


def show(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE_ID", help="An article_id, or as much of one as is unique.")
    ],
    explain: Explain = False,
    warehouse: Warehouse = None,
) -> None:
    """Show an article as it was read, with what was said and who is named in it marked."""
    from flows.command_show import show_article

    show_article(article, explain, warehouse)


def explore(
    warehouse: Warehouse = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where on this machine to serve it.")] = 2718,
    edit: Annotated[bool, typer.Option("--edit", help="Open the notebook to change it.")] = False,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Look around in the tables in a browser: filters, statements, charts and the article beside them.

    Needs the extra `marsad[explore]`. Served on this machine only, until interrupted.
    """
    from flows.command_explore import explore as serve

    serve(warehouse, port, edit, browser)


COMMANDS = (quotes, people, timeline, show, explore)
