"""The versions of what a run runs: what it made can be told apart from what later code would make."""

from importlib.metadata import version

from tasks.extractors.rows import versions as extractors
from tasks.resolution.assignment import VERSION as LINKING
from tasks.text.cleaning import VERSION as CLEANING


def versions(names_version: str) -> dict[str, str]:
    """Versions of Marsad, of its cleaning, of every extractor and of the linking of entities, by name."""
    return {"marsad": version("marsad"), "cleaning": CLEANING, **reading(names_version)}


def reading(names_version: str) -> dict[str, str]:
    """Versions of what reads an article once it is cleaned: the extractors, and the linking of entities."""
    return {**extractors(names_version), "linking": LINKING}
