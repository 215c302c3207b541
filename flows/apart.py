"""Keep Prefect's temporary server out of the way of Ctrl-C, which a terminal sends to a command's whole process group.

A run puts it off until the batch in hand is published. The server would end at once, and the run could only fail.
"""

import subprocess
from functools import partial
from types import SimpleNamespace


def keep_server_apart() -> None:
    """Let the server that Prefect starts where there is none of the user's have a process group of its own."""
    from prefect.server.api import server

    apart = {**vars(subprocess), "Popen": partial(subprocess.Popen, process_group=0)}
    server.subprocess = SimpleNamespace(**apart)  # type: ignore[assignment, attr-defined]
