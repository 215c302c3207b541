"""The short form of `crawl_kills.py`: one kill in every phase, and one of a run that has only begun to take that up."""

from pathlib import Path

import pytest

from tests.faults.crawl_kills import kill_many, laboratory
from tests.faults.findings import wrong
from tests.faults.ready import Ready


@pytest.mark.timeout(300)
def test_killed_runs_lose_nothing_double_nothing_and_hurry_nobody(tmp_path: Path, quick: Ready) -> None:
    with laboratory(tmp_path, quick, outlets=3, articles=2) as made:
        kill_many(made, 4, seed=3, kinds=("quick",), seconds=120)
        made.clean_run()
        made.clean_run()
        phases = {phase for _, phase in made.killed}
        assert "reading" in phases, made.killed
        assert phases & {"resolving", "validating", "committing", "closing"}, made.killed
        assert wrong(made.facts, len(made.killed)) == []
