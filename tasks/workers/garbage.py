"""Python's search for garbage, kept from looking again and again at what lives as long as the process.

Lists and models are a million objects: looking through them took a fifth of the time of extraction. How often it is
looked for garbage stays as it is, for a large page leaves a lot of it.
"""

import gc
from functools import cache


@cache
def spare_lasting() -> None:
    """Take what there is now for lasting, once a process: to be called when lists and models are loaded."""
    gc.collect()
    gc.freeze()
