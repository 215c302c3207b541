"""The short form of `upkeep_kills.py`."""

import pytest

from tests.faults.upkeep_kills import kill_often


@pytest.mark.timeout(300)
def test_killed_maintenance_loses_nothing_and_the_next_one_finishes() -> None:
    assert sum(kill_often(3, seed=2).values()) == 3
