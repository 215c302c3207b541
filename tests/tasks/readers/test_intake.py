"""Taking in: only what is new, counted, in batches."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from expectations.vocabulary import FILE_READERS
from tasks.model.batches import sizes
from tasks.model.errors import ConfigError
from tasks.model.settings import ROOT, Settings
from tasks.model.sources import Source
from tasks.model.topics import load_topic
from tasks.readers.intake import Taken, read_files, take
from tasks.readers.registry import READERS
from tasks.readers.sources import sources

NOW = datetime(2026, 1, 2, tzinfo=UTC)
TOPIC = ROOT / "seeds/topics/iraq-us-withdrawal.toml"


def taken(root: Path, settled: frozenset[str] = frozenset(), size: int = 2) -> list[Taken]:
    return list(take(read_files([Source("folder", root)], Settings(), NOW), settled, sizes(size)))


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).write_bytes(b"x")


def test_documents_come_in_batches_and_rejects_count(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.docx", "c.txt", "d.txt", "e.txt")
    found = taken(tmp_path)
    assert [(len(one.captures), len(one.rejects)) for one in found] == [(1, 1), (2, 0), (1, 0)]


def test_what_is_settled_is_counted_and_left_out_rejects_as_well(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.docx")
    (first,) = taken(tmp_path)
    ids = frozenset(one.capture_id for one in (*first.captures, *first.rejects) if one.capture_id)
    (second,) = taken(tmp_path, ids)
    assert second == Taken((), (), known=2)
    write(tmp_path, "c.txt")
    (third,) = taken(tmp_path, ids)
    assert ([one.locator for one in third.captures], third.known) == ([f"{tmp_path.name}/c.txt"], 2)


def test_the_same_bytes_at_the_same_place_twice_are_one_document(tmp_path: Path) -> None:
    line = b'{"id": 1, "title": "t", "content": "c"}\n'
    (tmp_path / "in.jsonl").write_bytes(line + line)
    (found,) = taken(tmp_path)
    assert (len(found.captures), found.known) == (1, 1)


def test_inputs_take_the_place_of_the_topics_sources(tmp_path: Path) -> None:
    topic = load_topic(TOPIC)
    assert sources(topic, ()) == topic.sources
    (tmp_path / "article.txt").touch()
    assert sources(topic, (tmp_path,)) == (Source("folder", tmp_path),)


def test_an_input_that_is_not_there_is_the_users_to_mend(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nothing to read at .*nowhere"):
        sources(load_topic(TOPIC), (tmp_path / "nowhere",))


def test_every_reader_that_a_topic_may_name_is_there() -> None:
    assert set(READERS) == set(FILE_READERS)
