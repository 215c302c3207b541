"""The command line `marsad` (the same as `python -m flows`): thin; every command imports what it needs when called."""

import atexit
import gc
import gzip
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows import asking, keeping
from flows.options import Warehouse, path
from flows.renewing import rejects, reprocess
from flows.screen import why
from tasks.model.errors import ConfigError, MarsadError
from tasks.workers.compiled import use_compiled

if TYPE_CHECKING:
    from tasks.extractors.names.contract import NameTagger

# What polars and pyarrow raise about a Parquet file that is damaged; told by name, for importing them takes time.
_DAMAGED = ("ComputeError", "ArrowInvalid")

app = typer.Typer(
    name="marsad",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def marsad() -> None:
    """Watch news on a topic and turn it into tables: who is named, who said what, in which outlet, when.

    Start with `marsad run`: it reads the articles of the seed topic and fills the tables that `marsad tables` lists.
    """


@app.command()
def run(
    topic: Annotated[
        Path | None, typer.Option(parser=path, metavar="FILE", help="The topic file; the seed topic if left out.")
    ] = None,
    inputs: Annotated[
        list[Path] | None,
        typer.Option(
            "--input",
            parser=path,
            metavar="PATH",
            help="Read this file or folder (.txt, .html, .pdf, .jsonl, .warc, each also .gz, or .wacz) instead of the "
            "topic's sources; may be given more than once.",
        ),
    ] = None,
    warehouse: Warehouse = None,
    keep_all: Annotated[bool, typer.Option("--all", help="Keep articles off the topic too.")] = False,
) -> None:
    """Take in what is new on a topic and publish it: one run of the flow `monitor`.

    Exit status 0 when all went well, 1 when the run failed (the reason is printed), 2 when something given is wrong.
    """
    from flows.command_run import run_once

    run_once(topic, tuple(inputs or ()), warehouse, keep_all)


@app.command()
def analyze(
    file: Annotated[str, typer.Argument(metavar="FILE.jsonl|-", help="One document a line (.gz too); - is stdin.")],
    output: Annotated[
        Path | None, typer.Option(parser=path, metavar="FILE", help="Write here instead of to stdout.")
    ] = None,
) -> None:
    """Print the quotes, people, dates and mentions of clean documents, one JSON object a line.

    Each line of FILE is an object with `id` and `text` (the headline is its first line), and, where known,
    `published` (a day), `language` (ar) and `outlet`. Offsets in the output count code points of `text`.
    No warehouse and no Prefect are involved.
    """
    from tasks.extractors.analysis import analyse, read_documents
    from tasks.extractors.annotate import extractors

    if output is not None and output.exists() and Path(file).exists() and output.samefile(file):
        raise typer.BadParameter(f"{output} is what is read: choose another file", param_hint="--output")
    lines = analyse(read_documents(_lines(file)), extractors(_names_tagger()))
    if output is None:
        _print(lines)
    else:
        _write(output, b"".join(lines))


@app.command()
def add(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="Of a site, a feed, a sitemap or a page that lists articles.")
    ],
    topic: Annotated[
        Path | None, typer.Option(parser=path, metavar="FILE", help="The topic file to add to; without it, only look.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Add the best source without asking.")] = False,
    outlet: Annotated[
        str | None, typer.Option(metavar="ID", help="Who publishes there; else it is told by the address.")
    ] = None,
    warehouse: Warehouse = None,
) -> None:
    """Try an address as a source: find its feeds and sitemaps, show what they would give, add one to a topic file.

    Asks the site little and slowly, and only what its robots.txt allows; MARSAD_CONTACT has to say who you are.
    Exit status 0 when something was found, 1 when the address cannot be reached now, 2 when something given is wrong.
    """
    from flows.command_add import add as add_source

    add_source(url, topic, yes, outlet, warehouse)


@app.command()
def sources(
    topic: Annotated[
        Path | None, typer.Option(parser=path, metavar="FILE", help="The topic file; the seed topic if left out.")
    ] = None,
    warehouse: Warehouse = None,
) -> None:
    """List what a topic reads and how its sources on the web fare, those in trouble first."""
    from flows.command_sources import print_sources

    print_sources(topic, warehouse)


for _command in (*asking.COMMANDS, *keeping.COMMANDS, reprocess):
    app.command()(_command)
app.add_typer(rejects)


def _names_tagger() -> "NameTagger | None":
    """The user's tagger of names; the settings, which take as long to import as all else, are read only for it."""
    if not os.environ.get("MARSAD_NAMES_MODEL"):
        return None
    from tasks.extractors.names.chosen import tagger
    from tasks.model.settings import load_settings

    return tagger(load_settings().names_model)


def _lines(file: str) -> list[bytes]:
    if file == "-":
        if sys.stdin is None:
            raise ConfigError("Nothing is connected to stdin: give a file of JSON lines.")
        return sys.stdin.buffer.readlines()
    opener = gzip.open if file.endswith(".gz") else open
    try:
        with opener(file, "rb") as lines:
            return lines.readlines()
    except (OSError, EOFError) as error:
        raise ConfigError(f"Cannot read {file}: {why(error)}. Give a file of JSON lines, or - for stdin.") from None


def _print(lines: Iterable[bytes]) -> None:
    if sys.stdout is None:
        raise ConfigError("Nothing is connected to stdout: give --output a file.")
    sys.stdout.buffer.writelines(lines)
    sys.stdout.buffer.flush()


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ConfigError(f"Cannot write {path}: {why(error)}. Give --output a file that can be written.") from None


def main() -> None:
    """Run the command line; a user's mistake is one sentence on stderr and status 2, a failed run status 1."""
    use_compiled()
    atexit.register(gc.freeze)  # what is left when a process ends need not be collected: 0.12 s of each question
    try:
        app()
    except ConfigError as error:
        typer.echo(f"marsad: {error}", err=True)
        sys.exit(2)
    except MarsadError as error:
        typer.echo(f"marsad: {error}", err=True)
        sys.exit(1)
    except OSError as error:
        typer.echo(f"marsad: Cannot go on: {why(error)}.", err=True)
        # Nothing can be written, so nothing may be tried again when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if type(error).__name__ not in _DAMAGED:
            raise
        reason = str(error).partition("\n")[0]
        typer.echo(f"marsad: A file cannot be read: {reason}. `marsad maintain --check-only` tells which.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
