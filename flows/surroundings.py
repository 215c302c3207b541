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


def prepare() -> None:
    """Set the defaults in this process's environment."""
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
