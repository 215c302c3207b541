"""A state, and fetches by a client that is as impatient as tests are."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tasks.model.settings import Settings
from tasks.web.client import Client
from tasks.web.outcomes import Outcome
from tasks.web.pace import Pace
from tasks.web.state import State
from tests.outlets import Server, serve

SETTINGS = Settings(
    contact="https://marsad.test/bot",
    allowed_networks="127.0.1.0/24",
    host_delay=0.0,
    connect_seconds=0.5,
    read_seconds=0.4,
    answer_seconds=0.8,
)
Fetch = Callable[..., Outcome]


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "state.sqlite") as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[Server]:
    """Three outlets of three articles."""
    with serve(outlets=3) as playing:
        yield playing


@pytest.fixture
def fetch(state: State) -> Fetch:
    """`fetch(url, limit=…, …)`: what a new client says of an address."""

    def once(url: str, limit: int = 1_000_000, client: dict[str, Any] | None = None, **options: Any) -> Outcome:
        async def run() -> Outcome:
            async with Client(SETTINGS, state, **{"pace": Pace(patience=0.5), **(client or {})}) as asking:
                return await asking.fetch(url, limit, **options)

        return asyncio.run(run())

    return once
