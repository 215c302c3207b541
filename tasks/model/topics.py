"""A topic: what is watched, in which words, where and when; read from a TOML file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from expectations.vocabulary import LANGUAGES, READERS
from tasks.model.errors import ConfigError
from tasks.model.ids import identify
from tasks.model.schedules import cron_fault
from tasks.text.query_syntax import compile_query

_KEYS = ("title", "query", "languages", "schedule", "sources")


@dataclass(frozen=True, slots=True)
class Source:
    """A place to read: which reader reads it, and where it lies."""

    reader: str
    path: Path


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a topic is looked at: five cron fields in the time of a zone of the IANA database."""

    cron: str
    timezone: str


@dataclass(frozen=True, slots=True)
class Title:
    """What the topic is called, in Arabic and in English."""

    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic.

    Attributes:
        topic_id: the name of its file without .toml.
        query: in Lucene's syntax, see `tasks.text.query`.
        query_hash: hash of the query as written: another query, another hash.
        languages: ISO 639-1; articles in others are rejected.
    """

    topic_id: str
    title: Title
    query: str
    query_hash: str
    languages: tuple[str, ...]
    schedule: Schedule
    sources: tuple[Source, ...]


def load_topic(path: Path) -> Topic:
    """The topic that a TOML file describes.

    Relative paths of its sources count from the folder that holds `seeds/` where the file lies in `seeds/topics/`,
    else from the file's own folder.

    Raises:
        ConfigError: there is no such file or it is wrong; one sentence says what, where, and what to do.
    """
    told = _read(path)
    try:
        return _topic(path, told)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.exists() and not path.is_file():
            raise ConfigError(f"The topic file {path} is no file: give --topic a TOML file.")
        # Some editors begin a file with a byte order mark.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"There is no topic file {path}.") from None
    except OSError as error:
        raise ConfigError(f"The topic file {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 at byte {error.start + 1}.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is no TOML: {error}.") from None


def _topic(path: Path, told: Mapping[str, Any]) -> Topic:
    _check_keys(told, _KEYS, "")
    query = _string(told, "query", "")
    compile_query(query)
    return Topic(
        topic_id=path.stem,
        title=_title(told),
        query=query,
        query_hash=identify("query", query),
        languages=_languages(told["languages"]),
        schedule=_schedule(told),
        sources=_sources(told["sources"], _base(path)),
    )


def _check_keys(told: object, keys: Sequence[str], where: str) -> None:
    """All of the keys and no others."""
    if not isinstance(told, Mapping):
        raise ConfigError(f"{where} must be a table with the keys {', '.join(keys)}.")
    prefix = f"{where}." if where else ""
    for key in told:
        if key not in keys:
            raise ConfigError(f"Unknown key {prefix}{key}{_nearest(key, keys)}.")
    for key in keys:
        if key not in told:
            raise ConfigError(f"The key {prefix}{key} is missing.")


def _nearest(word: str, known: Sequence[str]) -> str:
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; perhaps {close[0]} is meant" if close else f"; known are {', '.join(known)}" if len(known) < 20 else ""


def _string(told: Mapping[str, Any], key: str, prefix: str) -> str:
    value = told[key]
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f"{prefix}{key} must be a string with something in it, not {value!r}.")
    return value


def _title(told: Mapping[str, Any]) -> Title:
    title = told["title"]
    _check_keys(title, ("ar", "en"), "title")
    return Title(_string(title, "ar", "title."), _string(title, "en", "title."))


def _languages(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ConfigError(f'languages must be a list such as ["ar"], not {value!r}.')
    for one in value:
        if one not in LANGUAGES:
            raise ConfigError(f"languages has {one!r}; known are {', '.join(LANGUAGES)}.")
    return tuple(value)


def _schedule(told: Mapping[str, Any]) -> Schedule:
    schedule = told["schedule"]
    _check_keys(schedule, ("cron", "timezone"), "schedule")
    cron, timezone = (_string(schedule, key, "schedule.") for key in ("cron", "timezone"))
    fault = cron_fault(cron)
    if fault:
        raise ConfigError(f"schedule.cron is wrong: {fault}.")
    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        nearest = _nearest(timezone, sorted(available_timezones()))
        raise ConfigError(f"schedule.timezone {timezone!r} is no time zone{nearest}.") from None
    return Schedule(cron, timezone)


def _sources(value: object, base: Path) -> tuple[Source, ...]:
    if not isinstance(value, list) or not value:
        raise ConfigError("sources must be one or more tables [[sources]] with reader and path.")
    return tuple(_source(one, f"sources[{number}]", base) for number, one in enumerate(value))


def _source(told: Any, where: str, base: Path) -> Source:
    _check_keys(told, ("reader", "path"), where)
    reader, path = (_string(told, key, f"{where}.") for key in ("reader", "path"))
    if reader not in READERS:
        raise ConfigError(f"{where}.reader {reader!r} is no reader{_nearest(reader, READERS)}.")
    try:
        full = (base / Path(path).expanduser()).absolute()
    except RuntimeError:
        raise ConfigError(f"{where}.path: {path!r} begins with the home of somebody unknown.") from None
    if not full.exists():
        raise ConfigError(f"{where}.path: there is nothing at {full}.")
    return Source(reader, full)


def _base(path: Path) -> Path:
    folder = path.absolute().parent
    return folder.parents[1] if folder.parts[-2:] == ("seeds", "topics") else folder
