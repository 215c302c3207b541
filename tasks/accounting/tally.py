"""One stage's count over some documents or rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from expectations.vocabulary import STAGES
from tasks.model.records import Reject


@dataclass(frozen=True, slots=True)
class Tally:
    """What one stage did: `rows_in` = `rows_out` + `rejected`.

    Attributes:
        stage: one of `STAGES`.
        unit: what is counted, documents or rows.
        rows_in: how many came in.
        rows_out: how many went on.
        rejected: how many became rows of `rejects`.
        failed: how many of these are faults, not merely off the topic.
        seconds: how long it took.
    """

    stage: str
    unit: str
    rows_in: int
    rows_out: int
    rejected: int
    failed: int
    seconds: float

    def __add__(self, other: "Tally") -> "Tally":
        """The count over both; ValueError where they are of different stages or units."""
        if (self.stage, self.unit) != (other.stage, other.unit):
            raise ValueError(f"{self.stage}/{self.unit} and {other.stage}/{other.unit} do not add")
        return Tally(
            self.stage,
            self.unit,
            self.rows_in + other.rows_in,
            self.rows_out + other.rows_out,
            self.rejected + other.rejected,
            self.failed + other.failed,
            self.seconds + other.seconds,
        )


def tally(
    stage: str, rows_in: int, rows_out: int, rejects: Sequence[Reject], seconds: float, before: bool = False
) -> Tally:
    """The tally of a stage that counts documents; what came in, what went on and what it rejected are counted apart.

    What was a reject `before` is no new fault when it is one again.
    """
    failed = 0 if before else sum(reject.reason != "off_topic" for reject in rejects)
    return Tally(stage, "documents", rows_in, rows_out, len(rejects), failed, seconds)


def add_up(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """One tally a stage, in the stages' order."""
    sums: dict[str, Tally] = {}
    for one in tallies:
        sums[one.stage] = sums[one.stage] + one if one.stage in sums else one
    return tuple(sums[stage] for stage in STAGES if stage in sums)
