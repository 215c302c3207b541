"""Outlets and agencies: which one a name, a file name or an address belongs to (`seeds/outlets.csv`)."""

import re
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tasks.storage.seeds import rows
from tasks.text.boilerplate import key


@cache
def known_outlets() -> frozenset[str]:
    """The ids of all outlets."""
    return frozenset(row["id"] for row in rows("outlets.csv"))


@cache
def names() -> frozenset[str]:
    """The names of all outlets and agencies and the agencies' short names, as keys of `tasks.text.boilerplate`."""
    full = (row[column] for row in rows("outlets.csv") for column in ("id", "name_ar", "name_en"))
    return frozenset(key(name) for name in (*full, *(row["phrase"] for row in rows("lexicons/ar/agency-names.csv"))))


def is_named(part: str) -> bool:
    """Whether a part of a line is the name of an outlet or agency and nothing else."""
    return key(part) in names()


def of_file(name: str) -> str | None:
    """The outlet of a file called `<outlet>-...`, None where that is none that is known."""
    stem = re.split(r"[./#]", name, maxsplit=1)[0]
    found = [outlet for outlet in known_outlets() if stem == outlet or stem.startswith(outlet + "-")]
    return max(found, key=len, default=None)


def of_url(url: str | None) -> str | None:
    """The outlet whose domain the address's host is or lies under, None where none is known."""
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return None
    parts = host.split(".")
    return next(
        (_domains()[end] for end in (".".join(parts[at:]) for at in range(len(parts))) if end in _domains()), None
    )


@cache
def zone_of(outlet: str | None) -> ZoneInfo | None:
    """The time zone that the outlet's times are in, None where it is not known."""
    name = next((row["timezone"] for row in rows("outlets.csv") if row["id"] == outlet), "")
    return ZoneInfo(name) if name else None


@cache
def _domains() -> dict[str, str]:
    return {row["domain"]: row["id"] for row in rows("outlets.csv") if row["domain"]}


@cache
def agencies() -> frozenset[str]:
    """The ids of the outlets that are agencies."""
    return frozenset(row["id"] for row in rows("outlets.csv") if row["kind"] == "agency")
