"""A warehouse that an earlier release wrote, packed as it was left then."""

import tarfile
from pathlib import Path

RELEASE = Path(__file__).parent / "tasks" / "storage" / "releases" / "before-the-web.tar.xz"


def before_the_web(folder: Path) -> Path:
    """The warehouse of before the web, in this folder."""
    with tarfile.open(RELEASE) as packed:
        packed.extractall(folder)  # our own file, and Python 3.11 has `filter` from its fourth patch on only
    return folder
