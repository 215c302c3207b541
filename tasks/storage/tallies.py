"""Where a batch's tallies lie until the run's row is written: beside its staged tables, one JSON file a stage."""

import json
from dataclasses import asdict
from pathlib import Path

from tasks.accounting.tally import Tally

_FOLDER = "tallies"


def write_tally(tally: Tally, folder: Path) -> None:
    """Keep the tally of the batch in `folder`; a stage that is repeated overwrites its own."""
    target = folder / _FOLDER / f"{tally.stage}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(asdict(tally)), encoding="utf-8")


def read_tallies(folder: Path) -> tuple[Tally, ...]:
    """The tallies of the batch in `folder`, in no order."""
    found = sorted((folder / _FOLDER).glob("*.json"))
    return tuple(Tally(**json.loads(path.read_text(encoding="utf-8"))) for path in found)
