"""What Prefect is told before it is first imported, where the user has not said otherwise."""

import os

# Settings in pyproject.toml reach Prefect only from the project's folder; these reach it from anywhere.
_DEFAULTS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The command line shows progress of its own; a reason is printed once, by the command, not as a traceback.
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_TASKS_DEFAULT_NO_CACHE": "true",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}


# What is served is watched in the server's interface: there its log belongs, and a run that died is to be missed there.
SERVED = {
    **_DEFAULTS,
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "tasks,expectations",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
}


def prepare(served: bool = False) -> None:
    """Set the defaults in this process's environment, for one run or for runs that are served."""
    for name, value in (SERVED if served else _DEFAULTS).items():
        os.environ.setdefault(name, value)
