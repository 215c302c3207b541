"""What a run is, and what passes between its steps: handles on staged data, never the data."""

from dataclasses import dataclass
from datetime import datetime

from tasks.places.place import Place


@dataclass(frozen=True, slots=True)
class Batch:
    """A handle on a few hundred staged documents: what passes between tasks instead of data.

    Attributes:
        table: the table that the step before has just staged.
        folder: where the batch's staged tables lie, one Parquet file each.
        rows: rows of `table`.
    """

    table: str
    folder: Place
    rows: int

    def staged(self, table: str) -> Place:
        """Where the batch's rows of `table` lie, or would."""
        return self.folder / f"{table}.parquet"


@dataclass(frozen=True, slots=True)
class Run:
    """What identifies one run of a flow and what it was asked to do.

    Attributes:
        run_id: the flow run's id.
        topic_id: the topic; empty where the run, or a batch of it, is about no single one.
        query_hash: hash of what the topic wants.
        keep_all: whether articles off the topic are kept too.
        started_at: when it started, UTC.
        warehouse: where it publishes.
        names_version: the version of the user's model of names; empty where the one that comes with Marsad is used.
        kind: what it takes in, one of `expectations.vocabulary.RUN_KINDS`.
    """

    run_id: str
    topic_id: str
    query_hash: str
    keep_all: bool
    started_at: datetime
    warehouse: Place
    names_version: str = ""
    kind: str = "monitor"


@dataclass(frozen=True, slots=True)
class Intake:
    """What a run has to work through.

    Attributes:
        batches: the staged captures, a few hundred a batch.
        known: documents that were read and needed no second look.
    """

    batches: tuple[Batch, ...]
    known: int
