"""One stage's count over some documents or rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

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
    failed = 0 if before else _failed(reject.reason for reject in rejects)
    return Tally(stage, "documents", rows_in, rows_out, len(rejects), failed, seconds)


def _failed(reasons: Iterable[str]) -> int:
    return sum(reason != "off_topic" for reason in reasons)


def add_up(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """One tally a stage, in the stages' order."""
    sums: dict[str, Tally] = {}
    for one in tallies:
        sums[one.stage] = sums[one.stage] + one if one.stage in sums else one
    return tuple(sums[stage] for stage in STAGES if stage in sums)


def taken_out(tallies: Iterable[Tally], documents: int, rejects: Sequence[tuple[str, str]]) -> Iterator[Tally]:
    """The tallies of the stages that count documents, as if some had never been taken in.

    Args:
        tallies: of one batch.
        documents: how many captures of articles are taken out.
        rejects: stage and reason of the rejects that are; those of the first stage are of no capture.
    """
    through = documents + sum(stage == STAGES[0] for stage, _ in rejects)
    for one in add_up(tally for tally in tallies if tally.unit == "documents"):
        reasons = [reason for stage, reason in rejects if stage == one.stage]
        rows_in, through = through, through - len(reasons)
        yield replace(
            one,
            rows_in=one.rows_in - rows_in,
            rows_out=one.rows_out - through,
            rejected=one.rejected - len(reasons),
            failed=one.failed - _failed(reasons),
        )
