"""The short form of `reprocess_kills.py`: after a killed run the next one ends with every article there once."""

from pathlib import Path

import pytest

from tests.faults.ready import Ready
from tests.faults.reprocess_kills import Shelf, kill_many, made_up


@pytest.mark.timeout(300)
def test_killed_and_run_again_every_article_is_there_once_in_the_new_version(tmp_path: Path, quick: Ready) -> None:
    assert kill_many(Shelf(tmp_path, quick), made_up(9), kills=1, seed=5, batch=3) == []
