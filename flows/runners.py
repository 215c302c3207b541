"""Where the tasks that need the processor run: the setting chooses, no code changes."""

from importlib.util import find_spec
from typing import Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from tasks.model.errors import ConfigError
from tasks.model.settings import Settings

# Batches that are cleaned and extracted while the one before them is published: two keep both cores busy.
_AHEAD = 2
_CONNECT_SECONDS = 10


def check_runner(settings: Settings) -> None:
    """Look whether tasks can run where the settings say, before anything is read.

    Raises:
        ConfigError: they cannot; the text says what to do.
    """
    if settings.task_runner != "dask":
        return
    if find_spec("prefect_dask") is None or find_spec("distributed") is None:
        raise ConfigError("MARSAD_TASK_RUNNER=dask needs Dask: install it with `pip install 'marsad[dask]'`.")
    if settings.dask_scheduler and not _workers(settings.dask_scheduler):
        raise ConfigError(
            f"The Dask scheduler at {settings.dask_scheduler} has no workers: start some with "
            f"`dask worker {settings.dask_scheduler}`, with DASK_DISTRIBUTED__WORKER__DAEMON=False."
        )


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """The runner that the setting `task_runner` names.

    Threads are enough on one machine: the work itself is done in the guarded worker processes that they share.
    Processes keep the steps around it apart too, and pay for it with Prefect's import each. Dask is for many machines;
    without a scheduler's address it is two processes here.
    """
    match settings.task_runner:
        case "threads":
            return ThreadPoolTaskRunner(max_workers=2)
        case "processes":
            return ProcessPoolTaskRunner(max_workers=2)
    import dask
    from prefect_dask.task_runners import DaskTaskRunner

    if settings.dask_scheduler:
        return DaskTaskRunner(address=settings.dask_scheduler)
    dask.config.set({"distributed.worker.daemon": False})  # a daemon may not have the processes that guard documents
    return DaskTaskRunner(cluster_kwargs={"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None})


def gave_up(settings: Settings) -> tuple[type[Any], ...]:
    """What Dask raises, with `allowed_failures`, about a task with which more of its workers died than those."""
    if settings.task_runner != "dask":
        return ()
    from distributed.scheduler import KilledWorker

    return (KilledWorker,)


def ahead(settings: Settings) -> int:
    """How many batches to hand to the runner while the one before them is published: one a worker and one to wait."""
    return max(_AHEAD, _workers(settings.dask_scheduler) + 1) if settings.dask_scheduler else _AHEAD


def share(settings: Settings) -> Settings:
    """The settings for one task: processes of a runner have a pool each, so each gets its share of the workers.

    A worker on another machine has all that the setting says for itself.
    """
    if settings.task_runner == "threads" or settings.dask_scheduler:
        return settings
    return settings.model_copy(update={"workers": max(1, settings.workers // 2)})


def _workers(scheduler: str) -> int:
    """How many threads the workers of a Dask cluster have.

    Raises:
        ConfigError: the scheduler does not answer.
    """
    from distributed import Client

    try:
        with Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            return int(sum(client.nthreads().values()))
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"The Dask scheduler at {scheduler} does not answer ({type(error).__name__}): start it with "
            "`dask scheduler`, or correct MARSAD_DASK_SCHEDULER."
        ) from None
