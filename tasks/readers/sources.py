"""Where a run reads: the topic's sources, or what the user named instead."""

from collections.abc import Sequence
from pathlib import Path

from tasks.model.errors import ConfigError
from tasks.model.sources import Source, WebSource
from tasks.model.topics import Topic
from tasks.readers.folder import holds_any


def sources(topic: Topic, inputs: Sequence[Path]) -> tuple[Source | WebSource, ...]:
    """The topic's sources where `inputs` is empty, else a source for each input, a file or a folder.

    Raises:
        ConfigError: there is nothing at an input, or it is a folder without any file to read.
    """
    for path in inputs:
        if not path.exists():
            raise ConfigError(f"There is nothing to read at {path}: give --input a file or a folder that exists.")
        if path.is_dir() and not holds_any(path):
            raise ConfigError(f"There is no document in {path}: give --input a folder with articles in it.")
    return tuple(Source("folder", path.absolute()) for path in inputs) or topic.sources
