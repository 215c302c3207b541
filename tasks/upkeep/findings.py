"""What can be wrong with a warehouse, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Mend = Literal["backup", "again", "wrong"]

# The first is the worst: where files are damaged, nothing else is worth mending.
ADVICE: dict[Mend, str] = {
    "backup": "Files are damaged or lost: restore the warehouse from a backup. Until then nothing is written over it.",
    "wrong": "Rows say what cannot be true: something else than Marsad has changed them, or Marsad has made them so. "
    "Restore a backup of before, or report what is listed here. Until then nothing of the past is deleted.",
    "again": "The snapshot is not that of the ledger: run `marsad maintain` without --check-only, which links it anew.",
}


@dataclass(frozen=True)
class Finding:
    """One rule that the warehouse breaks.

    Attributes:
        table: the table, or `ledger`.
        rule: what should hold, by its short name.
        count: how many files, rows, keys or runs break it.
        example: a key, or the name of a file, that breaks it.
        mend: what to do, a key of `ADVICE`.
    """

    table: str
    rule: str
    count: int
    example: str
    mend: Mend = "wrong"


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding a table and rule, for months are looked at one by one."""
    of: dict[tuple[str, str], Finding] = {}
    for one in findings:
        before = of.get((one.table, one.rule))
        of[one.table, one.rule] = one if before is None else replace(before, count=before.count + one.count)
    return tuple(of.values())


def are_damaged(findings: Iterable[Finding]) -> bool:
    """Whether files are: nothing must be written over such."""
    return any(one.mend == "backup" for one in findings)


def words(findings: Iterable[Finding]) -> str:
    """The findings as lines of a list, and what to do."""
    found = list(findings)
    lines = [f"  {one.table}: {one.rule} is broken {one.count:,} times, for example {one.example}" for one in found]
    return "\n".join(
        [*lines, *(f"  {advice}" for mend, advice in ADVICE.items() if any(f.mend == mend for f in found))]
    )
