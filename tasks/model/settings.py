"""What can be set from outside, through environment variables that begin with MARSAD_."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer, PlainValidator, ValidationError, WithJsonSchema, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from tasks.model.errors import ConfigError
from tasks.places.objects import ObjectFolder
from tasks.places.place import WAREHOUSE, Place, place

# A place as settings and flows have it: given as text, told as text.
Given = Annotated[
    Path | ObjectFolder,
    PlainValidator(place),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "format": "path"}),
]
ROOT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """The settings of a run; each is the environment variable MARSAD_ + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="MARSAD_", env_ignore_empty=True, frozen=True)

    warehouse: Given = Field(
        default=WAREHOUSE, description="the folder of the tables, or s3://bucket/prefix in an object store"
    )
    state: Path = Field(
        default=Path("~/.local/state/marsad"),
        description="where the web's state and reports lie if the warehouse is in an object store; on this machine",
    )
    task_runner: Literal["threads", "processes", "dask"] = Field(
        default="threads", description="where a flow's tasks run"
    )
    dask_scheduler: str = Field(
        default="", description="the address of a Dask scheduler, tcp://host:8786; empty: two processes of this machine"
    )
    workers: int = Field(default=2, ge=1, le=64, description="worker processes for cleaning and extraction")
    batch_size: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        description="documents a batch; if left out 500, and more in each where thousands wait",
    )
    document_seconds: float = Field(
        default=10.0, gt=0, description="processor time for one document in one step, seconds"
    )
    document_memory: int = Field(default=1024, ge=256, description="memory limit of a worker process, MiB")
    document_bytes: int = Field(
        default=10_000_000, ge=1, description="largest document read from files, bytes after decompression"
    )
    names_model: str = Field(
        default="", description="a token-classification model that names people and things: a folder or a hub name"
    )
    contact: str = Field(
        default="",
        pattern=r"^[!-'*-~]{0,200}$",  # printable, without the brackets that it stands between
        description="whom a site's owner can turn to, a page's address or one of mail: stands in the User-Agent",
    )
    host_delay: float = Field(
        default=5.0,
        ge=0,
        le=3600,
        description="time between two requests to one host, where its robots.txt asks for less, seconds",
    )
    connect_seconds: float = Field(default=10.0, gt=0, description="time limit for a connection, seconds")
    read_seconds: float = Field(default=30.0, gt=0, description="time limit for the next bytes of an answer, seconds")
    answer_seconds: float = Field(default=60.0, gt=0, description="time limit for a whole answer, seconds")
    connections: int = Field(default=50, ge=1, le=1000, description="requests to all hosts at once")
    crawl_seconds: float = Field(
        default=1800.0, gt=0, description="time for the web in one run, seconds; what is left waits for the next"
    )
    crawl_pages: int = Field(default=10_000, ge=1, description="pages fetched in one run")
    disk_floor: int = Field(
        default=500, ge=0, description="space left free on the warehouse's disk, MB; with less nothing is fetched"
    )
    report_days: int = Field(
        default=30, ge=0, description="days that the report after a scheduled run covers, to the newest; 0: no report"
    )
    sitemap_days: float = Field(default=7.0, gt=0, description="how old an article of a sitemap may be, days")
    look_again_hours: str = Field(
        default="6,24,72,168",
        description="when a page is looked at again for changes, hours after the first time; - for never",
    )
    captures_days: int = Field(
        default=0, ge=0, le=36_500, description="how long the bytes of captures are kept at least, days; 0 for ever"
    )
    history_hours: int = Field(
        default=24,
        ge=24,
        le=720,
        description="how long files that were replaced stay for readers of earlier versions, hours",
    )
    # A string, for pydantic-settings would read a tuple as JSON.
    allowed_networks: str = Field(
        default="",
        description="networks that are fetched from though they are not public, for intranets, as 10.1.0.0/16,fd00::/8",
    )

    @field_validator("allowed_networks")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        networks(value)
        return value

    @field_validator("look_again_hours")
    @classmethod
    def _are_hours(cls, value: str) -> str:
        hours(value)
        return value


def hours(value: str) -> tuple[float, ...]:
    """The hours that a list with commas names, in ascending order; none for `-`.

    Raises:
        ValueError: one is no number of hours above nought and up to a year.
    """
    found = tuple(float(one) for one in value.split(",") if one.strip()) if value.strip() != "-" else ()
    if any(not 0 < one <= 8784 for one in found):
        raise ValueError("hours are above 0 and at most 8784")
    return tuple(sorted(found))


def networks(value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """The networks that a list with commas names, in CIDR notation.

    Raises:
        ValueError: one is no network, or has bits set beyond its mask.
    """
    return tuple(ip_network(one.strip()) for one in value.split(",") if one.strip())


def load_settings() -> Settings:
    """The settings that the environment gives.

    Raises:
        ConfigError: a variable has a value that its setting cannot have.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "MARSAD_" + "_".join(str(part) for part in first["loc"]).upper()
        raise ConfigError(
            f"{name} is wrong: {first['msg'].lower().removeprefix('value error, ')}; got {first['input']!r}."
        ) from None


def beside(warehouse: Place) -> Path:
    """The folder for what belongs to a warehouse and has to be on this machine's disk: itself, where it is on one.

    Raises:
        ConfigError: as `load_settings`.
    """
    if isinstance(warehouse, Path):
        return warehouse
    return load_settings().state.expanduser().absolute() / warehouse.bucket / warehouse.key
