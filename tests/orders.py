"""The same program under two orders of sets: Python hashes strings by a seed that is another in every process."""

import subprocess
import sys

from tasks.storage.seeds import SEEDS


def told_in_two_orders(code: str, *words: str) -> tuple[str, str]:
    """What the program prints under each of two seeds; `words` are what it is called with."""
    first, second = (
        subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=SEEDS.parent,
            env={"PATH": "", "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in "12"
    )
    return first, second
