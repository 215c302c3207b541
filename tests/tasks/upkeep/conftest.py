"""A small warehouse of real rows for what the upkeep's tests break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from expectations.tables import TABLES
from tasks.storage import snapshot
from tasks.storage.migrating import migrate
from tests.releases import before_the_web

Contents = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = before_the_web(tmp_path_factory.mktemp("migrated"))
    migrate(folder)
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A warehouse of the format before."""
    return before_the_web(tmp_path / "warehouse")


@pytest.fixture
def sound(_migrated: Path, tmp_path: Path) -> Path:
    """A sound warehouse of today's format, with two runs, which a test may break: files are copies, not links."""
    target = tmp_path / "warehouse"
    shutil.copytree(_migrated / "tables", target / "tables")
    shutil.copy(_migrated / "ledger.jsonl", target)
    return target


@pytest.fixture
def contents() -> Callable[[Path], Contents]:
    """What the newest snapshot holds, by table, in the order of the rows' words."""

    def found(warehouse: Path) -> Contents:
        folder = snapshot.current(warehouse)
        assert folder is not None
        rows: dict[str, pl.DataFrame] = {name: snapshot.scan(folder, name).collect() for name in TABLES}
        return {name: sorted(frame.iter_rows(), key=str) for name, frame in rows.items()}

    return found
