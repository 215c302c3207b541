"""Objects that are numbered from 1 without gaps, each written once: the ledger of a warehouse in an object store.

An entry takes its number by being put where nothing is: of two writers one comes first, and the other knows.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from tasks.model.errors import StoreUnavailable
from tasks.places.objects import ObjectFolder, Taken

_AT_ONCE = 16
# How far each ledger had got when it was last looked at: numbers only go up, so a look begins there.
_seen: dict[ObjectFolder, int] = {}


def last_number(folder: ObjectFolder) -> int:
    """The highest number, 0 where there is none; one or two requests where little has come since the last look.

    Raises:
        ConfigError: there is no such bucket.
    """
    low, step = _seen.get(folder, 0), 1
    while _at(folder, low + step).exists():
        low, step = low + step, step * 2
    while step > 1:
        step //= 2
        low += step * _at(folder, low + step).exists()
    if low:
        _seen[folder] = low
    else:
        folder.is_dir()  # a look at one object does not tell a bucket that is not there from an empty one; this does
    return low


@lru_cache(maxsize=4096)
def content(folder: ObjectFolder, number: int) -> bytes:
    """What was put under this number; it never changes.

    Raises:
        FileNotFoundError: nothing was.
    """
    return _at(folder, number).read_bytes()


def contents(folder: ObjectFolder, first: int, last: int) -> tuple[bytes, ...]:
    """What was put under these numbers, the last one among them, in their order."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return tuple(pool.map(lambda number: content(folder, number), range(first, last + 1)))


def put(folder: ObjectFolder, number: int, what: bytes) -> bool:
    """Put something under a number; whether it is there now, and nothing else.

    An answer that was lost on its way is no reason to put it twice: what is there is looked at.

    Raises:
        StoreUnavailable: the store does not answer; nobody knows whether it is there.
    """
    try:
        _at(folder, number).put(what)
    except (Taken, StoreUnavailable):
        try:
            return content(folder, number) == what
        except FileNotFoundError:
            return False
    return True


def _at(folder: ObjectFolder, number: int) -> ObjectFolder:
    return folder / f"{number:08d}.json"
