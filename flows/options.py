"""Options that several commands take, and how what is given is read."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from expectations.vocabulary import ACTS, QUOTE_KINDS
from tasks.model.errors import ConfigError
from tasks.places.place import Place, place

Format = Literal["table", "jsonl", "csv"]


def day(given: str) -> date:
    """A day as written in an option.

    Raises:
        ConfigError: it is none.
    """
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ConfigError(f"{given!r} is no day: write it as 2026-01-31.") from None


def path(given: str) -> Path:
    """A path that is not empty: `--warehouse "$UNSET"` must not mean the folder one happens to be in."""
    if not given.strip():
        raise typer.BadParameter("it is empty; give a path")
    return Path(given)


def text(given: str) -> str:
    """What is looked for in the tables, which hold text."""
    try:
        given.encode()
    except UnicodeEncodeError:
        raise typer.BadParameter("it is no UTF-8") from None
    return given.strip()


def words(given: str) -> str:
    """The same of an option, which is not given in vain."""
    found = text(given)
    if not found:
        raise typer.BadParameter("it is empty; leave the option out to ask for all")
    return found


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
        envvar="MARSAD_WAREHOUSE",
        help="The folder of the tables, or s3://bucket/prefix; else ./warehouse of the project.",
    ),
]
Speaker = Annotated[
    str | None,
    typer.Option(
        parser=words,
        metavar="NAME",
        help="Who: a name or part of one in any spelling, an entity_id, or an id of Wikidata.",
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
Outlets = Annotated[list[str] | None, typer.Option("--outlet", parser=words, metavar="ID", help="Who published it.")]
Since = Annotated[date | None, typer.Option(parser=day, metavar="DAY", help="The first day, 2026-01-31, UTC.")]
Until = Annotated[date | None, typer.Option(parser=day, metavar="DAY", help="The last day, UTC.")]
About = Annotated[
    str | None,
    typer.Option(
        parser=words,
        metavar="WORDS",
        help='Words and "phrases" that were all said, in any spelling; * stands for any ending.',
    ),
]
Topic = Annotated[str | None, typer.Option(parser=words, metavar="ID", help="Only articles on this topic.")]
Most = Annotated[
    int | None,
    typer.Option("--limit", min=1, max=1_000_000_000, metavar="N", help="At most so many; 50 in a table, else all."),
]
As = Annotated[Format, typer.Option("--format", help="A table to look at, or lines to go on with.")]
Explain = Annotated[
    bool, typer.Option("--explain", help="Print the Python that answers, ready to paste; do not run it.")
]
Article = Annotated[
    str,
    typer.Argument(parser=text, metavar="ARTICLE_ID", help="An article_id, or as much of one as is unique."),
]
