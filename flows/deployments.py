"""What is deployed: one deployment a topic, and one for each flow that keeps a warehouse in order.

`flows/prefect.yaml` says the same for servers with workers; tests/flows/test_deployment.py holds the two equal.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasks.model.topics import SEED_TOPIC, Schedule, Topic, load_topic
from tasks.places.place import Place

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

# A run that is due while the one before it is at work has nothing to do: it is cancelled, and no queue builds up.
LIMIT = 1
TAG = "marsad"  # by which the server knows runs that send heartbeats
# Runs of several topics may overlap, they take turns at the warehouse; each needs a gigabyte and both cores.
AT_ONCE = 2
_MAINTAIN = "Compact the tables, remove what is old, check that all agrees."
_REPROCESS = "Clean and extract what is stored anew, after better code."
NIGHTLY = Schedule("30 2 * * *", "UTC")


@dataclass(frozen=True, slots=True)
class Planned:
    """One deployment.

    Attributes:
        flow: its name, which is that of its file in `flows/` too.
        name: of the deployment.
        description: what it does, in one sentence.
        schedule: when; None for one that runs only when it is asked to.
        parameters: of the flow, as JSON has them.
    """

    flow: str
    name: str
    description: str
    schedule: Schedule | None = None
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def entrypoint(self) -> str:
        """The flow as Prefect names it, from the project's folder."""
        return f"flows/{self.flow}.py:{self.flow}"


def seed_topics() -> tuple[Path, ...]:
    """The topic files that come with Marsad."""
    return tuple(sorted(SEED_TOPIC.parent.glob("*.toml")))


def planned(topics: Iterable[Path], warehouse: Place | None = None) -> tuple[Planned, ...]:
    """The deployments for these topic files.

    Args:
        topics: the files.
        warehouse: the folder of the tables; the setting of whatever runs the flow if left out.

    Raises:
        ConfigError: a topic file is wrong.
    """
    place = {} if warehouse is None else {"warehouse": str(warehouse.absolute())}
    watching = (_monitor(load_topic(path), path, place) for path in topics)
    return (
        *watching,
        Planned("maintain", "nightly", _MAINTAIN, NIGHTLY, place),
        Planned("reprocess", "on-demand", _REPROCESS, None, place),
    )


def _monitor(topic: Topic, path: Path, place: dict[str, str]) -> Planned:
    parameters = {"topic": str(path.absolute()), **place}
    return Planned("monitor", topic.topic_id, f"What is new on: {topic.title.en}.", topic.schedule, parameters)


def served(deployments: Iterable[Planned]) -> "tuple[RunnerDeployment, ...]":
    """The deployments as Prefect serves them."""
    return tuple(_served(one) for one in deployments)


def _served(one: Planned) -> "RunnerDeployment":
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron

    flow = getattr(import_module(f"flows.{one.flow}"), one.flow)
    when = one.schedule
    made: RunnerDeployment = flow.to_deployment(
        name=one.name,
        description=one.description,
        parameters=one.parameters,
        tags=[TAG],
        schedules=[Cron(when.cron, timezone=when.timezone)] if when else [],
        concurrency_limit=ConcurrencyLimitConfig(limit=LIMIT, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        paused=False,  # stopping `marsad serve` pauses them
    )
    return made


def pause(deployments: Iterable[Planned]) -> None:
    """Have nothing of these become due, as far as the server knows them."""
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound

    with get_client(sync_client=True) as client:
        for one in deployments:
            with suppress(ObjectNotFound):
                client.pause_deployment(client.read_deployment_by_name(f"{one.flow}/{one.name}").id)
