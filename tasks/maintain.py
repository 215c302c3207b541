"""The step `maintain`: bring up to date, check, put together, let go of, delete. Each can be killed and done again."""

from datetime import UTC, datetime

from prefect import task

from tasks.places.place import Place
from tasks.storage.migrating import migrate as migrate_warehouse
from tasks.upkeep import retention, soundness, tidiness
from tasks.upkeep.findings import Finding
from tasks.upkeep.soundness import Tell


@task
def migrate(warehouse: Place) -> tuple[str, ...]:
    """Bring the warehouse to the format of today; what that did, in words."""
    return tuple(f"Brought to format {one.to}: {one.what}." for one in migrate_warehouse(warehouse))


@task
def look(warehouse: Place) -> tuple[Finding, ...]:
    """What of the files is damaged or lost: where anything is, nothing may be written.

    Raises:
        ConfigError: nothing was ever committed, or the ledger cannot be read.
    """
    return soundness.damages(warehouse)


@task
def put_right(warehouse: Place) -> None:
    """Roll back what a killed writer left and show what the ledger says."""
    tidiness.put_right(warehouse)


@task
def check(warehouse: Place, tell: Tell) -> tuple[Finding, ...]:
    """Everything that is wrong with the warehouse, which is only read; `tell` is called with what is looked at."""
    return soundness.findings(warehouse, datetime.now(UTC), tell)


@task
def gather(warehouse: Place) -> tuple[str, ...]:
    """Put small files together; what that did, in words."""
    fewer = tidiness.gather(warehouse)
    return (f"Put small files together: {fewer:,} fewer.",) if fewer else ()


@task
def forget(warehouse: Place, days: int) -> tuple[str, ...]:
    """Drop the bytes of captures that are older than so many days, 0 for none; what that did, in words."""
    months = retention.forget(warehouse, days, datetime.now(UTC))
    return (f"Dropped the bytes of captures of {', '.join(months)}.",) if months else ()


@task
def clear(warehouse: Place, hours: int) -> tuple[str, ...]:
    """Delete files that no version of the last so many hours has; what that did, in words."""
    freed = tidiness.clear(warehouse, hours)
    return (f"Deleted files that no version of the last {hours} hours has: {freed / 1e6:,.1f} MB.",) if freed else ()


@task
def shorten(warehouse: Place) -> tuple[str, ...]:
    """Write checkpoints, remove old snapshots and what dead runs had staged; what that did, in words."""
    dead = tidiness.shorten(warehouse)
    return (f"Removed what runs had staged that were killed: {', '.join(dead)}.",) if dead else ()
