"""The short form of `many_writers.py`: three runs begin together, and one on another topic when the first has ended."""

from pathlib import Path

import pytest

from tests.faults.many_writers import office, write_at_once, wrong
from tests.faults.ready import Ready


@pytest.mark.timeout(300)
def test_runs_at_once_leave_what_runs_one_after_the_other_leave(tmp_path: Path, quick: Ready) -> None:
    made = office(tmp_path, quick, runs=4)
    assert list(write_at_once(made, writers=3)) == [], (tmp_path / "runs.log").read_text()
    assert list(wrong(made)) == []
