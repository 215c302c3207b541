"""The figures that the floors are held against, computed once."""

import json
import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks.extractors.annotate import annotate
from tasks.extractors.export import export
from tasks.model.records import Document
from tests.gates import annotations

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"


def found(doc: dict[str, Any]) -> dict[str, Any]:
    published = date.fromisoformat(doc["published"]) if doc["published"] else None
    return export(doc["text"], annotate(Document(doc["text"], doc["language"], published, doc["outlet"])))


def scored(gold: list[dict[str, Any]]) -> dict[str, Any]:
    """The scorer's figures over gold documents."""
    predicted = {doc["id"]: found(doc) for doc in gold}
    result: dict[str, Any] = runpy.run_path(str(GOLD / "score.py"))["score"](gold, predicted)[0]
    return result


@pytest.fixture(scope="session")
def scores() -> dict[str, Any]:
    """The scorer's figures over all marked documents."""
    if not (GOLD / "score.py").exists():
        pytest.skip("the marked documents lie beside the project and are not here")
    return scored([json.loads(line) for line in (GOLD / "arabic-dev.jsonl").read_text(encoding="utf-8").splitlines()])


@pytest.fixture(scope="session")
def rebuilt() -> dict[str, list[dict[str, Any]]]:
    """The gold documents of every set of annotated articles."""
    if why := annotations.missing():
        pytest.skip(why)
    return annotations.all_rebuilt()


@pytest.fixture(scope="session")
def annotated_scores(rebuilt: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """The scorer's figures over every set of annotated articles."""
    if not (GOLD / "score.py").exists():
        pytest.skip("the scorer lies beside the project and is not here")
    return {name: scored(documents) for name, documents in rebuilt.items()}
