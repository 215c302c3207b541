"""The errors, named by what happens next.

MarsadError
├── ConfigError         the user's to fix: one sentence that says what to do, exit 2, nothing written
├── SourceUnavailable   a source cannot be read now: retry, then report; the source is kept
├── RejectDocument      this document cannot be used: a row in `rejects`, go on with the next
├── StoreUnavailable    the object store of the warehouse does not answer: run again later
├── WarehouseBusy       others have been writing for longer than anybody waits: run again later
├── StagingBroken       what a run had put aside is broken: run again, it is read anew from the sources
├── WorkersLost         whoever worked on a batch died, every time: see to the machine, run again
├── ExpectationsFailed  a batch broke a critical expectation: stop, keep what stands
├── WarehouseUnsound    what is published is not what it should be: say what, delete nothing, exit 1
└── Interrupted         the process was told to end: keep what stands, the next run goes on
"""

from expectations.vocabulary import REASONS


class MarsadError(Exception):
    """Any error that Marsad foresees; its text is one sentence for a person."""


class ConfigError(MarsadError):
    """Something that the user gave is wrong; the text says what and how to mend it."""


class SourceUnavailable(MarsadError):
    """A source cannot be read now; it may be later."""


class StoreUnavailable(MarsadError):
    """The object store that the warehouse lies in does not answer; it may later."""


class RejectDocument(MarsadError):
    """A document cannot be used.

    Attributes:
        reason: one of `expectations.vocabulary.REASONS`.
        detail: what exactly, in words.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        """Raises ValueError where `reason` is not in the closed list."""
        if reason not in REASONS:
            raise ValueError(f"{reason!r} is no reason of expectations.vocabulary.REASONS")
        super().__init__(f"{REASONS[reason]}{': ' if detail else ''}{detail}")
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type["RejectDocument"], tuple[str, str]]:
        """Pickle by the two arguments: the error crosses from worker processes."""
        return RejectDocument, (self.reason, self.detail)


class ExpectationsFailed(MarsadError):
    """A batch broke a critical expectation of a table; nothing of it is published."""


class Interrupted(MarsadError):
    """The process was told to end before the run had ended."""


class WarehouseUnsound(MarsadError):
    """The tables, their files and the ledger do not fit together; the text says what is wrong, a line each."""


class WarehouseBusy(MarsadError):
    """Others have been writing to the warehouse all the time that a run waits for its turn."""


class StagingBroken(MarsadError):
    """What a run has put aside between two steps is cut off, changed or gone."""


class WorkersLost(MarsadError):
    """The process that cleaned and extracted a batch died each time that it was handed out."""
