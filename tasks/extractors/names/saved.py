"""A saved token-classification model: where it lies, what its labels are, which one it is. Without torch."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tasks.extractors.names.schemes import parts
from tasks.model.errors import ConfigError

_NEEDED = ("torch", "transformers", "huggingface_hub")
_TELLS = "ForTokenClassification"
# What a model's answer depends on; a folder of training holds more, and larger.
_FILES = ("config.json", "*.safetensors", "pytorch_model*.bin", "tokenizer*", "vocab.*", "merges.txt", "*.model")
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
_HUB_NAME = re.compile(r"[\w-][\w.-]*(/[\w.-]+)?")


@dataclass(frozen=True)
class SavedModel:
    """A model on disk.

    Attributes:
        given: what the user calls it: a folder, or a name of the hub.
        folder: where it lies.
        labels: its labels by their numbers.
    """

    given: str
    folder: Path
    labels: tuple[str, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that its labels stand for."""
        return frozenset(part.kind for label in self.labels for part in parts(label))


@cache
def find(given: str) -> SavedModel:
    """The model that the user means.

    Raises:
        ConfigError: the optional libraries are missing, or there is no model of that kind; says what to do.
    """
    if any(find_spec(module) is None for module in _NEEDED):
        raise missing()
    folder = Path(given).expanduser()
    folder = folder.absolute() if folder.is_dir() else _cached(given)
    config = _config(given, folder)
    kinds = [str(kind) for kind in config.get("architectures") or ()]
    if not any(kind.endswith(_TELLS) for kind in kinds):
        raise ConfigError(f"{_said(given)} is no token classifier but {_listed(kinds)}: give a {_TELLS} model.")
    if not any(any(folder.glob(pattern)) for pattern in _WEIGHTS):
        raise ConfigError(f"{_said(given)} has no weights: {folder} holds neither {' nor '.join(_WEIGHTS)}.")
    found = SavedModel(given, folder, _labels(given, config))
    if not found.kinds:
        raise ConfigError(
            f"{_said(given)} has no label that Marsad knows, only {_listed(found.labels)}: "
            "add what they stand for to seeds/lexicons/name-labels.csv."
        )
    return found


@cache
def version(model: SavedModel) -> str:
    """Which model it is: the last part of its name and eight digits of a hash of what its answers depend on."""
    whole = sha256()
    for path in _files(model.folder):
        with path.open("rb") as content:
            while block := content.read(1 << 20):
                whole.update(block)
    name = model.folder.name if Path(model.given).expanduser().is_dir() else model.given.rpartition("/")[2]
    return f"{name}@{whole.hexdigest()[:8]}"


def missing() -> ConfigError:
    """What to tell where the optional libraries are not installed."""
    return ConfigError("MARSAD_NAMES_MODEL needs libraries that are not there: pip install 'marsad[transformers]'.")


def unusable(model: SavedModel, why: object) -> ConfigError:
    """What to tell where a model turns out wrong when it is loaded or tried."""
    reason = (str(why).strip() or type(why).__name__).splitlines()[0]
    return ConfigError(f"{_said(model.given)} cannot be used: {reason[:300].rstrip('.')}. Give one that is whole.")


def _said(given: str) -> str:
    return f"MARSAD_NAMES_MODEL={given}"


def _listed(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(words[:6]) + ("…" if words[6:] else "") if words else "something unnamed"


def _cached(name: str) -> Path:
    """Where a model of the hub lies that has been fetched before; nothing is fetched here."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError, OSError):
        fetch = f", or fetch it first with `hf download {name}`" if _HUB_NAME.fullmatch(name) else ""
        raise ConfigError(
            f"{_said(name)} is neither a folder nor a model that was fetched from the hub: give a saved model{fetch}."
        ) from None


def _config(given: str, folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        config = None
    if not isinstance(config, dict):
        raise ConfigError(f"{_said(given)} holds no model: {folder} has no config.json that can be read.")
    return config


def _labels(given: str, config: dict[str, Any]) -> tuple[str, ...]:
    named = config.get("id2label") or {}
    try:
        return tuple(str(named[number]) for number in sorted(named, key=int))
    except (TypeError, ValueError):
        raise ConfigError(f"{_said(given)} has no labels: id2label in its config.json is no list of them.") from None


def _files(folder: Path) -> Iterator[Path]:
    found = {path for pattern in _FILES for path in folder.glob(pattern) if path.is_file()}
    yield from sorted(found)
