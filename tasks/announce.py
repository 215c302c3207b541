"""The step `announce`: tell Prefect's server what people wait for, as events that its automations react to."""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from prefect import task
from prefect.events import emit_event

from tasks.model.limits import ROWS
from tasks.model.runs import Run
from tasks.news.happening import Happening
from tasks.news.runs import fallen_silent, known_silent, read_known, write_known
from tasks.storage.tallies import read_sources
from tasks.web.state import state_path


@task(timeout_seconds=ROWS)
def announce(news: Sequence[Happening], run: Run) -> None:
    """Emit one event for each happening; called after the commit of what it is about.

    A run that is killed between the two tells nothing of that batch, and no later run does: the tables have it. So each
    thing is told once at most.
    """
    for one in news:
        emit_event(
            event=one.event,
            resource={"prefect.resource.id": one.resource, "prefect.resource.name": one.title},
            related=[{"prefect.resource.id": f"marsad.topic.{run.topic_id}", "prefect.resource.role": "topic"}],
            payload={
                "title": one.title,
                "text": one.text,
                "url": one.url,
                "topic_id": run.topic_id,
                "warehouse": str(run.warehouse),
                "more": one.more,
                **dict(one.details),
            },
            id=uuid5(NAMESPACE_URL, f"{run.run_id}/{one.event}/{one.key}"),
        )


def announce_sources(run: Run) -> None:
    """Tell of the sources on the web that this run found silent and no run before it did."""
    sources, folder = read_sources(run) or [], state_path(run.warehouse).parent
    known = read_known(folder)
    news = fallen_silent(sources, known, run)
    if news:
        announce(news, run)
    if known_silent(sources, known) != known:
        write_known(known_silent(sources, known), folder)
