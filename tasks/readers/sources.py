"""What a run reads: its topic's sources, or what was given by hand instead."""

from collections.abc import Sequence
from pathlib import Path

from tasks.model.errors import ConfigError
from tasks.model.topics import Source, Topic


def sources(topic: Topic, inputs: Sequence[Path]) -> tuple[Source, ...]:
    """The files and folders given, where any are, each read as a folder's are; else the topic's sources.

    Raises:
        ConfigError: there is nothing at one of them.
    """
    for path in inputs:
        if not path.exists():
            raise ConfigError(f"There is nothing at {path}; give a file or folder that exists.")
    return tuple(Source("folder", path.absolute()) for path in inputs) or topic.sources
