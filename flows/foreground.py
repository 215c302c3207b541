"""Run a flow in the foreground: Prefect prepared for it, a progress bar meanwhile, one sentence where it fails."""

import signal
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from flows.apart import keep_server_apart
from flows.progress import listening
from flows.server import is_heard, unanswered
from flows.surroundings import prepare
from tasks.model.errors import Interrupted, MarsadError

Result = TypeVar("Result")
_STANDS = "What was published stands; the next run goes on from there."


def in_foreground(start: Callable[[], Result], console: Console) -> Result:
    """Start a flow under a progress bar; what it returns.

    Args:
        start: imports the flow and calls it: Prefect has to be prepared before it is imported.
        console: where the bar is drawn.

    Raises:
        MarsadError: the run failed; what stood before stands.
    """
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    signal.signal(signal.SIGTERM, _terminated)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # what nohup starts outlives its terminal
        signal.signal(signal.SIGHUP, _terminated)
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("starting Prefect", total=None)
        prepare()
        try:
            if not is_heard():
                keep_server_apart()
            with listening(
                lambda done, total, doing: progress.update(bar, completed=done, total=total, description=doing)
            ):
                return start()
        except MarsadError:
            raise
        except KeyboardInterrupt:
            console.print(f"Interrupted. {_STANDS}", soft_wrap=True)
            raise
        except Exception as error:
            raise MarsadError(_failure(error)) from error


def _terminated(_number: int, _frame: FrameType | None) -> None:
    """Where the flow has ended what it was at, or not begun: it hears the signal first as long as it runs."""
    raise Interrupted(f"The run was told to end. {_STANDS}")


def _failure(error: Exception) -> str:
    """Why a run failed that nothing foresaw; Prefect's own log has the traceback for whoever wants it."""
    if "Failed to reach API" in str(error):
        return f"{unanswered()}, or unset the variable and Marsad starts one of its own."
    if "KeyboardInterrupt" in str(error):  # pydantic wraps one that comes while Prefect is imported
        return "Interrupted before the run began."
    reason = str(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
    return (
        f"The run failed: {reason}. What was published before it stands. "
        "PREFECT_LOGGING_LEVEL=ERROR shows where it happened."
    )
