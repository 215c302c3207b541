"""Use the compiled rules where they are there and made of today's sources; else everything stays plain Python.

`make fast` compiles the modules that take most of the time and leaves them in `build/fast`, each beside the source
it was made of. Nothing there can shadow an edited source: one that differs, and none of them is used.
"""

import sys
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "fast"


def use_compiled(folder: Path = FOLDER) -> bool:
    """Let later imports find the compiled modules; whether they do.

    Args:
        folder: where they lie, in folders as their sources do.
    """
    modules = compiled_modules(folder)
    if not is_fresh(folder) or modules.keys() & sys.modules.keys():
        return False
    sys.path.append(str(folder))  # what they have in common is a module of its own
    for package in {name.rpartition(".")[0] for name in modules}:
        import_module(package).__path__.insert(0, str(folder.joinpath(*package.split("."))))
    return True


def is_fresh(folder: Path = FOLDER) -> bool:
    """Whether there are compiled modules and all of them are made of today's sources."""
    modules = compiled_modules(folder)
    return bool(modules) and all(_same(copy, ROOT / copy.relative_to(folder)) for copy in modules.values())


def compiled_modules(folder: Path = FOLDER) -> dict[str, Path]:
    """The modules compiled for this Python, by name, each with the copy of the source that it was made of."""
    suffix = EXTENSION_SUFFIXES[0]
    found = [path.relative_to(folder) for path in sorted(folder.glob(f"tasks/**/*{suffix}"))]
    names = [path.with_name(path.name.removesuffix(suffix)) for path in found]
    return {".".join(name.parts): folder / name.with_suffix(".py") for name in names}


def _same(copy: Path, source: Path) -> bool:
    return copy.is_file() and source.is_file() and copy.read_bytes() == source.read_bytes()
