"""The tagger that the setting MARSAD_NAMES_MODEL chooses; loaded once a process, and torch only with it."""

import os
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from tasks.extractors.names.contract import NameTagger
from tasks.extractors.names.saved import find, missing
from tasks.model.errors import ConfigError


@cache
def tagger(model: str, threads: int | None = None) -> NameTagger | None:
    """The user's tagger, None where none is chosen.

    Args:
        model: a folder or a name of the hub; empty for the tagger that comes with Marsad.
        threads: how many threads it computes with; as many as its library likes if left out.

    Raises:
        ConfigError: the optional libraries are missing, or it is no such model.
    """
    if not model:
        return None
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read on import: nothing asks the hub about a model that is here
    saved = find(model)
    try:
        transformer = import_module("tasks.extractors.names.transformer")
    except ImportError:
        raise missing() from None
    chosen: NameTagger = transformer.load(saved, threads)
    return chosen


def working(model: str) -> NameTagger | None:
    """The user's tagger in a worker process, of which there are as many as processors: with one thread each."""
    return tagger(model, 1)


def fault(model: str) -> str:
    """Why the model cannot be used in this worker process; empty where it can."""
    try:
        working(model)
    except ConfigError as error:
        return str(error)
    return ""


@dataclass(frozen=True)
class GetReady:
    """Load a model when a worker process starts, before its memory is limited and a document's time runs."""

    model: str

    def __call__(self) -> None:
        """Load it; what is wrong with it `fault` says."""
        fault(self.model)
