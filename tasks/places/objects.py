"""A folder of an object store, read and written in the words that `pathlib` has for one of a disk.

Only what Marsad asks of a folder is here. Keys and the endpoint come from the usual variables (AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL, AWS_ALLOW_HTTP).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasks.model.errors import ConfigError, StoreUnavailable

if TYPE_CHECKING:
    from obstore.store import S3Store

SCHEME = "s3://"
# A store that is down is told of within a minute; the largest object, a batch of captures, is 200 MB.
_RETRIES, _RETRY_SECONDS, _CONNECT_SECONDS, _REQUEST_SECONDS = 4, 20, 5, 120
_LONGEST = 160  # characters of what a store says that go into a sentence
# How the library below obstore, polars and deltalake begins what is no answer: nothing came, or no leave was given.
_UNANSWERED = ("Generic S3 error", "lacked the necessary privileges", "lacked valid authentication credentials")


class Taken(Exception):
    """The object is there already, or is not what it was when it was read."""


class ObjectFolder(str):
    """The address of an object, or of all that lies below it: `s3://bucket/prefix`, without a slash at its end.

    A string, so that polars, deltalake and JSON take it as it is. Folders need not be made, and are gone with the last
    object below them. What cannot be reached or is refused is a `StoreUnavailable` or a `ConfigError`.
    """

    __slots__ = ()

    def __truediv__(self, name: str) -> "ObjectFolder":
        """What lies below."""
        return ObjectFolder(f"{self}/{name}")

    @property
    def bucket(self) -> str:
        """The bucket."""
        return self.removeprefix(SCHEME).partition("/")[0]

    @property
    def key(self) -> str:
        """The object's name in its bucket."""
        return self.removeprefix(SCHEME).partition("/")[2]

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The name without its last ending."""
        head, dot, _ = self.name.rpartition(".")
        return head if dot and head else self.name

    @property
    def parent(self) -> "ObjectFolder":
        """The folder that it lies in."""
        return ObjectFolder(self.rpartition("/")[0])

    def absolute(self) -> "ObjectFolder":
        """Itself: an address is the same wherever one is."""
        return self

    def as_uri(self) -> str:
        """Itself: an address is one."""
        return str(self)

    def mkdir(self, **_: bool) -> None:
        """Nothing: a folder is there with its first object."""

    def is_dir(self) -> bool:
        """Whether anything lies below."""
        return next(self.below(), None) is not None

    def exists(self) -> bool:
        """Whether there is an object of this name; a folder is none."""
        with suppress(FileNotFoundError):
            self.meta()
            return True
        return False

    def meta(self) -> dict[str, Any]:
        """The object's `e_tag`, `last_modified` and `size`.

        Raises:
            FileNotFoundError: there is none.
        """
        with _told(self) as store:
            return dict(store.head(self.key))

    def iterdir(self) -> Iterator["ObjectFolder"]:
        """What lies directly below, objects and folders, in the order of their names."""
        with _told(self) as store:
            found = store.list_with_delimiter(self.key)
        names = {path.rpartition("/")[2] for path in found["common_prefixes"]}
        names |= {one["path"].rpartition("/")[2] for one in found["objects"]}
        return iter([self / name for name in sorted(names)])

    def glob(self, pattern: str) -> Iterator["ObjectFolder"]:
        """Those directly below whose names match."""
        return (one for one in self.iterdir() if fnmatch(one.name, pattern))

    def below(self, after: str | None = None) -> Iterator["ObjectFolder"]:
        """Every object below, at any depth, in the order of their addresses.

        Args:
            after: only those whose names, relative to this folder, come after this one.
        """
        offset = None if after is None else (self / after).key
        with _told(self) as store:
            for some in store.list(f"{self.key}/" if self.key else None, offset=offset):
                yield from (ObjectFolder(f"{SCHEME}{self.bucket}/{one['path']}") for one in some)

    def sizes(self) -> dict[str, int]:
        """The bytes of every object below, by the names that they have relative to this folder."""
        with _told(self) as store:
            found = [one for some in store.list(f"{self.key}/" if self.key else None) for one in some]
        return {one["path"].removeprefix(f"{self.key}/"): int(one["size"]) for one in found}

    def read_bytes(self) -> bytes:
        """The object's content.

        Raises:
            FileNotFoundError: there is none.
        """
        return self.read_tagged()[0]

    def read_tagged(self) -> tuple[bytes, str, datetime]:
        """The content, the tag that changes with it, and when it was written by the store's clock.

        Raises:
            FileNotFoundError: there is none.
        """
        with _told(self) as store:
            got = store.get(self.key)
            return bytes(got.bytes()), str(got.meta["e_tag"]), got.meta["last_modified"]

    def read_text(self, encoding: str) -> str:
        """The object's text."""
        return self.read_bytes().decode(encoding)

    def write_bytes(self, content: bytes) -> int:
        """Write the object, whole or not at all, in place of one that is there; how many bytes that were."""
        with _told(self) as store:
            store.put(self.key, content)
        return len(content)

    def write_text(self, text: str, encoding: str) -> int:
        """Write the object as text; see `write_bytes`."""
        return self.write_bytes(text.encode(encoding))

    def put(self, content: bytes, tag: str | None = None) -> str:
        """Write the object if it is what is expected; its new tag.

        Args:
            content: what to write; nothing that was written there before is the same, or tags say too little.
            tag: of what is there; None: nothing is.

        Raises:
            Taken: there is something else.
        """
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        with _told(self) as store:
            try:
                done = store.put(self.key, content, mode="create" if tag is None else {"e_tag": tag})
            except (AlreadyExistsError, PreconditionError, FileNotFoundError) as error:
                if "NoSuchBucket" in str(error):
                    raise
                raise Taken(self) from None
        return str(done["e_tag"])

    def rename(self, target: "Path | ObjectFolder") -> None:
        """Move the object to an address in the same bucket, in place of one that is there.

        Raises:
            FileNotFoundError: there is none.
        """
        with _told(self) as store:
            store.rename(self.key, ObjectFolder(target).key)

    def unlink(self, missing_ok: bool = False) -> None:
        """Remove the object.

        Raises:
            FileNotFoundError: there is none, and that is not meant to be.
        """
        if not missing_ok:
            self.meta()
        with _told(self) as store, suppress(FileNotFoundError):
            store.delete(self.key)

    def remove(self) -> None:
        """Remove all that lies below."""
        found = [one.key for one in self.below()]
        with _told(self) as store:
            for first in range(0, len(found), 500):
                store.delete(found[first : first + 500])


def delta_options() -> dict[str, str]:
    """What deltalake is to be told beside the variables that it reads itself."""
    return {
        "max_retries": str(_RETRIES),
        "retry_timeout": f"{_RETRY_SECONDS}s",
        "connect_timeout": f"{_CONNECT_SECONDS}s",
        "timeout": f"{_REQUEST_SECONDS}s",
    }


@lru_cache(maxsize=8)
def _store(bucket: str, _endpoint: str | None) -> "S3Store":
    """The bucket. An endpoint that has changed since is another one."""
    from obstore.store import S3Store

    return S3Store(
        bucket,
        client_options={
            "allow_http": os.environ.get("AWS_ALLOW_HTTP", "").lower() in ("1", "true"),  # these options hide it
            "connect_timeout": timedelta(seconds=_CONNECT_SECONDS),
            "timeout": timedelta(seconds=_REQUEST_SECONDS),
        },
        retry_config={"max_retries": _RETRIES, "retry_timeout": timedelta(seconds=_RETRY_SECONDS)},
    )


@contextmanager
def _told(address: ObjectFolder) -> Iterator["S3Store"]:
    """The store of an address; its errors become sentences."""
    from obstore.exceptions import BaseError

    endpoint = os.environ.get("AWS_ENDPOINT_URL")
    try:
        yield _store(address.bucket, endpoint)
    except (FileNotFoundError, BaseError) as error:
        raise _meant(error, address, endpoint or "AWS") from error


@contextmanager
def answering(where: object) -> Iterator[None]:
    """Tell apart, where polars or deltalake fail to read, a store that does not answer from what it has answered.

    Raises:
        StoreUnavailable: `where` is in a store, and it does not; any other error goes on as it is.
    """
    try:
        yield
    except Exception as error:
        if isinstance(where, ObjectFolder) and any(words in str(error) for words in _UNANSWERED):
            raise _unanswered(error, os.environ.get("AWS_ENDPOINT_URL") or "AWS") from error
        raise


def _meant(error: Exception, address: ObjectFolder, endpoint: str) -> Exception:
    from obstore.exceptions import PermissionDeniedError, UnauthenticatedError

    if "NoSuchBucket" in str(error):  # what a list says of it is no error of a file that is not there
        return ConfigError(f"There is no bucket {address.bucket} at {endpoint}: make it, or name another one.")
    if isinstance(error, FileNotFoundError):
        return FileNotFoundError(f"There is no {address}.")
    if isinstance(error, PermissionDeniedError | UnauthenticatedError):
        return ConfigError(
            f"The object store refuses access to {address}: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY have to be of "
            "somebody who may list, read, write and delete there."
        )
    return _unanswered(error, endpoint)


def _unanswered(error: Exception, endpoint: str) -> StoreUnavailable:
    return StoreUnavailable(
        f"The object store at {endpoint} does not answer as it should ({_short(error)}): what was published stands; "
        "see to AWS_ENDPOINT_URL, AWS_REGION and the keys, and run again."
    )


def _short(error: Exception) -> str:
    """The reason at the end of what the library says, on one line."""
    line = " ".join(str(error).partition("Debug source")[0].split()).rstrip(".: ")
    return line if len(line) <= _LONGEST else f"…{line[-_LONGEST:]}"
