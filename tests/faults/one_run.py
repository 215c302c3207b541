"""What `marsad run --all` does, without Prefect around it, so that many runs can be killed in little time.

    python tests/faults/one_run.py TOPIC.toml WAREHOUSE

Begins when everything is imported, which takes as long as the run, and a line comes in on stdin: so one can be made
ready while another is at work.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4


def run(file: str, folder: str) -> None:
    """One run: the steps of `flows.monitor`, one after the other."""
    # Not at the top: worker processes import the file that the main process was started from.
    from tasks.clean import clean
    from tasks.extract import extract
    from tasks.ingest import ingest
    from tasks.model.records import Run
    from tasks.model.settings import load_settings
    from tasks.model.topics import load_topic
    from tasks.publish import finish, publish
    from tasks.resolve import resolve
    from tasks.storage.meanwhile import drop_settled
    from tasks.storage.staging import staging
    from tasks.storage.warehouse import recover, turn
    from tasks.validate import validate

    settings, topic = load_settings(), load_topic(Path(file))
    made = Run(str(uuid4()), topic.topic_id, topic.query_hash, True, datetime.now(UTC), Path(folder).absolute())
    since = recover(made.warehouse)
    with staging(made.warehouse, made.run_id):
        intake = ingest.fn(topic.sources, made, settings)
        known, published = intake.known, False
        for batch in intake.batches:
            extracted = extract.fn(clean.fn(batch, made, topic, settings), made, settings)
            with turn(made.warehouse):
                rest = drop_settled(extracted, made, since)
                known += rest.known
                if rest.is_new:
                    publish.fn(validate.fn(resolve.fn(extracted, made), made), made, known)
                    published = True
        if published:
            finish.fn(made, known, "finished")


if __name__ == "__main__":
    from tasks import clean, extract, ingest, publish, resolve, validate  # noqa: F401

    sys.stdin.readline()
    run(*sys.argv[1:])
