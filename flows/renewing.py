"""The commands that take stored documents up again: thin; each imports what it needs when called."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from expectations.vocabulary import REASONS, STAGES
from flows.options import Since, Warehouse, day, path, word_of

Topics = Annotated[
    list[Path] | None,
    typer.Option(
        "--topic",
        parser=path,
        metavar="FILE",
        help="Only what belongs to this topic; may be given more than once. Without it everything, matched against "
        "the topic files of the project.",
    ),
]
Reasons = Annotated[
    list[str] | None,
    typer.Option(
        "--reason",
        parser=partial(word_of, tuple(REASONS)),
        metavar="REASON",
        help="Only what was dropped for this reason; may be given more than once.",
    ),
]
RejectId = Annotated[str, typer.Argument(metavar="REJECT_ID", help="A reject_id, or as much of one as is unique.")]


def reprocess(
    stage: Annotated[
        Literal["clean", "extract"],
        typer.Option(help="Where to begin: clean reads the stored bytes, those of rejects too; extract the articles."),
    ] = "clean",
    since: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="Only what was captured on this day (UTC) or later.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="ID", help="Only what this outlet published.")] = None,
    topic: Topics = None,
    every: Annotated[bool, typer.Option("--all", help="Also what today's code has made already.")] = False,
    warehouse: Warehouse = None,
) -> None:
    """Take up again what earlier code has made, without fetching anything: same articles, new rows in place of the old.

    Interrupted, it is finished by the next one: what today's code has made already is left out.
    """
    from flows.command_reprocess import reprocess_once

    reprocess_once(stage, since, outlet, tuple(topic or ()), every, warehouse)


rejects = typer.Typer(
    name="rejects", invoke_without_command=True, help="List what was dropped and why; show it; take it up again."
)


@rejects.callback()
def listed(
    context: typer.Context,
    reason: Reasons = None,
    stage: Annotated[
        str | None,
        typer.Option(parser=partial(word_of, STAGES), metavar="STAGE", help=f"Of one stage: {', '.join(STAGES)}."),
    ] = None,
    since: Since = None,
    topic: Annotated[str, typer.Option(metavar="ID", help="Only of this topic.")] = "",
    form: Annotated[
        Literal["table", "jsonl"],
        typer.Option("--format", help="A table to look at, or every reject as a line of JSON."),
    ] = "table",
    warehouse: Warehouse = None,
) -> None:
    """List what was dropped, by reason and stage; with --reason or --stage the newest of them too, with their ids."""
    if context.invoked_subcommand is not None:
        if any(_is_typed(context, name) for name in context.params):
            raise typer.BadParameter(f"put what belongs to `{context.invoked_subcommand}` behind it")
    else:
        from flows.command_rejects import print_rejects

        print_rejects(tuple(reason or ()), stage, since, topic, form, warehouse)


def _is_typed(context: typer.Context, name: str) -> bool:
    """Whether an option was given on the command line: the environment, too, may name the warehouse."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


@rejects.command()
def show(
    reject: RejectId,
    file: Annotated[
        Path | None, typer.Option("--bytes", parser=path, metavar="FILE", help="Write its bytes to this file.")
    ] = None,
    warehouse: Warehouse = None,
) -> None:
    """Show one reject: why it was dropped, and its text, or its bytes where it is none."""
    from flows.command_rejects import show_reject

    show_reject(reject, file, warehouse)


@rejects.command()
def replay(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[REJECT_ID]...", help="Only these; as much of each as is unique.")
    ] = None,
    reason: Reasons = None,
    topic: Topics = None,
    warehouse: Warehouse = None,
) -> None:
    """Take rejects up again after a fix: what is an article now is published and its reject goes, the rest stays."""
    from flows.command_reprocess import replay_once

    replay_once(tuple(reason or ()), tuple(ids or ()), tuple(topic or ()), warehouse)
