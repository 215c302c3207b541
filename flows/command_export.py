"""The command `marsad export`: the captures of a warehouse as a web archive."""

from datetime import date
from pathlib import Path

from flows.screen import why
from tasks.model.errors import ConfigError
from tasks.model.settings import load_settings
from tasks.places.place import Place
from tasks.storage.archive import write_warc
from tasks.storage.exporting import captures_of, wanted
from tasks.storage.warehouse import check, filled


def export_warc(warc: Path, since: str | None, outlet: str | None, warehouse: Place | None) -> None:
    """Write captures to a WARC file and say how many there were.

    Raises:
        ConfigError: something given is wrong, or nothing matches it; nothing was written.
    """
    where = (warehouse or load_settings().warehouse).absolute()
    first = _day(since)
    _check_file(warc)
    check(where)
    filled(where)
    rows = wanted(where, first, outlet)
    if rows.is_empty():
        narrowed = f"{f' since {since}' if since else ''}{f' of the outlet {outlet}' if outlet else ''}"
        raise ConfigError(f"There are no captures{narrowed} in {where}: nothing was written.")
    try:
        count = write_warc(captures_of(where, rows), warc)
    except OSError as error:
        raise ConfigError(f"Cannot write {warc}: {why(error)}. Give --warc a file that can be written.") from None
    print(f"{count:,} captures are in {warc}.")


def _day(since: str | None) -> date | None:
    try:
        return None if since is None else date.fromisoformat(since)
    except ValueError:
        raise ConfigError(f"--since {since} is no day: write it as 2026-01-31.") from None


def _check_file(warc: Path) -> None:
    if not warc.name.lower().endswith((".warc", ".warc.gz")):
        raise ConfigError(f"--warc {warc} must end in .warc.gz, or in .warc for a file that is not packed.")
    if not warc.absolute().parent.is_dir():
        raise ConfigError(f"There is no folder {warc.absolute().parent}: make it first, or give --warc another place.")
    if warc.is_dir():
        raise ConfigError(f"{warc} is a folder: give --warc a file.")
