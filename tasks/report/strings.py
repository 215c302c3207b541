"""What the report says, in Arabic and in English: `strings.toml`, with the names of outlets."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from tasks.storage.seeds import rows

INTERFACES = ("ar", "en")
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
_PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
_FILE = Path(__file__).parent / "strings.toml"


@cache
def strings() -> Mapping[str, Mapping[str, str]]:
    """By language of the interface, what stands for each key."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    flat = {f"{group}.{key}": said for group, keys in told.items() for key, said in keys.items()}
    return {
        language: {key: said[number] for key, said in flat.items()} | _outlets(language)
        for number, language in enumerate(INTERFACES)
    }


def say(language: str, key: str, /, **values: object) -> str:
    """What stands for a key, with the values filled in; KeyError where there is nothing.

    {name} is the value, {name:noun} the value with its noun in the number that the language wants.
    """

    def filled(place: re.Match[str]) -> str:
        name, noun = place.groups()
        if name not in values:
            return place[0]
        value = values[name]
        told = f"{value:,}" if isinstance(value, int) else str(value)
        return counted(language, noun, told) if noun else told

    return _PLACE.sub(filled, strings()[language][key])


def counted(language: str, noun: str, count: str) -> str:
    """So many of what a noun of `[count]` names; `count` is a whole number, with commas or without."""
    forms = strings()[language][f"count.{noun}"].split("|")
    return forms[_FORM[language](int(count.replace(",", "")))].replace("{n}", count)


def _arabic(n: int) -> int:
    if n in (1, 2):
        return n - 1
    return 2 if 3 <= n % 100 <= 10 else 3 if n % 100 >= 11 else 4


_FORM: Mapping[str, Callable[[int], int]] = {"ar": _arabic, "en": lambda n: int(n != 1)}


def outlet_key(outlet: str | None) -> str | None:
    """The key of an outlet's name; None where only its id is known."""
    return f"outlet.{outlet}" if f"outlet.{outlet}" in strings()["en"] else None


def outlet_name(language: str, outlet: str | None) -> str:
    """What an outlet is called: its name where it is known, else its id."""
    key = outlet_key(outlet)
    if key is not None:
        return strings()[language][key]
    return say(language, "ui.no_outlet") if outlet is None else outlet


def _outlets(language: str) -> dict[str, str]:
    return {f"outlet.{row['id']}": row[f"name_{language}"] or row["id"] for row in rows("outlets.csv")}
