"""Reports that the tests look at, written once a file, and the browser that opens them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tasks.model.topics import SEED_TOPIC, load_topic
from tasks.report.scope import Scope
from tasks.report.write import write_report
from tests.browser.chromium import chromium
from tests.browser.reports import NOW, Opened, opened
from tests.tasks.report import crowd, press


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports of an ordinary week, of hostile articles, of a fortnight with many, and of that a topic's later part."""
    found = {}
    scoped = Scope(load_topic(SEED_TOPIC), datetime(2024, 3, 6, tzinfo=UTC), NOW)
    made = {"ordinary": press.ordinary(), "hostile": press.hostile(), "crowd": crowd.crowd()}
    for name, tables in made.items():
        home = tmp_path_factory.mktemp(name)
        shown = press.fill(home / "warehouse", tables)
        write_report(shown, home / "report", Scope(None, None, NOW), "ar")
        found[name] = home / "report"
    found["scoped"] = found["crowd"].parent / "scoped"
    write_report(shown, found["scoped"], scoped, "ar")
    return found


@pytest.fixture
def ordinary(browser: Browser, folders: dict[str, Path]) -> Iterator[Opened]:
    found = opened(browser, folders["ordinary"], accept_downloads=True)
    yield found
    found.page.context.close()
    assert found.faults == [], "the console is silent and no network is asked"


@pytest.fixture
def crowded(browser: Browser, folders: dict[str, Path]) -> Iterator[Opened]:
    found = opened(browser, folders["crowd"], accept_downloads=True)
    yield found
    found.page.context.close()
    assert found.faults == [], "the console is silent, nothing ran, and no network is asked"


@pytest.fixture
def hostile(browser: Browser, folders: dict[str, Path]) -> Iterator[Opened]:
    found = opened(browser, folders["hostile"])
    yield found
    found.page.context.close()
    assert found.faults == [], "nothing ran, nothing was asked for"
