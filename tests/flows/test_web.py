"""A topic on the web, from its feeds to the tables; the outlets play on loopback."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from tests.outlets import odd
from tests.outlets.server import Server, serve

pytestmark = pytest.mark.usefixtures("prefect", "settings")

TOPIC = """
query = "لا_شيء"
languages = ["ar"]
title = {ar = "عنوان", en = "title"}
schedule = {cron = "0 6 * * *", timezone = "Asia/Baghdad"}
"""


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_CONTACT", "https://marsad.example/contact")
    monkeypatch.setenv("MARSAD_HOST_DELAY", "0")
    monkeypatch.setenv("MARSAD_ALLOWED_NETWORKS", "127.0.1.0/24")


@pytest.fixture
def outlets() -> Iterator[Server]:
    with serve(outlets=2, articles=3) as server:
        yield server


def topic(folder: Path, *feeds: str, name: str = "web") -> Path:
    path = folder / f"{name}.toml"
    sources = "".join(f'[[sources]]\nreader = "feed"\nurl = "{feed}"\n' for feed in feeds)
    path.write_text(TOPIC + sources, encoding="utf-8")
    return path


def run(topic: Path, warehouse: Path, keep_all: bool = True) -> str | None:
    from flows.monitor import monitor

    return monitor(topic=topic, warehouse=warehouse, keep_all=keep_all)


def table(warehouse: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(warehouse / f"current/{name}/")


def test_from_feeds_to_tables_and_only_what_is_new_the_second_time(tmp_path: Path, outlets: Server) -> None:
    one, two = outlets.outlet(1), outlets.outlet(2)
    two.script["/articles/2"] = odd.text("gone", 410)
    feeds, warehouse = (one.feeds[0], one.feeds[1], two.feeds[0]), tmp_path / "w"
    run(topic(tmp_path, *feeds), warehouse)
    articles = table(warehouse, "articles")
    assert articles.height == 4, "three of the first outlet, whose feeds overlap, and one of the second"
    assert set(articles["published_from"]) == {"meta"}
    assert table(warehouse, "quotes").height > 0
    sightings = table(warehouse, "sightings")
    assert sightings.height == 5, "article 3 stands in both feeds of the first outlet"
    assert set(sightings["article_id"]) == set(articles["article_id"])
    captures = table(warehouse, "captures")
    assert dict(captures["holds"].value_counts().rows()) == {"article": 4, "index": 3}
    assert captures.filter(pl.col("status") != 200).is_empty()
    (reject,) = table(warehouse, "rejects").rows(named=True)
    assert (reject["stage"], reject["reason"], reject["detail"]) == ("ingest", "http_status", "410")
    (row,) = table(warehouse, "runs").rows(named=True)
    stages = {stage["stage"]: stage for stage in row["stages"]}
    assert (stages["ingest"]["rows_in"], stages["ingest"]["rejected"], stages["clean"]["rows_in"]) == (5, 1, 4)
    assert [(one["source"], one["health"], one["fetched"], one["refused"]) for one in row["sources"]] == [
        (feeds[0], "ok", 2, 0),
        (feeds[1], "ok", 2, 0),
        (feeds[2], "ok", 1, 1),
    ]
    assert run(topic(tmp_path, *feeds), warehouse) is None
    two.grow(2)
    assert run(topic(tmp_path, *feeds), warehouse) is not None
    assert table(warehouse, "articles").height == 5


def test_a_feed_that_announces_what_is_published_is_a_sighting_more(tmp_path: Path, outlets: Server) -> None:
    one, warehouse = outlets.outlet(1), tmp_path / "w"
    run(topic(tmp_path, one.feeds[0]), warehouse)
    before = table(warehouse, "articles")
    assert run(topic(tmp_path, *one.feeds), warehouse) is not None
    late = table(warehouse, "sightings").filter(pl.col("source") == one.feeds[1])
    assert set(late["article_id"]) & set(before["article_id"])
    assert run(topic(tmp_path, *one.feeds), warehouse) is None


def test_another_topic_takes_what_is_there_without_asking_again(tmp_path: Path, outlets: Server) -> None:
    one, warehouse = outlets.outlet(1), tmp_path / "w"
    run(topic(tmp_path, one.feeds[0]), warehouse, keep_all=False)
    assert set(table(warehouse, "rejects")["reason"]) == {"off_topic"}
    asked = len([record for record in outlets.requests() if record.path.startswith("/articles/")])
    run(topic(tmp_path, one.feeds[0], name="other"), warehouse)
    assert table(warehouse, "articles").height == asked
    assert len([record for record in outlets.requests() if record.path.startswith("/articles/")]) == asked


def test_topics_that_share_a_feed_come_to_rest(tmp_path: Path, outlets: Server) -> None:
    one, warehouse = outlets.outlet(1), tmp_path / "w"
    mine, other = topic(tmp_path, one.feeds[0]), topic(tmp_path, one.feeds[0], name="other")
    run(mine, warehouse)
    run(other, warehouse)
    assert run(mine, warehouse) is None
    assert run(other, warehouse) is None


def test_a_dead_feed_is_told_and_stops_nothing(
    tmp_path: Path, outlets: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    from flows.command_run import run_once

    one = outlets.outlet(1)
    one.script["/feed.xml"] = odd.text("<html>صيانة</html>")
    run_once(topic(tmp_path, *one.feeds), (), tmp_path / "w", True)
    said = capsys.readouterr().out
    assert f"In trouble: {one.feeds[0]} (nothing came the last time: bad_record" in said
    assert table(tmp_path / "w", "articles").height == 2
