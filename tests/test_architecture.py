"""The two sentences of the design, over the import graph of the source."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from prefect import Task

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("expectations", "tasks", "flows")  # lowest first: each may import itself and those before it
FILES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """The full names of all modules that a file imports, at the top and inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides the direction"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def points_back(path: Path) -> list[str]:
    """What a file imports of the layers above its own."""
    above = LAYERS[LAYERS.index(path.relative_to(ROOT).parts[0]) + 1 :]
    return [name for name in imports(path) if name.split(".")[0] in above]


def knows_prefect(path: Path) -> list[str]:
    return [name for name in imports(path) if name.split(".")[0].startswith("prefect")]


def test_the_graph_is_not_empty() -> None:
    assert len(FILES) > 40
    assert sum(1 for path in FILES for _ in imports(path)) > 200


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_flows_tasks_expectations_and_nothing_points_back(path: Path) -> None:
    assert points_back(path) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_flows_and_the_verbs_of_tasks_know_prefect(path: Path) -> None:
    parts = path.relative_to(ROOT).parts
    is_noun = parts[0] == "expectations" or (parts[0] == "tasks" and len(parts) > 2)
    if is_noun:
        assert knows_prefect(path) == []


def test_every_verb_of_tasks_is_a_task() -> None:
    verbs = {path.stem for path in (ROOT / "tasks").glob("*.py")} - {"__init__"}
    steps = {"ingest", "recall", "clean", "extract", "resolve", "validate", "publish"}
    assert verbs == steps | {"announce", "summarize", "depict"} | {"maintain"}
    assert [verb for verb in sorted(verbs) if not knows_prefect(ROOT / "tasks" / f"{verb}.py")] == []


def test_every_step_has_a_time_limit_and_only_reading_is_tried_again() -> None:
    # What `maintain` does takes as long as the warehouse is large, and holds up nobody.
    verbs = {path.stem for path in (ROOT / "tasks").glob("*.py")} - {"__init__", "maintain"}
    steps = [step for verb in verbs for step in vars(import_module(f"tasks.{verb}")).values() if isinstance(step, Task)]
    assert len(steps) >= 8
    unlimited = {"clean", "extract"}  # they run in threads, which cannot be interrupted; their documents have limits
    assert {step.name for step in steps if not step.timeout_seconds} == unlimited
    assert {step.name for step in steps if step.retries} == {"ingest"}


def test_a_fault_is_seen(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("def late():\n    from flows import monitor\n    import prefect.tasks\n")
    assert list(imports(wrong)) == ["flows", "flows.monitor", "prefect.tasks"]
    assert knows_prefect(wrong) == ["prefect.tasks"]


HEAVY = ("polars", "pandas", "great_expectations", "prefect", "deltalake", "trafilatura", "torch", "transformers")


@pytest.mark.parametrize("heavy", HEAVY)
def test_extractors_reach_nothing_heavy(heavy: str) -> None:
    """`marsad analyze` must start at once; whatever the extractors import is followed to the end."""
    seen: set[Path] = set()
    todo = [ROOT / "tasks" / "extractors" / "analysis.py"]
    while todo:
        path = todo.pop()
        if path in seen or not path.exists():
            continue
        seen.add(path)
        names = set(imports(path))
        assert heavy not in {name.split(".")[0] for name in names}, path
        todo += [ROOT.joinpath(*name.split(".")).with_suffix(".py") for name in names if name.split(".")[0] in LAYERS]
    assert len(seen) > 10
