"""A topic: what is watched, in which words, where and when; read from a TOML file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from expectations.vocabulary import LANGUAGES
from tasks.model.errors import ConfigError
from tasks.model.ids import identify
from tasks.model.schedules import cron_fault
from tasks.model.settings import ROOT
from tasks.model.sources import Source, WebSource, read_sources
from tasks.model.told import check_keys, nearest, string
from tasks.text.query_syntax import compile_query

SEED_TOPIC = ROOT / "seeds" / "topics" / "iraq-us-withdrawal.toml"
_KEYS = ("title", "query", "languages", "schedule", "sources")


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
        query_hash: hash of all that decides what is wanted, the query as written and the languages: where either is
            another, what was read before is looked at again.
        languages: ISO 639-1; articles in others are rejected.
    """

    topic_id: str
    title: Title
    query: str
    query_hash: str
    languages: tuple[str, ...]
    schedule: Schedule
    sources: tuple[Source | WebSource, ...]


def load_topic(path: Path) -> Topic:
    """The topic that a TOML file describes.

    Relative paths of its sources count from the folder that holds `seeds/` where the file lies in `seeds/topics/`,
    else from the file's own folder.

    Raises:
        ConfigError: there is no such file or it is wrong; one sentence says what, where, and what to do.
    """
    return topic_of(path, read_topic(path))


def topic_of(path: Path, text: str) -> Topic:
    """The topic that a TOML file with this text describes, whether or not the file holds it yet.

    Raises:
        ConfigError: as `load_topic`.
    """
    try:
        told = tomllib.loads(text.removeprefix("\ufeff"))  # some editors begin a file with a byte order mark
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is no TOML: {error}.") from None
    try:
        return _topic(path, told)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None


def read_topic(path: Path) -> str:
    """The text of a topic file, line ends and a byte order mark as they are.

    Raises:
        ConfigError: there is no such file, or it cannot be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise ConfigError(f"The topic file {path} is no file: give --topic a TOML file.")
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise ConfigError(f"There is no topic file {path}.") from None
    except OSError as error:
        raise ConfigError(f"The topic file {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 at byte {error.start + 1}.") from None


def _topic(path: Path, told: Mapping[str, Any]) -> Topic:
    check_keys(told, _KEYS, "")
    query, languages = string(told, "query", ""), _languages(told["languages"])
    compile_query(query)
    return Topic(
        topic_id=path.stem,
        title=_title(told),
        query=query,
        query_hash=identify("wanted", query, *sorted(set(languages))),
        languages=languages,
        schedule=_schedule(told),
        sources=read_sources(told["sources"], _base(path)),
    )


def _title(told: Mapping[str, Any]) -> Title:
    title = told["title"]
    check_keys(title, ("ar", "en"), "title")
    return Title(string(title, "ar", "title."), string(title, "en", "title."))


def _languages(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ConfigError(f'languages must be a list such as ["ar"], not {value!r}.')
    for one in value:
        if one not in LANGUAGES:
            raise ConfigError(f"languages has {one!r}; known are {', '.join(LANGUAGES)}.")
    return tuple(value)


def _schedule(told: Mapping[str, Any]) -> Schedule:
    schedule = told["schedule"]
    check_keys(schedule, ("cron", "timezone"), "schedule")
    cron, timezone = (string(schedule, key, "schedule.") for key in ("cron", "timezone"))
    fault = cron_fault(cron)
    if fault:
        raise ConfigError(f"schedule.cron is wrong: {fault}.")
    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        meant = nearest(timezone, sorted(available_timezones()))
        raise ConfigError(f"schedule.timezone {timezone!r} is no time zone{meant}.") from None
    return Schedule(cron, timezone)


def _base(path: Path) -> Path:
    folder = path.absolute().parent
    return folder.parents[1] if folder.parts[-2:] == ("seeds", "topics") else folder
