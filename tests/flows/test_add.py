"""`marsad add` from the command line: what it shows, asks, writes, and says where something is wrong."""

import io
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from flows import __main__ as command
from flows import command_add
from tasks.model.sources import WebSource
from tasks.model.topics import load_topic
from tests.outlets import Outlet, indexes, odd, serve
from tests.outlets.texts import article

TOPIC = """# ما نتابعه
query = "العراق"  # as said
languages = ["ar"]
title = {ar = "عنوان", en = "title"}
schedule = {cron = "0 6 * * *", timezone = "Asia/Baghdad"}
"""
Marsad = Callable[..., int]


@pytest.fixture
def outlet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Outlet]:
    """One outlet whose feed has an article of a minute ago."""
    for name, value in (
        ("CONTACT", "https://marsad.test/bot"), ("ALLOWED_NETWORKS", "127.0.0.0/8"), ("HOST_DELAY", "0"),
        ("ANSWER_SECONDS", "3"), ("WAREHOUSE", str(tmp_path / "warehouse")),
    ):  # fmt: skip
        monkeypatch.setenv(f"MARSAD_{name}", value)
    with serve(articles=12) as server:
        playing = server.outlet(1)
        feed = indexes.rss(playing.url(""), 1, range(12, 0, -1))
        now = format_datetime(datetime.now(UTC))
        feed = feed.replace(format_datetime(indexes.published(12)), now)
        playing.script["/feed.xml"] = odd.text(feed, Content_Type="application/rss+xml")
        yield playing


@pytest.fixture
def marsad(monkeypatch: pytest.MonkeyPatch) -> Marsad:
    """Run the command line; its status."""

    def run(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["marsad", *words])
        try:
            command.main()
        except SystemExit as ended:
            return int(ended.code or 0)
        return 0

    return run


@pytest.fixture
def topic(tmp_path: Path) -> Path:
    path = tmp_path / "topic.toml"
    path.write_text(TOPIC, encoding="utf-8")
    return path


def answers(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """Somebody sits at a terminal and types this."""
    monkeypatch.setattr(command_add, "_is_answered", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(said))


def test_without_a_topic_it_only_shows(
    outlet: Outlet, marsad: Marsad, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert marsad("add", outlet.url("/")) == 0
    said = capsys.readouterr().out
    assert [line.split("│")[2].strip() for line in said.splitlines() if line.startswith("│")] == [
        "feed", "listing", "sitemap",
    ], "the sitemap's articles are old"  # fmt: skip
    assert f"1  {outlet.url('/feed.xml')}" in said
    assert article(1, 12).headline in said
    assert "selector a.story" in said
    assert f"marsad add {outlet.url('/')} --topic FILE --yes" in said
    assert f'[[sources]]\nreader = "feed"\nurl = "{outlet.url("/feed.xml")}"\noutlet = "127-0-1-1"\n' in said
    assert list(tmp_path.iterdir()) == [], "no warehouse is begun for a look"


def test_the_best_is_written_and_runs_no_second_time(
    outlet: Outlet, marsad: Marsad, topic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert marsad("add", outlet.url("/"), "--topic", str(topic), "--yes", "--outlet", "mine") == 0
    assert topic.read_text(encoding="utf-8").startswith(TOPIC)
    assert load_topic(topic).sources == (WebSource("feed", outlet.url("/feed.xml"), "mine"),)
    assert "which has 1 source now" in capsys.readouterr().out
    written = topic.read_bytes()
    assert marsad("add", outlet.url("/"), "--topic", str(topic), "--yes") == 0
    said = capsys.readouterr().out
    assert f"watches {outlet.url('/feed.xml')} already" in said
    assert "│ known" in said
    assert topic.read_bytes() == written


def test_without_a_terminal_and_without_yes_nothing_is_written(
    outlet: Outlet, marsad: Marsad, topic: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert marsad("add", outlet.url("/"), "--topic", str(topic)) == 0
    assert "there is no terminal to ask at. --yes adds the first" in capsys.readouterr().out
    assert topic.read_text(encoding="utf-8") == TOPIC


def test_several_are_chosen_by_their_numbers(
    outlet: Outlet, marsad: Marsad, topic: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, "7\nx\n2, 1\n")
    assert marsad("add", outlet.url("/"), "--topic", str(topic)) == 0
    assert [(one.reader, one.selector) for one in load_topic(topic).sources if isinstance(one, WebSource)] == [
        ("feed", None), ("page", "a.story"),
    ]  # fmt: skip
    assert capsys.readouterr().out.count("Give one or more of the numbers 1 to 3, or n.") == 2


@pytest.mark.parametrize(("said", "status"), [("n\n", 0), ("", 1)])
def test_none_is_chosen(
    said: str, status: int, outlet: Outlet, marsad: Marsad, topic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, said)
    assert marsad("add", outlet.url("/"), "--topic", str(topic)) == status
    assert topic.read_text(encoding="utf-8") == TOPIC


def test_a_language_that_the_topic_does_not_read_is_told(
    outlet: Outlet, marsad: Marsad, topic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topic.write_text(TOPIC.replace('["ar"]', '["en"]'), encoding="utf-8")
    assert marsad("add", outlet.url("/feed.xml"), "--topic", str(topic), "--yes") == 0
    assert "It is in ar, of which the topic takes nothing: it reads en." in capsys.readouterr().out


def test_what_would_give_nothing_is_not_written_by_yes(
    outlet: Outlet, marsad: Marsad, topic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outlet.robots = "User-agent: *\nDisallow: /articles/\n"
    assert marsad("add", outlet.url("/feed.xml"), "--topic", str(topic), "--yes") == 2
    assert "robots.txt does not let its articles be read. Nothing was written" in capsys.readouterr().err
    assert topic.read_text(encoding="utf-8") == TOPIC


def test_hosts_that_the_warehouse_knows_to_be_resting_are_not_asked(
    outlet: Outlet, marsad: Marsad, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tasks.web.state import State, state_path

    with State(state_path(tmp_path / "warehouse")):
        outlet.script["/x"] = odd.busy(429, "600")
    assert marsad("add", outlet.url("/x")) == 1
    assert marsad("add", outlet.url("/")) == 1
    assert "is left alone for" in capsys.readouterr().err


def test_headlines_cannot_steer_the_terminal(
    outlet: Outlet, marsad: Marsad, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = indexes.rss(outlet.url(""), 1, (2, 1)).replace("<title>صحيفة 1", "<title>[red]&#x9b;31m\x1b[31mصحيفة")
    outlet.script["/x"] = odd.text(feed.replace(article(1, 2).headline, "[bold]عنوان\x1b[2J"))
    assert marsad("add", outlet.url("/x")) == 0
    said = capsys.readouterr().out
    assert "[bold]عنوان[2J" in said
    assert not {"\x1b", "\x9b"} & set(said)


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["add"], 2, "Missing argument 'URL'"),
        (["add", " "], 2, "marsad: Give the address of a site"),
        (["add", "http://192.168.1.1/"], 2, "192.168.1.1 is not public"),
        (["add", "ftp://outlet.test/"], 2, "begins with http:// or https://"),
        (["add", "http://127.0.1.1:1/"], 1, "cannot be had"),
        (["add", "https://outlet.test/", "--yes"], 2, "say to which with --topic FILE"),
        (["add", "https://outlet.test/", "--outlet", "Mine!"], 2, "--outlet must be an id"),
        (["add", "https://outlet.test/", "--topic", "none.toml"], 2, "There is no topic file none.toml"),
        (["add", "https://outlet.test/", "--topic", "."], 2, "is no file: give --topic a TOML file"),
        (["add", "https://outlet.test/", "--topic", "bad.toml"], 2, "bad.toml: Unknown key reader"),
    ],
)
def test_a_mistake_is_one_sentence(
    words: list[str],
    status: int,
    says: str,
    outlet: Outlet,
    marsad: Marsad,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.toml").write_text('reader = "feed"\n')
    assert marsad(*words) == status
    said = capsys.readouterr().err
    assert says in said
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]


def test_nobody_to_turn_to(
    outlet: Outlet, marsad: Marsad, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MARSAD_CONTACT", "")
    assert marsad("add", outlet.url("/")) == 2
    assert "Set MARSAD_CONTACT" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        ("outlet.test", "https://outlet.test"),
        ("outlet.test/a?u=http://b", "https://outlet.test/a?u=http://b"),
        ("//outlet.test", "https://outlet.test"),
        ("outlet.test:8080/a", "https://outlet.test:8080/a"),
        (" http://outlet.test ", "http://outlet.test"),
        ("mailto:x@y.z", "mailto:x@y.z"),
    ],
)
def test_an_address_without_its_beginning_gets_one(given: str, whole: str) -> None:
    assert command_add._whole(given) == whole
