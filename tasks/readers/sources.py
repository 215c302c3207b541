"""Where a run reads: the topic's sources, or what the user named instead."""

from collections.abc import Sequence
from pathlib import Path

from tasks.model.errors import ConfigError
from tasks.model.topics import Source, Topic


def sources(topic: Topic, inputs: Sequence[Path]) -> tuple[Source, ...]:
    """The topic's sources where `inputs` is empty, else a source for each input, a file or a folder.

    Raises:
        ConfigError: there is nothing at an input.
    """
    for path in inputs:
        if not path.exists():
            raise ConfigError(f"There is nothing to read at {path}: give --input a file or a folder that exists.")
    return tuple(Source("folder", path.absolute()) for path in inputs) or topic.sources
