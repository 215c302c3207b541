"""Functions that misbehave, at the top of a module so that a worker process can import them."""

import os
import time

from tasks.model.errors import RejectDocument


def misbehave(item: str) -> str:
    if item == "loop":
        while True:
            pass
    if item == "wait":
        time.sleep(600)
    if item == "work":
        began = time.process_time()
        while time.process_time() < began + 0.6:
            pass
    if item == "eat":
        return str(len(bytearray(4 << 30)))
    if item == "exit":
        os._exit(3)
    if item == "raise":
        raise KeyError("why")
    if item == "reject":
        raise RejectDocument("no_text", "nothing left")
    return item.upper()
