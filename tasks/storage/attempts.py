"""Attempts at a step: what each one stages lies apart, so that a step may be begun anew wherever another one broke off.

A step that runs on another process or machine may die at any moment, or be given up for dead and go on all the same.
So it changes nothing of what it was given: it stages in a folder of its own, `attempt-…`, within that of the step
before, and the run takes over the one attempt whose result it got. The others go with the run's staging.
"""

from collections.abc import Iterator
from contextlib import suppress
from uuid import uuid4

from tasks.model.runs import Batch
from tasks.places.place import Place, remove_tree, sizes_below

_NAME = "attempt-"


def attempt(batch: Batch, *tables: str) -> Place:
    """A new folder for what a step makes of a batch.

    Args:
        batch: what the step was given.
        tables: those that the step adds rows to; it finds in its folder what is staged of them.
    """
    own = batch.folder / f"{_NAME}{uuid4().hex}"
    own.mkdir()
    for name in tables:
        with suppress(FileNotFoundError):
            Batch(name, own, 0).staged(name).write_bytes(batch.staged(name).read_bytes())
    return own


def origin(folder: Place) -> Place:
    """The batch's folder, in which an attempt, or an attempt at what comes after it, lies."""
    return origin(folder.parent) if folder.name.startswith(_NAME) else folder


def adopt(batch: Batch) -> Batch:
    """Take over what an attempt, and those that it was built on, have staged; the batch in its own folder."""
    whole = origin(batch.folder)
    for folder in _outermost_first(batch.folder):
        for name in sizes_below(folder):
            if not name.startswith(_NAME):
                (whole / name).parent.mkdir(exist_ok=True)
                (folder / name).rename(whole / name)
    if batch.folder != whole:
        remove_tree(next(_outermost_first(batch.folder)))
    return Batch(batch.table, whole, batch.rows)


def _outermost_first(folder: Place) -> Iterator[Place]:
    if folder.name.startswith(_NAME):
        yield from _outermost_first(folder.parent)
        yield folder
