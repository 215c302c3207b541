"""Where the tasks that need the processor run: the setting chooses, no code changes."""

from typing import Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from tasks.model.settings import Settings


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """The runner that the setting `task_runner` names.

    Threads are enough on one machine: the work itself is done in the guarded worker processes that they share.
    Processes keep the steps around it apart too, and pay for it with Prefect's import each.
    """
    if settings.task_runner == "threads":
        return ThreadPoolTaskRunner(max_workers=2)
    return ProcessPoolTaskRunner(max_workers=2)


def share(settings: Settings) -> Settings:
    """The settings for one task: processes of a runner have a pool each, so each gets its share of the workers."""
    if settings.task_runner == "threads":
        return settings
    return settings.model_copy(update={"workers": max(1, settings.workers // 2)})
