"""What `marsad reprocess` does, without Prefect around it, so that many runs can be killed in little time.

    python tests/faults/one_reprocess.py WAREHOUSE [clean|extract] [EXTRACTOR=VERSION ...]

Begins when everything is imported and a line comes in on stdin. A version given for an extractor, or for `cleaning`,
stands for code that has changed since.
"""

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4


def run(folder: str, stage: str = "clean", *changed: str) -> str | None:
    """One run: the steps of `flows.reprocess`, one after the other; its id, None where there was nothing to do."""
    # Not at the top: worker processes import the file that the main process was started from.
    from tasks.clean import clean
    from tasks.extract import extract
    from tasks.model.batches import sizes
    from tasks.model.runs import Run
    from tasks.model.settings import load_settings
    from tasks.publish import finish, publish
    from tasks.recall import recall
    from tasks.renewal.plan import plan
    from tasks.renewal.stale import Narrowed
    from tasks.resolve import resolve
    from tasks.storage.attempts import adopt
    from tasks.storage.staging import staging
    from tasks.storage.warehouse import recover, turn
    from tasks.validate import validate

    _pretend(dict(one.split("=", 1) for one in changed))
    settings, where = load_settings(), Path(folder).absolute()
    made = Run(str(uuid4()), "", "", False, datetime.now(UTC), where, kind="reprocess")
    recover(where)
    with staging(where, made.run_id):
        portions = plan(made, stage, Narrowed(), (), sizes(settings.batch_size)).portions
        for portion in portions:
            own = replace(made, keep_all=portion.keep_all)
            for batch in recall.fn(portion, made):
                extracted = adopt(extract.fn(clean.fn(batch, own, None, settings), own, settings))
                with turn(where):
                    publish.fn(validate.fn(resolve.fn(extracted, own), own), made, 0)
        if portions:
            finish.fn(made, 0, "finished")
    return made.run_id if portions else None


def _pretend(versions: Mapping[str, str]) -> None:
    """Have these versions in the rows that are written, as if the code were another."""
    from tasks.accounting import versions as known
    from tasks.extractors import rows

    own = known.extractors
    told = {name: version for name, version in versions.items() if name != "cleaning"}
    known.extractors = rows.versions = lambda names="": {**own(names), **told}


if __name__ == "__main__":
    from tasks import clean, extract, publish, recall, resolve, validate  # noqa: F401

    sys.stdin.readline()
    run(*sys.argv[1:])
