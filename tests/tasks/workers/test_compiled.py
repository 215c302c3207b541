"""Compiled rules give what the plain ones give, and none is used that is not made of today's sources."""

import ast
import json
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

import tasks.text.normalize
from tasks.workers.compiled import FOLDER, ROOT, compiled_modules, is_fresh, use_compiled

SOURCE = Path("tasks/text/normalize.py")
PLAIN = "from flows.__main__ import app; app()"
COMPILED = (
    "from flows.__main__ import main; import atexit, sys; "
    "atexit.register(lambda: sys.stderr.write(sys.modules['tasks.text.segment'].__file__)); main()"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one compiled module that is none, and the source it was made of."""
    copy = tmp_path / SOURCE
    copy.parent.mkdir(parents=True)
    copy.write_bytes((ROOT / SOURCE).read_bytes())
    copy.with_name(f"normalize{EXTENSION_SUFFIXES[0]}").touch()
    return tmp_path


def test_a_folder_says_what_was_compiled_of_what(folder: Path) -> None:
    assert compiled_modules(folder) == {"tasks.text.normalize": folder / SOURCE}
    assert is_fresh(folder)


def test_one_byte_makes_it_stale(folder: Path) -> None:
    with (folder / SOURCE).open("ab") as source:
        source.write(b"\n")
    assert not is_fresh(folder)
    assert not use_compiled(folder)


def test_a_module_whose_source_is_gone_is_stale(folder: Path) -> None:
    name = f"gone{EXTENSION_SUFFIXES[0]}"
    (folder / SOURCE).with_name(name).touch()
    (folder / SOURCE).with_name("gone.py").touch()
    assert not is_fresh(folder)


def test_nothing_is_used_once_a_plain_module_is_loaded(folder: Path) -> None:
    before = sys.path[:], tasks.text.__path__[:]
    assert not use_compiled(folder), "compiled and plain modules must not meet in one process"
    assert (sys.path, tasks.text.__path__) == before


def test_nothing_is_written_that_mypyc_cannot_compile() -> None:
    """It has failed on one thing so far: looking in a tuple that is unpacked on the spot."""
    files = [*(ROOT / "tasks/extractors/languages/arabic").glob("*.py"), *(ROOT / "tasks/text").glob("*.py")]
    found = [
        f"{path}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn)
        if isinstance(node.comparators[0], ast.Tuple | ast.List | ast.Set)
        if any(isinstance(one, ast.Starred) for one in node.comparators[0].elts)
    ]
    assert found == [], "write `one in KNOWN or one in (…)`"


def test_no_folder_means_plain(tmp_path: Path) -> None:
    assert not is_fresh(tmp_path / "none")
    assert not use_compiled(tmp_path / "none")


@pytest.mark.skipif(not is_fresh(), reason="today's sources are not compiled: make fast does, where a C compiler is")
def test_compiled_and_plain_give_the_same(tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds/articles").rglob("*.txt"))]
    gold = ROOT.parent / "shared/gold/arabic-dev.jsonl"
    lines = [json.dumps({"id": at, "text": text, "published": "2021-11-19"}) for at, text in enumerate(texts)]
    lines += gold.read_text(encoding="utf-8").splitlines() if gold.exists() else []
    documents = tmp_path / "documents.jsonl"
    documents.write_text("\n".join(lines), encoding="utf-8")
    plain, compiled = (
        subprocess.run([sys.executable, "-c", code, "analyze", documents], cwd=ROOT, capture_output=True, check=True)
        for code in (PLAIN, COMPILED)
    )
    assert compiled.stderr.decode().startswith(str(FOLDER)), "this one was compiled"
    assert plain.stdout.count(b"\n") == len(lines) > 0
    assert compiled.stdout == plain.stdout
