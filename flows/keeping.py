"""The commands that run topics on their schedules and keep the tables: thin; each imports what it needs when called."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from flows.options import Warehouse, day, path
from tasks.model.errors import ConfigError


def serve(
    topics: Annotated[
        list[Path] | None,
        typer.Option(
            "--topic",
            parser=path,
            metavar="FILE",
            help="A topic file; may be given more than once. The seed's if left out.",
        ),
    ] = None,
    warehouse: Warehouse = None,
) -> None:
    """Run topics on their schedules, and keep the tables in order at night, until ended with Ctrl-C.

    Needs a Prefect server (`prefect server start`, PREFECT_API_URL), in whose interface the runs appear; no worker.
    """
    from flows.command_serve import serve_topics

    serve_topics(tuple(topics or ()), warehouse)


def deploy(
    webhook: Annotated[
        str | None, typer.Option(metavar="URL", help="Post what people wait for to this address, as JSON.")
    ] = None,
    mail: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Mail it to this address.")] = None,
    smtp: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The server that mail is given to: smtps://user:password@mail.example.org, smtp+starttls://…, or "
            "smtp://…; SMTP_URL, else the one on this machine, if left out.",
        ),
    ] = None,
    sender: Annotated[
        str | None, typer.Option("--from", metavar="ADDRESS", help="Whom mail is from; --mail if left out.")
    ] = None,
) -> None:
    """Prepare a Prefect server for workers: work pool, deployments of flows/prefect.yaml, automations.

    Brings what is there up to date; nothing is made twice.
    """
    from flows.command_deploy import deploy as deploy_all

    deploy_all(webhook, mail, smtp, sender)


def export(
    to: Annotated[
        Path | None, typer.Option(parser=path, metavar="DIR", help="A new folder for tables and their manifest.")
    ] = None,
    warc: Annotated[
        Path | None, typer.Option(parser=path, metavar="FILE", help="A web archive for captures: .warc.gz or .warc.")
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            parser=day,
            metavar="DAY",
            help="Only articles published (captures: taken) on this day (2026-01-31, UTC) or later.",
        ),
    ] = None,
    topic: Annotated[str | None, typer.Option(metavar="ID", help="Only articles on this topic; with --to.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="ID", help="Only what this outlet published.")] = None,
    tables: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="Which tables, with commas between; all but captures, rejects and runs."),
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="parquet, csv or jsonl.")] = "parquet",
    excel: Annotated[bool, typer.Option("--excel", help="Write CSV so that Excel reads it rightly.")] = False,
    warehouse: Warehouse = None,
) -> None:
    """Give others what a warehouse holds: tables in a folder, or captures as a web archive (WARC).

    The folder of --to needs no Marsad: manifest.json says what was asked for, as of which entry of the ledger, and
    what every column means. The archive of --warc is read by `marsad run --input` and by other tools.
    """
    from flows.command_export import export_tables, export_warc
    from tasks.storage.selection import Wanted

    if (to is None) == (warc is None):
        raise ConfigError("Say what to write: --to DIR for tables, or --warc FILE for captures.")
    if to is not None:
        export_tables(to, Wanted(since, topic, outlet), tables, form, excel, warehouse)
    elif warc is not None:
        if topic is not None or tables is not None:
            raise ConfigError("--topic and --tables are for --to DIR; a web archive holds captures.")
        export_warc(warc, since, outlet, warehouse)


def maintain(
    warehouse: Warehouse = None,
    check_only: Annotated[bool, typer.Option("--check-only", help="Only look; write nothing.")] = False,
) -> None:
    """Check that a warehouse is sound and tidy it: to be run once a day, while runs and readers go on.

    Checks files, keys, references, offsets, digests and counts; puts small files together, drops old bytes and what
    nobody reads any more (MARSAD_CAPTURES_DAYS, MARSAD_HISTORY_HOURS), brings a warehouse of an earlier Marsad up to
    date. Exit status 0 when it is sound, 1 when it is not (what is wrong is printed), 2 when something given is wrong.
    """
    from flows.command_maintain import maintain_once

    maintain_once(warehouse, check_only)


COMMANDS = (serve, deploy, maintain, export)
