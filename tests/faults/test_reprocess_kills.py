"""The short form of `reprocess_kills.py`: after a killed run the next one ends with every article there once."""

from pathlib import Path

import pytest

from tests.faults.reprocess_kills import kill_many


@pytest.mark.timeout(900)
def test_killed_and_run_again_every_article_is_there_once_in_the_new_version(tmp_path: Path) -> None:
    assert kill_many(tmp_path, articles=16, kills=1, seed=5, batch=4) == []
