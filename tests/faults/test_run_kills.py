"""The short form of `run_kills.py`: a kill by the clock, and two between the steps of a commit."""

import random
from pathlib import Path

import pytest

from tests.faults.findings import unsound
from tests.faults.ready import Ready
from tests.faults.run_kills import analyst, compared, desk, kill_many, made_up, undisturbed, verdict


@pytest.mark.timeout(300)
def test_killed_runs_over_files_lose_nothing_and_no_query_fails(tmp_path: Path, quick: Ready) -> None:
    made = desk(tmp_path, quick, made_up(12))
    with analyst(made) as asking:
        assert list(kill_many(made, 3, random.Random(3), ("step", "quick", "step"))) == []
        made.arrive(len(made.waiting))
        made.clean_run()
        looks, wrong = verdict(asking)
    assert looks > 0
    assert wrong == []
    assert unsound(made.warehouse) == []
    assert list(compared(made.warehouse, undisturbed(made))) == []
