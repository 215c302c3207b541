"""What is no model that can be used is told in one sentence, before torch is even looked at."""

import json
import sys
from pathlib import Path

import pytest

from tasks.extractors.names import saved
from tasks.extractors.names.chosen import tagger
from tasks.extractors.names.saved import find, version
from tasks.model.errors import ConfigError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a model, where the extra seems to be installed."""
    monkeypatch.setattr(saved, "_NEEDED", ())
    config = {"architectures": ["BertForTokenClassification"], "id2label": {"10": "I-LOC", "2": "B-LOC", "0": "O"}}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    return tmp_path


def change(folder: Path, **fields: object) -> None:
    file = folder / "config.json"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **fields}), encoding="utf-8")


def test_labels_are_in_the_order_of_their_numbers(folder: Path) -> None:
    assert find(str(folder)).labels == ("O", "B-LOC", "I-LOC")
    assert find(str(folder)).kinds == {"LOC"}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"architectures": ["BertForMaskedLM"]}, "is no token classifier but BertForMaskedLM"),
        ({"architectures": None}, "is no token classifier but something unnamed"),
        ({"id2label": {"0": "LABEL_0", "1": "B-DATE"}}, "no label that Marsad knows, only LABEL_0, B-DATE"),
        ({"id2label": None}, "no label that Marsad knows"),
        ({"id2label": {"x": "O"}}, "has no labels"),
    ],
)
def test_a_model_of_another_kind_is_refused(folder: Path, fields: dict[str, object], says: str) -> None:
    change(folder, **fields)
    with pytest.raises(ConfigError, match=says):
        find(str(folder))


def test_a_folder_without_a_model_is_refused(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    with pytest.raises(ConfigError, match="has no weights"):
        find(str(folder))
    (folder / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"no config\.json that can be read"):
        find(str(folder))


def test_the_version_names_the_folder_and_changes_with_what_the_answers_depend_on(folder: Path, tmp_path: Path) -> None:
    before = version(find(str(folder)))
    assert before.startswith(f"{folder.name}@")
    saved.version.cache_clear()
    (folder / "README.md").write_text("read me", encoding="utf-8")
    assert version(find(str(folder))) == before
    saved.version.cache_clear()
    (folder / "model.safetensors").write_bytes(b"other weights")
    assert version(find(str(folder))) != before


@pytest.mark.parametrize("module", ["torch", "transformers"])
def test_a_missing_extra_is_told_with_how_to_get_it(module: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ConfigError, match=r"pip install 'marsad\[transformers\]'"):
        tagger(f"{folder}/.")


def test_an_extra_that_cannot_be_imported_is_told_the_same_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "tasks.extractors.names.transformer", raising=False)
    with pytest.raises(ConfigError, match=r"pip install 'marsad\[transformers\]'"):
        tagger(str(folder))


def test_without_the_setting_there_is_no_tagger_of_ones_own() -> None:
    assert tagger("") is None
