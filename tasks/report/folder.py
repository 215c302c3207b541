"""A report's folder: filled beside its place and put there at one stroke, so that no reader sees half of one."""

import ctypes
import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from tasks.model.errors import ConfigError
from tasks.model.settings import beside
from tasks.places.place import Place

MANIFEST = "report.json"
_EXCHANGE, _HERE = 2, -100  # RENAME_EXCHANGE and AT_FDCWD of Linux


def report_path(warehouse: Place, topic_id: str) -> Path:
    """Where the report of a warehouse goes unless another folder is named; `topic_id` is empty of all articles."""
    return beside(warehouse) / "report" / (topic_id or "all")


def check(out: Path) -> None:
    """Look, without writing anything, whether a report can be put here.

    Raises:
        ConfigError: something else is there, or it cannot be written.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise ConfigError(f"The report cannot be put at {out}: it is no folder. Name another one with --out.")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise ConfigError(f"{out} holds something else than a report: name another folder with --out.")
    there = next(path for path in (out.parent, *out.absolute().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise ConfigError(f"The report cannot be put at {out}: {there} cannot be written. Name another folder.")


@contextmanager
def filling(out: Path) -> Iterator[Path]:
    """A folder to write to, which takes the place of `out` when all went well and is gone when it did not.

    Raises:
        ConfigError: see `check`.
    """
    check(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    made = out.parent / f".{out.name}.{uuid4().hex[:8]}"
    made.mkdir()
    try:
        yield made
        _swap(made, out)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _swap(made: Path, out: Path) -> None:
    """Put `made` where `out` is, and what was there where `made` was."""
    if not out.exists() or not any(out.iterdir()):
        made.replace(out)
        return
    if not _exchanged(made, out):
        aside = made.with_name(f"{made.name}.old")
        out.rename(aside)
        made.rename(out)
        aside.rename(made)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two could be exchanged in one step, as Linux can and most of its file systems do."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number not in (errno.EINVAL, errno.ENOSYS):
        raise OSError(number, os.strerror(number), str(other))
    return False


def manifest(folder: Path, told: dict[str, object]) -> None:
    """Write what the report is of, by which it is known as one."""
    (folder / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
