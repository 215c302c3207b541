"""Counts of batches add up to counts of the run, stage by stage."""

import pytest

from tasks.accounting.tally import Tally, add_up, tally
from tasks.model.records import Reject


def test_off_topic_is_rejected_but_no_fault() -> None:
    rejects = [Reject("clean", "off_topic", "", "a"), Reject("clean", "no_text", "", "b")]
    assert tally("clean", 5, 3, rejects, 0.5) == Tally("clean", "documents", 5, 3, 2, 1, 0.5)


def test_batches_add_up_by_stage_in_the_stages_order() -> None:
    clean, ingest = Tally("clean", "documents", 2, 1, 1, 1, 0.5), Tally("ingest", "documents", 2, 2, 0, 0, 0.25)
    assert add_up([clean, ingest, clean]) == (ingest, Tally("clean", "documents", 4, 2, 2, 2, 1.0))


def test_stages_do_not_mix() -> None:
    with pytest.raises(ValueError, match="do not add"):
        Tally("clean", "documents", 1, 1, 0, 0, 0.0) + Tally("clean", "rows", 1, 1, 0, 0, 0.0)
