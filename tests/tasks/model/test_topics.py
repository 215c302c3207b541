"""A topic file is read, and every fault in one is told in a sentence."""

import os
from pathlib import Path

import pytest

from tasks.model.errors import ConfigError
from tasks.model.settings import ROOT
from tasks.model.sources import Source
from tasks.model.topics import load_topic

GOOD = """
query = "العراق AND انسحاب"
languages = ["ar"]
title = {ar = "عنوان", en = "title"}
schedule = {cron = "*/15 6-18 * * mon,fri", timezone = "Asia/Baghdad"}
[[sources]]
reader = "folder"
path = "articles"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    return tmp_path


def write(folder: Path, text: str) -> Path:
    path = folder / "my-topic.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_topic_is_what_its_file_says(folder: Path) -> None:
    topic = load_topic(write(folder, GOOD))
    assert topic.topic_id == "my-topic"
    assert (topic.title.ar, topic.title.en) == ("عنوان", "title")
    assert topic.languages == ("ar",)
    assert (topic.schedule.cron, topic.schedule.timezone) == ("*/15 6-18 * * mon,fri", "Asia/Baghdad")
    assert topic.sources == (Source("folder", folder / "articles"),)


def test_another_query_and_other_languages_have_another_hash_and_nothing_else_has(folder: Path) -> None:
    first = load_topic(write(folder, GOOD)).query_hash
    assert load_topic(write(folder, GOOD.replace("title =", "\ntitle ="))).query_hash == first
    assert load_topic(write(folder, GOOD.replace("AND", "OR"))).query_hash != first
    both = load_topic(write(folder, GOOD.replace('["ar"]', '["ar", "en"]'))).query_hash
    assert both != first
    assert load_topic(write(folder, GOOD.replace('["ar"]', '["en", "ar"]'))).query_hash == both


def test_in_seeds_topics_paths_count_from_what_holds_seeds(tmp_path: Path) -> None:
    (tmp_path / "seeds/topics").mkdir(parents=True)
    (tmp_path / "articles").mkdir()
    assert load_topic(write(tmp_path / "seeds/topics", GOOD)).sources[0].path == tmp_path / "articles"


def test_the_seed_topic_reads_the_seed_articles() -> None:
    topic = load_topic(ROOT / "seeds/topics/iraq-us-withdrawal.toml")
    assert topic.sources == (Source("folder", ROOT / "seeds/articles"),)
    assert topic.schedule.timezone == "Asia/Baghdad"


@pytest.mark.parametrize(
    ("change", "into", "says"),
    [
        ('["ar"]', '["ar"', "is no TOML: .*line"),
        ("languages", "langauges", "Unknown key langauges; perhaps languages is meant"),
        ("cron =", "corn =", r"Unknown key schedule\.corn; perhaps cron is meant"),
        ("reader =", "raeder =", r"Unknown key sources\[0\]\.raeder; perhaps reader is meant"),
        ('languages = ["ar"]', "", "The key languages is missing"),
        (', en = "title"', "", r"The key title\.en is missing"),
        ('["ar"]', '["fr"]', "languages has 'fr'"),
        ('["ar"]', "[]", "languages must be a list"),
        ('{ar = "عنوان", en = "title"}', '"x"', "title must be a table"),
        ("*/15", "*/15 1", "it has 6 fields"),
        ("6-18", "6-24", "the hour '6-24' is not within 0 to 23"),
        ("*/15", "*/0", "the minute"),
        ("mon,fri", "mon,fry", "the weekday 'fry'"),
        ("Baghdad", "Bagdad", "'Asia/Bagdad' is no time zone; perhaps Asia/Baghdad is meant"),
        ("العراق AND انسحاب", "العراق AND", "The query is wrong at character 11"),
        ("العراق AND انسحاب", " ", "query must be a string with something in it"),
        ('reader = "folder"', 'reader = "foldr"', "'foldr' is no reader; perhaps folder is meant"),
        ('path = "articles"', 'path = "nowhere"', "there is nothing at .*nowhere"),
        ('path = "articles"', "path = 3", r"sources\[0\]\.path must be a string"),
        ('folder"\npath = "articles"', 'feed"\nurl = "file:///etc/passwd"', "must begin with http:// or https://"),
        ('folder"\npath = "articles"', 'feed"\nurl = "http://a:b@news.example/"', "may hold no user name"),
    ],
)
def test_a_fault_is_told_in_one_sentence(folder: Path, change: str, into: str, says: str) -> None:
    assert change in GOOD
    with pytest.raises(ConfigError, match=says) as caught:
        load_topic(write(folder, GOOD.replace(change, into)))
    assert "my-topic.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_no_file_a_folder_and_foreign_bytes_are_told(folder: Path) -> None:
    with pytest.raises(ConfigError, match="There is no topic file"):
        load_topic(folder / "none.toml")
    with pytest.raises(ConfigError, match="is no file"):
        load_topic(folder)
    (folder / "bad.toml").write_bytes(b"query = '\xff'")
    with pytest.raises(ConfigError, match="is not UTF-8 at byte 10"):
        load_topic(folder / "bad.toml")


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    path = write(folder, "\ufeff" + GOOD)
    assert load_topic(path).languages == ("ar",), "editors on Windows write one"


def test_what_is_no_file_is_refused_and_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.toml")
    with pytest.raises(ConfigError, match="is no file"):
        load_topic(folder / "pipe.toml")


def test_the_home_of_nobody_is_a_mistake_in_the_topic(folder: Path) -> None:
    path = write(folder, GOOD.replace('"articles"', '"~no-such-user/articles"'))
    with pytest.raises(ConfigError, match=r"sources\[0\]\.path: .* home of somebody unknown"):
        load_topic(path)
