"""Sources are written into a topic file, and nothing else in it changes, whatever it looks like."""

import os
from pathlib import Path

import pytest

from tasks.model.errors import ConfigError
from tasks.model.sources import WebSource
from tasks.model.topics import load_topic
from tasks.storage.topic_files import add_sources, is_watched, toml, watched

HEAD = """# عنوان الملف
query = "العراق"   # a comment
languages = [ "ar" ]
title = {ar = "عنوان", en = "title"}
schedule = {cron = "0 6 * * *", timezone = "Asia/Baghdad"}
"""
FOLDER = '\n[[sources]]\nreader = "folder"  # files\npath = "articles"\n'
NEW = WebSource("page", "https://outlet.test/أخبار", "outlet", 'a[href*="/news/"]')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path / "topic.toml"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + FOLDER,
        HEAD + FOLDER + "\n\n# the end\n",
        (HEAD + FOLDER).rstrip("\n"),
        HEAD,
        "\ufeff" + HEAD + FOLDER,
    ],
    ids=["usual", "comment at the end", "no line end", "no source yet", "byte order mark"],
)
def test_all_that_was_there_is_there(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
    topic = add_sources(path, [NEW])
    assert path.read_bytes().startswith(text.encode()), "to the last byte"
    assert topic == load_topic(path)
    assert topic.sources[-1] == NEW
    assert len(topic.sources) == 1 + text.count("[[sources]]")
    assert [one.name for one in path.parent.iterdir() if one.name != "articles"] == ["topic.toml"]


def test_tables_between_sources_stay_where_they_are(path: Path) -> None:
    first, rest = HEAD.split("title = ")
    title = '\n[title]\nar = "عنوان"\nen = "title"\n'
    schedule = '\n[schedule]\ncron = "0 6 * * *"\ntimezone = "Asia/Baghdad"\n'
    assert rest
    text = first + FOLDER + title + FOLDER + schedule
    path.write_text(text, encoding="utf-8")
    assert len(add_sources(path, [NEW]).sources) == 3
    assert path.read_text(encoding="utf-8") == f"{text}\n{toml(NEW)}"


def test_line_ends_of_windows_stay(path: Path) -> None:
    text = (HEAD + FOLDER).replace("\n", "\r\n").encode()
    path.write_bytes(text)
    add_sources(path, [NEW])
    assert path.read_bytes().startswith(text)
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_list_in_brackets_grows(path: Path, bom: str) -> None:
    listed = 'sources = [\n  {reader = "folder", path = "articles"},  # files\n]\n'
    path.write_text(bom + listed + HEAD, encoding="utf-8")
    assert add_sources(path, [NEW]).sources[-1] == NEW
    text = path.read_text(encoding="utf-8")
    assert text.startswith(bom + listed[:-2])
    assert text.endswith(HEAD)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD.replace("query", "qeury"), "Unknown key qeury; perhaps query is meant"),
        (HEAD + "sources = 3\n", r"sources must be one or more tables \[\[sources\]\]"),
        (HEAD + "x = ", "is no TOML"),
        ("", "The key title is missing"),
    ],
)
def test_what_is_no_topic_file_is_told_and_left_alone(path: Path, text: str, says: str) -> None:
    path.write_text(text, encoding="utf-8")
    for write in (watched, lambda one: add_sources(one, [NEW])):
        with pytest.raises(ConfigError, match=says):
            write(path)
    assert path.read_text(encoding="utf-8") == text


def test_a_source_that_no_topic_may_have_is_not_written(path: Path) -> None:
    path.write_text(HEAD + FOLDER, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"outlet must be an id of small letters"):
        add_sources(path, [WebSource("feed", "https://outlet.test/feed", "Outlet!")])
    add_sources(path, [NEW])
    with pytest.raises(ConfigError, match="twice"):
        add_sources(path, [NEW])
    assert path.read_text(encoding="utf-8") == f"{HEAD}{FOLDER}\n{toml(NEW)}"


def test_what_cannot_be_written_is_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    path.write_text(HEAD + FOLDER, encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigError, match=r"cannot be written: no space left on device\. It is as it was"):
        add_sources(path, [NEW])
    assert path.read_text(encoding="utf-8") == HEAD + FOLDER
    assert sorted(one.name for one in path.parent.iterdir()) == ["articles", "topic.toml"], "nothing is left beside it"


def test_a_file_that_may_not_be_written_is_told_before_anything_is_asked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(HEAD + FOLDER, encoding="utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ConfigError, match="cannot be written: give --topic a file that can"):
        watched(path)


def test_a_link_is_followed_and_permissions_stay(path: Path) -> None:
    path.write_text(HEAD + FOLDER, encoding="utf-8")
    path.chmod(0o640)
    link = path.with_name("link.toml")
    link.symlink_to(path)
    add_sources(link, [NEW])
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert watched(path) == (NEW,)


def test_a_source_is_the_same_however_its_address_is_written() -> None:
    known = [WebSource("feed", "http://www.outlet.test/feed?utm_source=x")]
    assert is_watched("https://outlet.test/feed", known)
    assert not is_watched("https://outlet.test/feed2", known)
