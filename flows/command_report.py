"""The command `marsad report`: the tables as a folder of pages that opens from disk."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tasks.model.errors import ConfigError
from tasks.model.topics import load_topic
from tasks.places.place import Place, located
from tasks.report.folder import check, report_path
from tasks.report.scope import Scope
from tasks.report.strings import INTERFACES
from tasks.report.write import write_report
from tasks.storage.opening import filled


def report(topic: Path | None, since: date | None, out: Path | None, language: str, warehouse: Place | None) -> None:
    """Write the report and say where it is.

    Args:
        topic: the topic file; all articles without one.
        since: a day (UTC): only what was published then or later.
        out: the report's folder; without one `report/` of the warehouse (below MARSAD_STATE where that is in an object
            store), and there the topic's.
        language: of the interface when it is opened.
        warehouse: the folder of the tables; the setting's if left out.

    Raises:
        ConfigError: something given is wrong; nothing was written.
    """
    if language not in INTERFACES:
        raise ConfigError(f"--lang {language} is no language of the report: give {' or '.join(INTERFACES)}.")
    where = located(warehouse)
    scope = Scope(load_topic(topic.absolute()) if topic else None, _beginning(since), datetime.now(UTC))
    folder = (out or report_path(where, scope.topic.topic_id if scope.topic else "")).absolute()
    check(folder)
    counts = write_report(filled(where), folder, scope, language)
    console = Console()
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    console.print(Text(f"{told}. Open {folder / 'index.html'} in a browser."), soft_wrap=True)


def _beginning(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)
