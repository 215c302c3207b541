"""What tests share: where things lie, and one run over the seed topic, made once a session."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# No deadline an example: the first one pays for imports, and machines are shared.
settings.register_profile("marsad", deadline=None)
settings.load_profile("marsad")

# Before anything imports Prefect: no telemetry, nothing on the console.
os.environ.update(
    DO_NOT_TRACK="1",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_LOGGING_LEVEL="CRITICAL",
)


pytest_plugins = ["tests.objects"]


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """One Prefect server with a database of its own for all tests that run a flow."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    # Without heartbeats: their thread makes every flow a second longer.
    with (
        prefect_test_harness(server_startup_timeout=120),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield


@pytest.fixture(scope="session")
def seed_warehouse(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse after one run over the seed topic."""
    from flows.monitor import monitor

    warehouse = tmp_path_factory.mktemp("seed") / "warehouse"
    monitor(topic=ROOT / "seeds/topics/iraq-us-withdrawal.toml", warehouse=warehouse)
    return warehouse
