"""What the user names instead of a topic's sources."""

from pathlib import Path

import pytest

from tasks.model.errors import ConfigError
from tasks.model.settings import ROOT
from tasks.model.topics import load_topic
from tasks.readers.sources import sources

TOPIC = ROOT / "seeds" / "topics" / "iraq-us-withdrawal.toml"


def test_a_folder_without_documents_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("nothing")
    with pytest.raises(ConfigError, match="There is no document in"):
        sources(load_topic(TOPIC), [tmp_path])


def test_a_file_that_cannot_be_read_is_for_the_rejects(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (source,) = sources(load_topic(TOPIC), [tmp_path])
    assert source.path == tmp_path, "there is something, and the run says of it what is wrong"
