"""What of a run as a whole people may be waiting for: a source that fell silent, a publish that was stopped."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tasks.model.runs import Run
from tasks.news.happening import Happening

_TOLD = (
    "told.json"  # beside what is remembered of the web; a source is told of once, however many runs it is silent for
)


def stopped(run: Run, reason: str) -> Happening:
    """A batch was not published, for it broke a critical expectation."""
    return Happening(
        event="marsad.publish.stopped",
        resource=f"marsad.topic.{run.topic_id}",
        title=f"Validation stopped a publish of {run.topic_id}",
        text=f"{reason}\nWhat was published before stands.",
        key=run.run_id,
        details=(("run_id", run.run_id),),
    )


def fallen_silent(sources: Iterable[Mapping[str, Any]], known: Iterable[str], run: Run) -> tuple[Happening, ...]:
    """The sources that are silent now and were not known to be.

    Args:
        sources: as `runs.sources` has them.
        known: the addresses of silent sources that were told of.
        run: the run.
    """
    silent = (one["source"] for one in sources if one["health"] == "silent")
    return tuple(_silent(source, run) for source in silent if source not in set(known))


def _silent(source: str, run: Run) -> Happening:
    return Happening(
        event="marsad.source.silent",
        resource=f"marsad.topic.{run.topic_id}",
        title="A source fell silent",
        text=f"{source} has announced nothing new for two weeks. `marsad sources` says more.",
        key=f"{source}/{run.run_id}",
        url=source,
        details=(("source", source),),
    )


def known_silent(sources: Iterable[Mapping[str, Any]], known: Iterable[str]) -> frozenset[str]:
    """The silent sources that were told of, after those in `sources` were: one that speaks again is none any more."""
    rows = tuple(sources)
    return (frozenset(known) - {one["source"] for one in rows}) | {
        one["source"] for one in rows if one["health"] == "silent"
    }


def read_known(folder: Path) -> frozenset[str]:
    """The silent sources that were told of, as kept in `folder`; none where that cannot be read."""
    try:
        return frozenset(json.loads((folder / _TOLD).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return frozenset()


def write_known(known: Iterable[str], folder: Path) -> None:
    """Keep them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _TOLD).write_text(json.dumps(sorted(known)), encoding="utf-8")
