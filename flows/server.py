"""Prefect's server: whether there is one that keeps what a run tells, and whether it answers."""

from tasks.model.errors import ConfigError

HOW = "start one with `prefect server start` and set PREFECT_API_URL=http://127.0.0.1:4200/api"


def is_heard() -> bool:
    """Whether runs here are recorded by a server of the user's; else Prefect starts one for the run, and ends it."""
    from prefect.settings import PREFECT_API_URL

    return PREFECT_API_URL.value() is not None


def check_server(command: str) -> str:
    """The address of the user's server, which answers.

    Args:
        command: what needs it.

    Raises:
        ConfigError: none is set, or it does not answer.
    """
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL

    url: str | None = PREFECT_API_URL.value()
    if url is None:
        raise ConfigError(f"`{command}` needs a Prefect server: {HOW}.")
    with get_client(sync_client=True) as client:
        fault = client.api_healthcheck()
    if fault is not None:
        raise ConfigError(f"{unanswered()}.")
    return url


def unanswered() -> str:
    """The sentence for a server that does not answer, without its end."""
    from prefect.settings import PREFECT_API_URL

    # Also where a profile names it: then the environment does not.
    url = PREFECT_API_URL.value()
    return f"Prefect's server does not answer at PREFECT_API_URL={url}: start it with `prefect server start`"
