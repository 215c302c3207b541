"""The commands that answer questions from the tables: thin; each imports what it needs when called."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from flows.options import (
    About,
    Acts,
    Article,
    As,
    Explain,
    Kinds,
    Most,
    Outlets,
    Since,
    Speaker,
    Topic,
    Until,
    Warehouse,
    day,
    path,
)

if TYPE_CHECKING:
    from tasks.queries.filters import Wanted


def _wanted(
    who: Speaker, act: Acts, kind: Kinds, outlet: Outlets, since: Since, until: Until, about: About, topic: Topic
) -> "Wanted":
    """What narrows a question; an option that was left out narrows nothing."""
    from tasks.queries.filters import Wanted

    acts, kinds, outlets = (tuple(given or ()) for given in (act, kind, outlet))
    return Wanted(who or "", acts, kinds, outlets, since, until, about or "", topic or "")


def quotes(
    speaker: Speaker = None,
    act: Acts = None,
    kind: Kinds = None,
    outlet: Outlets = None,
    since: Since = None,
    until: Until = None,
    about: About = None,
    topic: Topic = None,
    limit: Most = None,
    form: As = "table",
    explain: Explain = False,
    warehouse: Warehouse = None,
) -> None:
    """Who said what: statements, the newest first."""
    from flows.command_queries import answer, draw_quotes
    from tasks.queries.quotes import quotes as question

    wanted = _wanted(speaker, act, kind, outlet, since, until, about, topic)
    answer(wanted, question, limit, form, explain, warehouse, draw_quotes)


def people(
    name: Speaker = None,
    act: Acts = None,
    outlet: Outlets = None,
    since: Since = None,
    until: Until = None,
    about: About = None,
    topic: Topic = None,
    limit: Most = None,
    form: As = "table",
    explain: Explain = False,
    warehouse: Warehouse = None,
) -> None:
    """Who is named and quoted, with the role given most: those most quoted first."""
    from flows.command_queries import answer, draw_people
    from tasks.queries.people import people as question

    wanted = _wanted(name, act, None, outlet, since, until, about, topic)
    answer(wanted, question, limit, form, explain, warehouse, draw_people)


def timeline(
    by: Annotated[Literal["day", "week", "month"], typer.Option(help="The length of a step.")] = "day",
    speaker: Speaker = None,
    act: Acts = None,
    outlet: Outlets = None,
    since: Since = None,
    until: Until = None,
    about: About = None,
    topic: Topic = None,
    limit: Most = None,
    form: As = "table",
    explain: Explain = False,
    warehouse: Warehouse = None,
) -> None:
    """What was said when: how much, how, and by whom most, the newest first."""
    from flows.command_queries import answer, draw_timeline
    from tasks.queries.timeline import timeline as question

    wanted = _wanted(speaker, act, None, outlet, since, until, about, topic)
    answer(wanted, lambda asked, most: question(asked, by, most), limit, form, explain, warehouse, draw_timeline)


def show(
    article: Article,
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

    Needs the extra `marsad\\[explore]`. Served on this machine only, until interrupted.
    """
    from flows.command_explore import explore as serve

    serve(warehouse, port, edit, browser)


def tables(warehouse: Warehouse = None) -> None:
    """List the tables with their rows and sizes, and the line of Python that opens each."""
    from flows.command_tables import print_tables

    print_tables(warehouse)


def report(
    topic: Annotated[
        Path | None, typer.Option(parser=path, metavar="FILE", help="The topic file; all articles if left out.")
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DAY", help="Only what was published on this day (2026-01-31, UTC) or later."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(parser=path, metavar="DIR", help="The folder to write; report/ in the warehouse if left out."),
    ] = None,
    language: Annotated[
        str, typer.Option("--lang", metavar="ar|en", help="The language that it opens in; it has a switch for both.")
    ] = "ar",
    warehouse: Warehouse = None,
) -> None:
    """Write a report to look at in a browser: what is new, who said it, where outlets differ, down to each sentence.

    The folder opens from disk, without a server and without a network; a report that is there already is replaced.
    Exit status 0 when it was written, 2 when something given is wrong.
    """
    from flows.command_report import report as write

    write(topic, since, out, language, warehouse)


def revisions(
    article: Article,
    warehouse: Warehouse = None,
) -> None:
    """Show the revisions of an article and what changed from each to the next, word by word.

    What came is green and underlined, what went is red and struck through; without colours {+came+} and [-went-].
    """
    from flows.command_revisions import print_revisions

    print_revisions(article, warehouse)


COMMANDS = (quotes, people, timeline, show, explore, tables, report, revisions)
