"""What can be set from outside, through environment variables that begin with MARSAD_."""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from tasks.model.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """The settings of a run; each is the environment variable MARSAD_ + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="MARSAD_", env_ignore_empty=True, frozen=True)

    warehouse: Path = Field(default=ROOT / "warehouse", description="the folder of the tables")
    task_runner: Literal["threads", "processes"] = Field(default="threads", description="where a flow's tasks run")
    workers: int = Field(default=2, ge=1, le=64, description="worker processes for cleaning and extraction")
    batch_size: int = Field(default=500, ge=1, le=10_000, description="documents a batch")
    document_seconds: float = Field(default=10.0, gt=0, description="time limit for one document in one step, seconds")
    document_memory: int = Field(default=1024, ge=256, description="memory limit of a worker process, MiB")
    document_bytes: int = Field(
        default=10_000_000, ge=1, description="largest document read, bytes after decompression"
    )
    names_model: str = Field(
        default="", description="a token-classification model that names people and things: a folder or a hub name"
    )


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
        raise ConfigError(f"{name} is wrong: {first['msg'].lower()}; got {first['input']!r}.") from None
