"""Programs from outside of Python that some tests drive: a browser, a database server."""

import os
import shutil
from pathlib import Path

import pytest


def program(name: str, *folders: Path) -> str:
    """The path of a program, on the path or in one of these folders.

    Without it the test is skipped, or fails where `CI` is set: there it is to be installed.
    """
    found = shutil.which(name) or shutil.which(name, path=os.pathsep.join(map(str, folders)))
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(f"{name} is not installed")
    pytest.skip(f"{name} is not installed")
