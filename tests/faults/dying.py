"""`marsad` with workers that kill themselves when they have staged nearly all that a step makes.

    python -m tests.faults.dying run …

Dask's workers load this module themselves, told by DASK_DISTRIBUTED__WORKER__PRELOAD. MARSAD_DYING names a folder: an
empty file, named like the step, for each death that there is to be; it goes with the death.
"""

import os
import signal
from functools import partial
from pathlib import Path
from typing import Any

from tasks.accounting.tally import Tally
from tasks.places.place import Place
from tasks.storage import tallies


def arm() -> None:
    """Have this process kill itself when it has staged the tally of a step for which there is a file."""
    whole = tallies.write_tally

    def last(tally: Tally, folder: Place) -> None:
        whole(tally, folder)
        try:
            (Path(os.environ["MARSAD_DYING"]) / tally.stage).unlink()
        except FileNotFoundError:
            return
        os.kill(os.getpid(), signal.SIGKILL)

    tallies.write_tally = last


def dask_setup(_worker: Any) -> None:
    """What Dask calls when a worker starts."""
    arm()


if __name__ == "__main__":
    from flows import runners
    from flows.__main__ import main

    runners.ProcessPoolTaskRunner = partial(runners.ProcessPoolTaskRunner, initializer=arm)  # type: ignore[misc, assignment]
    main()
