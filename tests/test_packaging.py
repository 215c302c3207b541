"""What the project is made of: every seed has its origin, every dependency its use, the lock no address."""

import ast
import re
import sys
import tomllib
from importlib.metadata import metadata, packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# Not imported: pins on behalf of prefect, the form in which great-expectations takes frames, and the data of zoneinfo.
NOT_IMPORTED = {"fastapi", "sqlalchemy", "pandas", "tzdata"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> set[str]:
    return {plain(re.split(r"[<>=!~\[; ]", requirement)[0]) for requirement in requirements}


def imported(*folders: str) -> set[str]:
    """The distributions of which the code of these folders imports a module, by statement or by `import_module`."""
    modules: set[str] = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module)
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
                modules |= {str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant)}
    tops = {module.split(".")[0] for module in modules} - set(sys.stdlib_module_names)
    known = packages_distributions()
    return {plain(name) for top in tops for name in known.get(top, ())} - {"marsad"}


def test_every_seed_has_a_row_with_its_licence_and_every_row_its_file() -> None:
    text = (ROOT / "seeds/README.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| `")
    ]
    assert [row for row in rows if len(row) != 4 or not all(row)] == [], "file, what, origin, licence"
    named = {file for row in rows for file in re.findall(r"`([^`]+)`", row[0])}
    files = {str(path.relative_to(ROOT / "seeds")) for path in (ROOT / "seeds").rglob("*") if path.is_file()}
    assert named == files - {"README.md"}


def test_what_the_code_imports_is_declared_and_what_is_declared_imported() -> None:
    training, models = imported("tasks/training"), imported("tasks/extractors/names")
    used = imported("flows", "tasks", "expectations")
    declared, dev = names(PROJECT["dependencies"]), names(EXTRAS["dev"])
    extra = names(EXTRAS["transformers"])
    asked_for = names([*EXTRAS["dask"], *EXTRAS["explore"]])  # imported only where the user asks for it
    assert used - declared - asked_for - (training & dev) - (models & extra) == set(), "imported, not declared"
    assert declared - used == NOT_IMPORTED, "declared, not imported"


def test_every_declared_package_is_locked_and_no_address_is() -> None:
    locked = {plain(name) for name in re.findall(r"^([\w.-]+)==", LOCK, re.M)}
    wanted = [*PROJECT["dependencies"], *EXTRAS["dev"], *EXTRAS["dask"], *EXTRAS["explore"]]
    assert names(wanted) - {"marsad"} <= locked
    assert not re.search(r"https?://|index-url|find-links", LOCK)


def test_the_extra_is_not_locked_but_what_is_tested_of_it_is_pinned() -> None:
    extra = names(EXTRAS["transformers"])
    assert not re.search(r"^(torch|transformers|nvidia-[\w-]+)==", LOCK, re.M), "a gigabyte that most do not need"
    (pins,) = re.findall(r"^EXTRA_PINS := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert names(pins.split()) == extra
    assert all("==" in pin for pin in pins.split())


@pytest.mark.parametrize("name", sorted(names(PROJECT["dependencies"])))
def test_no_licence_of_a_dependency_binds_its_users_code(name: str) -> None:
    told = metadata(name)
    licence = " ".join(
        [told.get("License-Expression") or (told.get("License") or "")[:200], *(told.get_all("Classifier") or [])]
    )
    bound = re.search(r"\bA?GPL|GNU (Affero )?General Public", licence)
    assert not bound or " OR " in licence or "Apache" in licence, licence
