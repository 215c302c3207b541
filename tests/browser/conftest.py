"""Reports that the tests look at, written once a file, and the browser that opens them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tasks.report.scope import Scope
from tasks.report.write import write_report
from tests.browser.chromium import chromium
from tests.browser.reports import NOW, Opened, opened
from tests.tasks.report import press


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports of an ordinary week and of hostile articles."""
    found = {}
    for name, tables in (("ordinary", press.ordinary()), ("hostile", press.hostile())):
        home = tmp_path_factory.mktemp(name)
        write_report(press.fill(home / "warehouse", tables), home / "report", Scope(None, None, NOW), "ar")
        found[name] = home / "report"
    return found


@pytest.fixture
def ordinary(browser: Browser, folders: dict[str, Path]) -> Iterator[Opened]:
    found = opened(browser, folders["ordinary"], accept_downloads=True)
    yield found
    found.page.context.close()
    assert found.faults == [], "the console is silent and no network is asked"


@pytest.fixture
def hostile(browser: Browser, folders: dict[str, Path]) -> Iterator[Opened]:
    found = opened(browser, folders["hostile"])
    yield found
    found.page.context.close()
    assert found.faults == [], "nothing ran, nothing was asked for"
