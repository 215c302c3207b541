"""Functions that misbehave, at the top of a module so that a worker process can import them."""

import os
import time

from tasks.model.errors import RejectDocument


def misbehave(item: str) -> str:
    if item == "loop":
        while True:
            time.sleep(0.01)
    if item == "eat":
        return str(len(bytearray(4 << 30)))
    if item == "exit":
        os._exit(3)
    if item == "raise":
        raise KeyError("why")
    if item == "reject":
        raise RejectDocument("no_text", "nothing left")
    return item.upper()
