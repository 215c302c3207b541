"""Garbage is still found, without another look at what lasts."""

import subprocess
import sys

from tasks.workers import garbage


def test_garbage_is_found_and_what_lasts_is_left_alone() -> None:
    code = (
        "import gc, sys, weakref\n"
        "from tasks.workers.garbage import spare_lasting\n"
        "lasting = [[number] for number in range(1000)]\n"
        "spare_lasting()\n"
        "kept = gc.get_freeze_count()\n"
        "spare_lasting()\n"
        "class Ring: pass\n"
        "ring = Ring(); ring.itself = ring; gone = weakref.ref(ring); del ring\n"
        "gc.collect(1)\n"
        "print(kept > 1000, gc.get_freeze_count() <= kept, gone() is None, gc.isenabled(), gc.get_threshold()[0])\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert told[:4] == ["True"] * 4
    assert int(told[4]) == garbage._YOUNG
