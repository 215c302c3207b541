"""Where a warehouse lies: a folder of a disk, or of an object store."""

import re
import shutil
from contextlib import suppress
from pathlib import Path

from tasks.places.objects import SCHEME, ObjectFolder

Place = Path | ObjectFolder
# Where the tables are unless somebody says otherwise: in the project's folder.
WAREHOUSE = Path(__file__).resolve().parents[2] / "warehouse"
# A bucket has no more characters; in a prefix, others than these mean something to one of the libraries.
_ADDRESS = re.compile(r"s3://[a-z0-9][a-z0-9.-]+[a-z0-9](/[\w.=-]+)*", re.ASCII)


def place(given: object) -> Place:
    """The place that somebody has named: an address that begins with s3://, else a path.

    Raises:
        ValueError: it is empty, or an address that cannot be used; the text says why.
    """
    if isinstance(given, Path | ObjectFolder):
        return given
    text = str(given).strip()
    if not text:
        raise ValueError("it is empty; give a path")
    if "://" not in text:
        return Path(text)
    address = text.rstrip("/")
    if not text.startswith(SCHEME):
        raise ValueError("it is neither a path nor an address that begins with s3://")
    if _ADDRESS.fullmatch(address) is None:
        raise ValueError("write it as s3://bucket/prefix, with letters, digits and . _ - = in the prefix")
    return ObjectFolder(address)


def located(warehouse: Place | None) -> Place:
    """The place of a warehouse from the root on, the project's own where none is named.

    What only reads asks here and not the settings, which take a quarter of a second to import: the command line reads
    MARSAD_WAREHOUSE itself.
    """
    return (warehouse or WAREHOUSE).absolute()


def sizes_below(folder: Place) -> dict[str, int]:
    """The bytes of every file below, at any depth, by the names that they have relative to the folder."""
    if isinstance(folder, ObjectFolder):
        return folder.sizes()
    found = {}
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # somebody is writing: files of a moment come and go
            if path.is_file():
                found[str(path.relative_to(folder))] = path.stat().st_size
    return found


def remove_tree(where: Place) -> None:
    """Remove a folder and all below it, as far as it can be removed."""
    if isinstance(where, ObjectFolder):
        where.remove()
    else:
        shutil.rmtree(where, ignore_errors=True)


def listed(folder: Place, pattern: str = "*") -> list[Place]:
    """What lies directly in a folder and has a name that matches, in the order of the names; [] where there is none."""
    if isinstance(folder, ObjectFolder):
        return list(folder.glob(pattern))
    return sorted(folder.glob(pattern))


def replace_text(where: Place, text: str) -> None:
    """Write a text in place of what is there, whole or not at all: somebody may be reading."""
    if isinstance(where, ObjectFolder):
        where.write_text(text, encoding="utf-8")
        return
    part = where.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(where)
