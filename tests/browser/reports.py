"""A report opened in a browser, and what the browser complained about meanwhile."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

NOW = datetime(2024, 4, 1, tzinfo=UTC)
PATIENCE = 60_000  # ms; machines are shared


@dataclass
class Opened:
    """A report in a browser, and what the browser complained about or asked a network for."""

    page: Page
    folder: Path
    faults: list[str] = field(default_factory=list)

    def go(self, path: str, query: str = "", fragment: str = "") -> Page:
        self.page.goto(f"{(self.folder / path).as_uri()}{query}{fragment}")
        return self.page


def opened(browser: Browser, folder: Path, **more: Any) -> Opened:
    context = browser.new_context(**more)
    context.set_default_timeout(PATIENCE)
    found = Opened(context.new_page(), folder)
    found.page.on("console", lambda said: found.faults.append(said.text) if said.type in ("error", "warning") else None)
    found.page.on("pageerror", lambda error: found.faults.append(str(error)))
    found.page.on("dialog", lambda dialog: found.faults.append(dialog.message))
    found.page.on("request", lambda asked: found.faults.append(asked.url) if asked.url[:5] != "file:" else None)
    return found
