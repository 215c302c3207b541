"""Python's search for garbage, kept from looking again and again at what lives as long as the process.

With lists and models loaded a worker has a hundred thousand objects that it would look through: a fifth of the time of
extraction. How often it is looked for garbage stays as it is, for a large page leaves a lot of it.
"""

import gc
from functools import cache


@cache
def spare_lasting() -> None:
    """Take what there is now for lasting, once a process: to be called when lists and models are loaded."""
    gc.collect()
    gc.freeze()
