"""`marsad sources` from the command line: before the first run, and after one that met with trouble."""

import asyncio
import sys
from pathlib import Path

import pytest

from flows import __main__ as command
from tasks.model.settings import Settings
from tasks.model.sources import WebSource
from tasks.model.topics import load_topic
from tasks.web.crawl import crawl
from tasks.web.state import State, state_path
from tests.outlets import odd, serve

TOPIC = """
query = "العراق"
languages = ["ar"]
title = {ar = "عنوان", en = "title"}
schedule = {cron = "0 6 * * *", timezone = "Asia/Baghdad"}
[[sources]]
reader = "folder"
path = "articles"
"""


def marsad(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["marsad", *words])
    monkeypatch.setenv("COLUMNS", "160")
    try:
        command.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def rows(said: str) -> list[list[str]]:
    lines = (line for line in said.splitlines() if line.startswith("│"))
    return [[cell.strip() for cell in line.strip("│").split("│")] for line in lines]


def test_before_and_after_a_crawl(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    topic, warehouse = tmp_path / "topic.toml", tmp_path / "warehouse"
    (tmp_path / "articles").mkdir()
    with serve(articles=6) as server:
        outlet = server.outlet(1)
        outlet.script["/busy"] = odd.text("x", 404)
        outlet.robots = "User-agent: *\nDisallow: /articles/1\n"
        feed, busy = outlet.url("/feed.xml"), outlet.url("/busy")
        told = "".join(f'[[sources]]\nreader = "feed"\nurl = "{url}"\n' for url in (feed, busy))
        topic.write_text(TOPIC + told, encoding="utf-8")

        given = ("sources", "--topic", str(topic), "--warehouse", str(warehouse))
        assert marsad(monkeypatch, *given) == 0
        said = capsys.readouterr().out
        assert [row[:3] + row[4:5] for row in rows(said)] == [[n, "feed", "new", "next run"] for n in "12"]
        assert f"1  {feed}\n2  {busy}\n" in said
        assert f"Nothing was polled for {warehouse} yet" in said
        assert f"folder: {tmp_path / 'articles'}" in said
        assert not warehouse.exists(), "to look makes nothing"

        sources = [one for one in load_topic(topic).sources if isinstance(one, WebSource)]
        settings = Settings(contact="a@b.test", allowed_networks="127.0.1.0/24", host_delay=0, answer_seconds=3)
        with State(state_path(warehouse)) as state:
            asyncio.run(crawl(sources, state, settings))
    assert marsad(monkeypatch, *given) == 0
    said = capsys.readouterr().out
    (failed, well) = rows(said)
    assert failed[1:3] + failed[5:] == ["feed", "failed", "", "1", "0", "0", "0"]
    assert failed[4].startswith("in ")
    assert well[1:3] + well[5:] == ["feed", "ok", "4", "0", "4", "0", "0"]
    assert (well[3], well[4]) == ("a moment ago", "next run")
    assert f"2  {feed}\n" in said
    assert f"{busy}: nothing came the last time: http_status: 404." in said


def test_the_seed_topic_has_no_source_on_the_web(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert marsad(monkeypatch, "sources", "--warehouse", str(tmp_path)) == 0
    assert capsys.readouterr().out.startswith("folder: ")


def test_a_broken_state_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = tmp_path / "topic.toml"
    (tmp_path / "articles").mkdir()
    topic.write_text(f'{TOPIC}[[sources]]\nreader = "feed"\nurl = "https://outlet.test/feed"\n', encoding="utf-8")
    state_path(tmp_path).parent.mkdir()
    state_path(tmp_path).write_bytes(b"no database" * 100)
    assert marsad(monkeypatch, "sources", "--topic", str(topic), "--warehouse", str(tmp_path)) == 0
    said = capsys.readouterr().out
    assert [row[2] for row in rows(said)] == ["new"]
    assert "was broken and is kept as" in said


def test_what_cannot_be_read_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert marsad(monkeypatch, "sources", "--topic", str(tmp_path / "none.toml")) == 2
    state_path(tmp_path).parent.mkdir()
    state_path(tmp_path).touch()
    state_path(tmp_path).with_name("owners").touch()  # where a folder has to be
    topic = tmp_path / "topic.toml"
    (tmp_path / "articles").mkdir()
    topic.write_text(f'{TOPIC}[[sources]]\nreader = "feed"\nurl = "https://outlet.test/feed"\n', encoding="utf-8")
    assert marsad(monkeypatch, "sources", "--topic", str(topic), "--warehouse", str(tmp_path)) == 1
    said = capsys.readouterr().err
    assert "file exists" in said
    assert "What is remembered of the web in" in said
    assert "Traceback" not in said
