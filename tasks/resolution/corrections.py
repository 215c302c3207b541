"""Merges and splits by hand, from `seeds/corrections.yml`; the file itself says how they are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tasks.model.errors import ConfigError
from tasks.model.ids import identify
from tasks.storage.seeds import SEEDS

FILE = "corrections.yml"
_ID = frozenset("0123456789abcdef")
_ID_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Split:
    """An entity that is two: its mentions in these articles are somebody else's, whose id is `entity_id`."""

    of: str
    articles: frozenset[str]
    entity_id: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """What was said by hand.

    Attributes:
        merged: for each id that goes, the one that stays.
        splits: the splits.
    """

    merged: Mapping[str, str]
    splits: tuple[Split, ...]


NONE = Corrections({}, ())


def load_corrections(path: Path = SEEDS / FILE) -> Corrections:
    """The corrections of a file; none where there is no file.

    Raises:
        ConfigError: the file is wrong; one sentence says where and what to do.
    """
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _corrections(told)
    except FileNotFoundError:
        return NONE
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from None
    except yaml.YAMLError as error:
        raise ConfigError(f"{path} is no YAML: {' '.join(str(error).split())}.") from None
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None


def _corrections(told: Any) -> Corrections:
    if told is None:
        return NONE
    _check_keys(told, ("merge", "split"), "the file", required=())
    merges = [_merge(one, f"merge[{place}]") for place, one in enumerate(_list(told.get("merge"), "merge"))]
    splits = [_split(one, f"split[{place}]") for place, one in enumerate(_list(told.get("split"), "split"))]
    merged: dict[str, str] = {}
    for kept, gone in merges:
        for entity in gone:
            if merged.setdefault(entity, kept) != kept:
                raise ConfigError(f"{entity} is merged into two entities: keep one of the two rows.")
    for entity in merged:
        _follow(entity, merged)
    return Corrections({entity: _follow(entity, merged) for entity in merged}, tuple(splits))


def _follow(entity: str, merged: Mapping[str, str]) -> str:
    seen = {entity}
    while entity in merged:
        entity = merged[entity]
        if entity in seen:
            raise ConfigError(f"{entity} is merged into itself in a circle: say which one stays.")
        seen.add(entity)
    return entity


def _merge(told: Any, where: str) -> tuple[str, list[str]]:
    _check_keys(told, ("keep", "entities", "because"), where)
    _text(told["because"], f"{where}.because")
    gone = [_id(one, f"{where}.entities") for one in _list(told["entities"], f"{where}.entities")]
    kept = _id(told["keep"], f"{where}.keep")
    if not gone or kept in gone:
        raise ConfigError(f"{where}.entities must list one id or more besides the one to keep.")
    return kept, gone


def _split(told: Any, where: str) -> Split:
    _check_keys(told, ("entity", "articles", "because"), where)
    _text(told["because"], f"{where}.because")
    entity = _id(told["entity"], f"{where}.entity")
    articles = [_text(one, f"{where}.articles") for one in _list(told["articles"], f"{where}.articles")]
    if not articles:
        raise ConfigError(f"{where}.articles must list one article_id or more.")
    return Split(entity, frozenset(articles), identify("entity", "split", entity, articles[0]))


def _check_keys(told: Any, known: tuple[str, ...], where: str, required: tuple[str, ...] | None = None) -> None:
    if not isinstance(told, dict):
        raise ConfigError(f"{where} must be a mapping with the keys {', '.join(known)}.")
    strange = [key for key in told if key not in known]
    missing = [key for key in (known if required is None else required) if key not in told]
    if strange or missing:
        what = f"the unknown key {strange[0]!r}" if strange else f"no key {missing[0]}"
        raise ConfigError(f"{where} has {what}; its keys are {', '.join(known)}.")


def _list(told: Any, where: str) -> list[Any]:
    if told is None:
        return []
    if not isinstance(told, list):
        raise ConfigError(f"{where} must be a list.")
    return told


def _text(told: Any, where: str) -> str:
    if not isinstance(told, str) or not told.strip():
        raise ConfigError(f"{where} must be text, not {told!r}; put ids in quotes.")
    return told


def _id(told: Any, where: str) -> str:
    text = _text(told, where)
    if len(text) != _ID_LENGTH or set(text) - _ID:
        raise ConfigError(f"{where}: {text!r} is no entity_id, which is {_ID_LENGTH} of the signs 0-9 and a-f.")
    return text
