"""Read what a person wrote into a file of settings: every fault is one sentence that says where and what to do."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from tasks.model.errors import ConfigError


def check_keys(told: Any, keys: Collection[str], where: str, optional: Collection[str] = ()) -> None:
    """Raise ConfigError unless `told` is a table with all of `keys` and none but those and the `optional` ones."""
    if not isinstance(told, dict):
        raise ConfigError(f"{where} must be a table with {', '.join(keys)}, not {told!r}.")
    prefix = f"{where}." if where else ""
    for key in told:
        if key not in keys and key not in optional:
            raise ConfigError(f"Unknown key {prefix}{key}{nearest(key, (*keys, *optional))}.")
    for key in keys:
        if key not in told:
            raise ConfigError(f"The key {prefix}{key} is missing.")


def nearest(word: str, known: Collection[str]) -> str:
    """What `word` may have been meant for, as the end of a sentence."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; perhaps {close[0]} is meant" if close else f"; known are {', '.join(known)}" if len(known) < 20 else ""


def string(told: Mapping[str, Any], key: str, prefix: str) -> str:
    """The string under `key`; ConfigError where it is none or empty."""
    value = told[key]
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f"{prefix}{key} must be a string with something in it, not {value!r}.")
    return value
