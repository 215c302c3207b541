"""The command `marsad serve`: run deployments when they are due, on this machine, without a worker."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid

from flows.deployments import AT_ONCE, Planned, pause, planned, seed_topics, served
from flows.server import check_server
from flows.surroundings import prepare
from tasks.model.settings import load_settings
from tasks.places.place import Place
from tasks.storage.warehouse import check


def serve_topics(topics: Sequence[Path], warehouse: Place | None) -> None:
    """Serve the deployments until the process is told to end.

    Raises:
        ConfigError: a topic file, the warehouse or a setting is wrong, or no server answers.
    """
    settings = load_settings()
    deployments = planned(topics or seed_topics(), warehouse)
    check((warehouse or settings.warehouse).absolute())
    prepare(served=True)
    url = check_server("marsad serve")

    from prefect import serve

    from flows.automations import dead_runs, establish

    establish(dead_runs())
    Console().print(_grid(deployments))
    Console().print(
        f"Runs appear at {url.removesuffix('/api')}; Ctrl-C ends this and pauses the schedules.", soft_wrap=True
    )
    try:
        serve(*served(deployments), limit=AT_ONCE, print_starting_message=False)
    finally:
        pause(deployments)  # Prefect does so too, but SIGTERM cuts it short where a run has just ended


def _grid(deployments: Sequence[Planned]) -> Grid:
    grid = Grid("deployment", "when", "in the time of", title="Served")
    for one in deployments:
        when = (one.schedule.cron, one.schedule.timezone) if one.schedule else ("when asked to", "")
        grid.add_row(f"{one.flow}/{one.name}", *when)
    return grid
