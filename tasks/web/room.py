"""Stop fetching before the disk is full: what was fetched has to be published too, and others need room."""

import shutil
from pathlib import Path

from tasks.model.errors import ConfigError


def check_room(folder: Path, floor: int) -> None:
    """Look whether so many bytes are free where the folder lies; a microsecond.

    Raises:
        ConfigError: there are fewer.
    """
    free = shutil.disk_usage(folder).free
    if free < floor:
        raise ConfigError(
            f"Nothing more is fetched: only {free // 1_000_000:,} MB are free where {folder} lies, and "
            f"MARSAD_DISK_FLOOR keeps {floor // 1_000_000:,} MB free. Free some space and run again; "
            "what was fetched so far is kept."
        )
