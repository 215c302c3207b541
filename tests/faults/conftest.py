"""Outlets on loopback, and a warehouse that holds what they have announced."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import one_run
from tests.faults.findings import Facts, wrong_tables
from tests.faults.ready import Ready, ready
from tests.outlets import Server, serve

OUTLETS, ARTICLES = 2, 4
ENVIRONMENT = {
    "MARSAD_CONTACT": "faults@example.org",
    "MARSAD_HOST_DELAY": "0",
    "MARSAD_ALLOWED_NETWORKS": "127.0.0.0/8",
}
TOPIC = """
query = "مشروع"
languages = ["ar"]
title = { ar = "صحف", en = "Outlets" }
schedule = { cron = "0 6 * * *", timezone = "Asia/Baghdad" }
"""


class Watched:
    """A warehouse, the topic file that fills it, and the outlets that it watches."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.warehouse, self.topic, self.server = folder / "warehouse", folder / "outlets.toml", server
        feeds = [feed for outlet in server.outlets for feed in outlet.feeds]
        sources = "".join(f'[[sources]]\nreader = "feed"\nurl = "{url}"\n' for url in feeds)
        self.topic.write_text(TOPIC + sources, encoding="utf-8")

    def wrong(self) -> list[str]:
        """What is not as it should be in the tables."""
        announced = {outlet.url(""): outlet.articles for outlet in self.server.outlets}
        return wrong_tables(Facts(self.warehouse, Path(), announced, 0.0))

    @property
    def state(self) -> Path:
        return self.warehouse / ".web" / "state.sqlite"

    def run(self) -> None:
        """One run, here."""
        one_run.run(str(self.topic), str(self.warehouse))

    def asked(self) -> list[str]:
        """The paths of articles that were asked for since the last look."""
        paths = [record.path for record in self.server.requests() if record.path.startswith("/articles/")]
        self.server.forget()
        return paths


@pytest.fixture(scope="session")
def quick() -> Iterator[Ready]:
    """What forks runs; it takes as long to begin as several of them."""
    with ready() as made:
        yield made


@pytest.fixture(scope="module")
def outlets() -> Iterator[Server]:
    with serve(outlets=OUTLETS, articles=ARTICLES) as server:
        yield server


@pytest.fixture(scope="module")
def filled(outlets: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a warehouse after one run."""
    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        _environment(patch)
        Watched(folder, outlets).run()
    return folder


@pytest.fixture
def empty(outlets: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """A warehouse before its first run."""
    return _prepared(outlets, tmp_path, monkeypatch)


@pytest.fixture
def watched(filled: Path, outlets: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """A warehouse after one run, of one's own."""
    shutil.copytree(filled / "warehouse", tmp_path / "warehouse", symlinks=True)
    return _prepared(outlets, tmp_path, monkeypatch)


def _prepared(outlets: Server, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    _environment(monkeypatch)
    outlets.forget()
    for outlet in outlets.outlets:
        outlet.articles = ARTICLES
    return Watched(folder, outlets)


def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
