"""What tests share: where things lie, and one run over the seed topic, made once a session."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# Before anything imports Prefect: no telemetry, no heartbeat thread (1 s a flow), nothing on the console.
os.environ.update(
    DO_NOT_TRACK="1",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_LOGGING_LEVEL="CRITICAL",
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY="",
)


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """One Prefect server with a database of its own for all tests that run a flow."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(scope="session")
def seed_warehouse(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse after one run over the seed topic."""
    from flows.monitor import monitor

    warehouse = tmp_path_factory.mktemp("seed") / "warehouse"
    monitor(topic=ROOT / "seeds/topics/iraq-us-withdrawal.toml", warehouse=warehouse)
    return warehouse
