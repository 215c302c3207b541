"""The command `marsad deploy`: all that a Prefect server needs, made or brought up to date."""

import os
import subprocess
import sys

from rich.console import Console

from flows.deployments import AT_ONCE
from flows.server import check_server
from flows.surroundings import prepare
from tasks.model.errors import ConfigError, MarsadError
from tasks.model.settings import ROOT

POOL = "marsad"
LOCAL_MAIL = "smtp://127.0.0.1:25"


def deploy(webhook: str | None, mail: str | None, smtp: str | None, sender: str | None) -> None:
    """Make the work pool with its limit, the deployments of `flows/prefect.yaml`, and the automations.

    What is there already is brought up to date, so it may be called as often as one likes. Automations for people that
    were made before stay as they are where they are not given.

    Raises:
        ConfigError: something given is wrong, or no server answers.
        MarsadError: Prefect could not deploy.
    """
    if mail is None and (smtp or sender):
        raise ConfigError("There is nobody to mail to: give --mail an address.")
    prepare(served=True)
    url = check_server("marsad deploy")

    from flows import automations

    wanted = [automations.dead_runs()]
    if mail:
        wanted.append(automations.mail(mail, smtp or os.environ.get("SMTP_URL") or LOCAL_MAIL, sender))
    if webhook:
        wanted.append(automations.webhook(webhook))
    _make_pool()
    _deploy_all()
    for one in wanted:
        automations.establish(one)
    said = f"The work pool, the deployments and the automations are at {url.removesuffix('/api')}. "
    Console().print(f"{said}Start a worker: prefect worker start --pool {POOL}", soft_wrap=True)


def _make_pool() -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
    from prefect.exceptions import ObjectNotFound

    with get_client(sync_client=True) as client:
        try:
            client.update_work_pool(POOL, WorkPoolUpdate(concurrency_limit=AT_ONCE))
        except ObjectNotFound:
            client.create_work_pool(WorkPoolCreate(name=POOL, type="process", concurrency_limit=AT_ONCE))


def _deploy_all() -> None:
    """As its command line does, in the project's folder: paths in the file count from there."""
    command = [
        sys.executable,
        "-m",
        "prefect",
        "--no-prompt",
        "deploy",
        "--prefect-file",
        "flows/prefect.yaml",
        "--all",
    ]
    # The file names the folder by $PWD, which only shells set: services lack it, and in another folder it is another.
    around = {**os.environ, "PWD": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise MarsadError(f"Prefect could not deploy: {' '.join(reason)}")
