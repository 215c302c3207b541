"""The notebook in a real browser: filters narrow, a statement chosen shows its article."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from flows import __main__ as command
from tests.browser.chromium import chromium
from tests.flows import asked

PATIENCE = 90_000  # ms; machines are shared


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
def notebook(prefect: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The notebook over the small press, as `marsad explore` serves it; its address."""
    where, port = asked.fill(tmp_path_factory.mktemp("press")), free_port()
    words = ["explore", "--warehouse", str(where), "--port", str(port), "--no-browser"]
    served = subprocess.Popen(
        [sys.executable, "-m", "flows", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        _wait(f"http://127.0.0.1:{port}/health", served)
        yield f"http://127.0.0.1:{port}/"
    finally:
        os.killpg(served.pid, 2)
        served.wait(30)


def _wait(url: str, served: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert served.poll() is None, "the notebook is not served"
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the notebook does not answer")


def statements(page: Page, count: int) -> None:
    expect(page.get_by_text(f"{count} statements; choose one")).to_be_visible(timeout=PATIENCE)


def test_filters_and_the_article_beside(notebook: str) -> None:
    with chromium() as browser:
        page = browser.new_page()
        strangers: list[str] = []
        page.on("request", lambda asked: strangers.append(asked.url) if not _is_own(asked.url) else None)
        page.goto(notebook)
        statements(page, 16)
        page.get_by_label("Who").fill("الراوى")
        page.get_by_label("Who").press("Enter")
        statements(page, 9)
        page.get_by_role("row").filter(has_text="وجود اتفاق جديد").first.get_by_role("checkbox").click()
        said = page.locator(".article .said").filter(has_text="وجود اتفاق جديد")
        expect(said.first).to_be_visible(timeout=PATIENCE)
        assert "سالم الراوي: deny, indirect" in (said.first.get_attribute("title") or "")
        assert page.locator(".article p").first.evaluate("it => getComputedStyle(it).direction") == "rtl"
        assert strangers == []


def _is_own(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def test_a_warehouse_without_tables_is_a_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["marsad", "explore", "--warehouse", str(tmp_path), "--no-browser"])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 2
    assert "There are no tables" in capsys.readouterr().err
