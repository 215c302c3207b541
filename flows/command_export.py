"""The command `marsad export`: what a warehouse holds, for others: tables in a folder, or captures as a web archive."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import get_args

from expectations.tables import TABLES
from flows.screen import short, why
from tasks.model.errors import ConfigError
from tasks.places.place import Place, located
from tasks.storage import snapshot
from tasks.storage.archive import write_warc
from tasks.storage.exporting import captures_of, kept, wanted
from tasks.storage.formats import Format
from tasks.storage.ledger import entries
from tasks.storage.package import Package, write_package
from tasks.storage.selection import Wanted, articles_of, outlets, topics
from tasks.storage.snapshot import Shown
from tasks.storage.warehouse import check, filled

# Captures are the publishers' bytes and most of a warehouse; rejects and runs are about Marsad rather than the news.
USUAL = tuple(name for name in TABLES if name not in ("captures", "rejects", "runs"))
_MOST_NAMED = 10
FORMATS: tuple[Format, ...] = get_args(Format)


def export_tables(
    to: Path, wanted: Wanted, tables: str | None, form: str, excel: bool, warehouse: Place | None
) -> None:
    """Write tables into a folder of their own and say what is there.

    Raises:
        ConfigError: something given is wrong, or nothing matches it; nothing was written.
    """
    where = located(warehouse)
    package = Package(_tables(tables, wanted), wanted, _format(form, excel), excel)
    _check_folder(to)
    filled(where)
    entry = entries(where, snapshot.number(where) - 1)[0]
    with snapshot.pinned(where, entry) as shown:
        _check_wanted(shown, wanted, where)
        try:
            rows = write_package(shown, entry, package, to.absolute())
        except OSError as error:
            raise ConfigError(f"Cannot write {to}: {why(error)}. Give --to a folder that can be made.") from None
    for name, count in rows.items():
        print(f"{count:,} {name}")
    print(f"They are in {to}; manifest.json says what they are.")


def _tables(given: str | None, wanted: Wanted) -> tuple[str, ...]:
    if given is None:
        return USUAL
    names = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    strange = [name for name in names if name not in TABLES]
    if strange or not names:
        raise ConfigError(f"--tables {short(given, 60)}: name some of {', '.join(TABLES)}, with commas between.")
    if wanted.outlet is not None and "rejects" in names:
        raise ConfigError("--tables rejects cannot be narrowed by --outlet: what was rejected has none.")
    return names


def _format(given: str, excel: bool) -> Format:
    for form in FORMATS:
        if given == form:
            if excel and form != "csv":
                raise ConfigError("--excel is for --format csv.")
            return form
    raise ConfigError(f"--format {short(given, 20)} is none of {', '.join(FORMATS)}.")


def _check_folder(to: Path) -> None:
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise ConfigError(f"{to} is there already: give --to a folder that is not, or an empty one.")
    if not to.absolute().parent.is_dir():
        raise ConfigError(f"There is no folder {to.absolute().parent}: make it first, or give --to another place.")


def _check_wanted(shown: Shown, wanted: Wanted, warehouse: Place) -> None:
    if wanted.topic is not None and wanted.topic not in topics(shown):
        raise ConfigError(f"No article here is on the topic {wanted.topic}; there are: {_few(topics(shown))}.")
    if wanted.outlet is not None and wanted.outlet not in outlets(shown):
        raise ConfigError(f"No article here is of the outlet {wanted.outlet}; there are: {_few(outlets(shown))}.")
    if not wanted.is_all and articles_of(shown, wanted).is_empty():
        raise ConfigError(f"No article in {warehouse} is all of that: nothing was written.")


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "") if names else "none"


def export_warc(warc: Path, since: date | None, outlet: str | None, warehouse: Place | None) -> None:
    """Write captures to a WARC file and say how many there were.

    Raises:
        ConfigError: something given is wrong, or nothing matches it; nothing was written.
    """
    where = located(warehouse)
    _check_file(warc)
    check(where)
    filled(where)
    rows = wanted(where, since, outlet)
    whole = kept(where, rows)
    if whole.is_empty():
        narrowed = f"{f' since {since}' if since else ''}{f' of the outlet {outlet}' if outlet else ''}"
        gone = f" whose bytes are still kept ({rows.height:,} are not)" if rows.height else ""
        raise ConfigError(f"There are no captures{narrowed}{gone} in {where}: nothing was written.")
    try:
        count = write_warc(captures_of(where, whole), warc)
    except OSError as error:
        raise ConfigError(f"Cannot write {warc}: {why(error)}. Give --warc a file that can be written.") from None
    print(f"{count:,} captures are in {warc}.")
    if whole.height < rows.height:
        print(f"The bytes of {rows.height - whole.height:,} more are no longer kept (MARSAD_CAPTURES_DAYS).")


def _check_file(warc: Path) -> None:
    if not warc.name.lower().endswith((".warc", ".warc.gz")):
        raise ConfigError(f"--warc {warc} must end in .warc.gz, or in .warc for a file that is not packed.")
    if not warc.absolute().parent.is_dir():
        raise ConfigError(f"There is no folder {warc.absolute().parent}: make it first, or give --warc another place.")
    if warc.is_dir():
        raise ConfigError(f"{warc} is a folder: give --warc a file.")
