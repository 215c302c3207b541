"""The warehouse as a whole: commit a batch to all tables at once, read what is committed.

Whoever changes it waits for a turn, which begins by putting right what a killed writer left: tables that are ahead of
the ledger are rolled back. A commit skips a batch that the ledger has, writes the tables, then the ledger's entry (the
commit point), then shows a new snapshot. Killed before the entry, a batch never happened; killed after it, the next
turn shows what the entry says.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache

import polars as pl
from deltalake.exceptions import CommitFailedError

from expectations.contract import Table
from expectations.schemas import empty
from expectations.tables import TABLES
from tasks.model.errors import ConfigError, WarehouseBusy
from tasks.places.objects import ObjectFolder
from tasks.places.place import Place
from tasks.storage import delta, ledger, snapshot, turns
from tasks.storage.delta import Overtaken
from tasks.storage.fitness import check as check
from tasks.storage.fitness import made
from tasks.storage.ledger import Entry
from tasks.storage.opening import filled as filled
from tasks.storage.opening import up_to_date
from tasks.storage.versions import Versions, remember

# What is published in some columns of a table, each value once: the same for all tables of a commit, read once.
_Known = Callable[[str, tuple[str, ...]], pl.DataFrame]

# Between two tries to change a table that another writer has changed meanwhile, seconds.
_PAUSES = (0.1, 0.5, 2.0)
# Months and values of a ranged table by which rows are singled out in one commit; a condition on more takes longer to
# read than it spares.
MOST_RANGES = 100


def commit(
    warehouse: Place, batch: str, frames: Mapping[str, pl.DataFrame], replaced: Mapping[str, pl.DataFrame]
) -> int | None:
    """Publish a batch: all of it or nothing.

    Published rows that share a key with the new ones, or have values that `replaced` lists, go; the new ones come.

    Args:
        warehouse: the warehouse; made where it does not exist.
        batch: the batch's id; the same id is never committed twice.
        frames: the new rows, by table.
        replaced: by table, the values, in one or more of its columns, whose published rows go.

    Returns:
        The ledger's number of the batch, or None where the ledger had it already.

    Raises:
        ConfigError: the folder cannot be used as a warehouse; the text says why.
        WarehouseBusy: others have been writing all the time.
    """
    with turn(warehouse) as last:
        up_to_date(warehouse, last)
        if ledger.has(warehouse, batch):
            return None
        versions = _changed(warehouse, frames, replaced, last)
        rows = {name: frames[name].height for name in TABLES if name in frames}
        entry = ledger.append(warehouse, batch, versions, rows, last.number + 1 if last else 1)
        turns.note(warehouse, entry.number)
        snapshot.show(warehouse, entry, last)
        return entry.number


def _changed(
    warehouse: Place, frames: Mapping[str, pl.DataFrame], replaced: Mapping[str, pl.DataFrame], last: Entry | None
) -> dict[str, int]:
    """Change the tables; their versions. What another writer, whose turn is over, has done to one meanwhile is undone.

    Raises:
        WarehouseBusy: others change them all the time.
    """
    versions = {**_begun(warehouse, last), **(last.tables if last else {})}
    known: _Known = cache(lambda table, columns: read(warehouse, table, columns).unique().collect())
    for name in (name for name in TABLES if _touched(name, frames, replaced)):
        new = frames[name] if name in frames else empty(TABLES[name])
        for pause in _PAUSES:
            try:
                versions[name] = _put(warehouse, TABLES[name], new, replaced.get(name), known)
                break
            except (Overtaken, CommitFailedError):
                time.sleep(pause)
                _roll_back(warehouse, TABLES[name], last)
        else:
            raise WarehouseBusy(f"Others have been changing {name} of {warehouse} all the time: run again later.")
    return versions


def _begun(warehouse: Place, last: Entry | None) -> dict[str, int]:
    """The versions of tables that no entry has yet, made empty where readers open the tables themselves."""
    names = TABLES if isinstance(warehouse, ObjectFolder) else ()
    missing = [name for name in names if last is None or name not in last.tables]
    return {name: delta.open_table(warehouse, TABLES[name]).version() for name in missing}


def _touched(name: str, frames: Mapping[str, pl.DataFrame], replaced: Mapping[str, pl.DataFrame]) -> bool:
    return any(name in given and given[name].height > 0 for given in (frames, replaced))


def _put(warehouse: Place, table: Table, new: pl.DataFrame, replaced: pl.DataFrame | None, known: _Known) -> int:
    """Change one table; its new version, the files of which are on the disk."""
    opened = delta.open_table(warehouse, table)
    before = set(delta.live_files(opened))
    published, shown = read(warehouse, table.name), snapshot.current(warehouse)
    if isinstance(shown, Versions) and before != set(shown.files(table.name)):
        raise Overtaken(table.name)
    if _lacks_columns(warehouse, table, {field.name for field in opened.schema().fields}):
        delta.add_columns(opened, table, published)
    delta.put(opened, table, new, published, _doomed(warehouse, table, new, replaced, known))
    delta.sync(delta.table_path(warehouse, table), set(delta.live_files(opened)) - before)
    remember(delta.table_path(warehouse, table), opened)
    return opened.version()


def _lacks_columns(warehouse: Place, table: Table, found: set[str]) -> bool:
    """Whether an earlier version of Marsad made the table, without columns that may be null: they can be added.

    Raises:
        ConfigError: the columns differ in another way.
    """
    nullable = {column.name for column in table.columns if column.nullable}
    differing = sorted((found ^ set(table.schema)) - (nullable - found))
    if differing:
        raise ConfigError(
            f"The table {table.name} of {warehouse} was made by another version of Marsad: "
            f"{', '.join(differing)} is only in one of them. Use a new warehouse, or the other version."
        )
    return found != set(table.schema)


def _doomed(
    warehouse: Place, table: Table, new: pl.DataFrame, replaced: pl.DataFrame | None, known: _Known
) -> list[pl.DataFrame]:
    """What singles out the published rows to go: the replaced values, and the new keys that other rows have."""
    published, keys = read(warehouse, table.name), _of_known(table, new, known).select(table.key)
    if replaced is None:
        return _keyed(table, published, keys)
    values = _of_known(table, replaced, known)
    rest = published.join(values.lazy(), on=values.columns, how="anti")
    return [_found(table, published, values), *_keyed(table, rest, keys)]


def _keyed(table: Table, published: pl.LazyFrame, keys: pl.DataFrame) -> list[pl.DataFrame]:
    """The keys that published rows have; of a ranged table with the value by which it is, so that few files are opened.

    Rows of an entity that has got another id lie in every month, each in one file of many.
    """
    if not table.ranged:
        return [_found(table, published, keys)]
    ranged = table.sort[0]
    found = _found(table, published, keys, ranged)
    if found.is_empty():
        return []
    if found.select("month", ranged).n_unique() > MOST_RANGES:
        return [found.drop(ranged)]
    unknown = pl.col(ranged).is_null()
    return [found.filter(~unknown), found.filter(unknown).drop(ranged)]


def _of_known(table: Table, values: pl.DataFrame, known: _Known) -> pl.DataFrame:
    """Those of the values that a published row can have: not those of articles of which nothing is published.

    Most batches bring only new articles. A look into `articles` then spares one into each table of their many children,
    whose keys, hashes of article and span, are the dearest column to read.
    """
    owners = [reference for reference in table.references if set(reference.columns) & set(table.replaced_by)]
    for owner in owners:
        pairs = zip(owner.to, owner.columns, strict=True)
        to = {there: name for there, name in pairs if name in table.replaced_by and name in values.columns}
        if to:
            published = known(owner.table, tuple(to)).rename(to)
            values = values.join(published, on=list(to.values()), how="semi", maintain_order="left")
    return values


def _found(table: Table, published: pl.LazyFrame, values: pl.DataFrame, *more: str) -> pl.DataFrame:
    """Those of the values that published rows have, with months, and more columns of those rows: most often none."""
    where = [*(["month"] if table.partitioned and "month" not in values.columns else ()), *more]
    if values.is_empty():
        return values
    wanted = values.lazy().unique()
    return published.select(*values.columns, *where).join(wanted, on=values.columns, how="semi").unique().collect()


def recover(warehouse: Place) -> int:
    """Put right what a killed writer left: to be called before a run reads; the number of the last ledger entry, or 0.

    Raises:
        ConfigError: the folder cannot be used as a warehouse; the text says why.
        WarehouseBusy: others have been writing all the time.
    """
    with turn(warehouse) as last:
        ledger.check_clock(warehouse, last, datetime.now(UTC))
        up_to_date(warehouse, last)
        # No kill cuts a file that the ledger names: it would be found, as an error of a library, in the midst of a run.
        broken = snapshot.cut_off(warehouse)
        if broken is not None:
            raise ConfigError(f"The file {broken} is cut off: restore the warehouse from a backup.")
        return last.number if last else 0


def _recovered(warehouse: Place) -> Entry | None:
    last = ledger.last(warehouse)
    if last is None and snapshot.current(warehouse) is not None:
        raise ConfigError(f"The ledger of the warehouse {warehouse} is gone: restore ledger.jsonl from a backup.")
    if last is not None and snapshot.number(warehouse) > last.number:
        # An entry is on the disk before it is shown: no kill leaves this, and nothing may be rolled back for it.
        raise ConfigError(
            f"The ledger of the warehouse {warehouse} has lost its last lines: restore ledger.jsonl from a backup."
        )
    for table in TABLES.values():
        _roll_back(warehouse, table, last)
    if last is not None and snapshot.number(warehouse) != last.number:
        snapshot.show(warehouse, last)
    return last


def _roll_back(warehouse: Place, table: Table, last: Entry | None) -> None:
    """Make the table what the ledger's last entry says, empty where it says nothing, if it is ahead of that."""
    version = last.tables.get(table.name) if last else None
    path = delta.table_path(warehouse, table)
    latest = delta.latest_version(path, version or 0)
    if version is not None and (latest is None or latest < version):
        raise ConfigError(
            f"The table {table.name} of {warehouse} has lost commits: restore the warehouse from a backup."
        )
    if (latest or 0) > (version or 0):
        delta.at_version(path).restore(version or 0)


def exists(warehouse: Place) -> bool:
    """Whether anything was ever committed."""
    return snapshot.current(warehouse) is not None


def read(warehouse: Place, table: str, columns: Sequence[str] | None = None) -> pl.LazyFrame:
    """The table as last committed; without rows where nothing was.

    Several tables read one after another may belong to different commits: where they have to agree, take
    `snapshot.current` once and `snapshot.scan` each.
    """
    folder = snapshot.current(warehouse)
    frame = empty(TABLES[table]).lazy() if folder is None else snapshot.scan(folder, table)
    return frame if columns is None else frame.select(columns)


def sizes(warehouse: Place) -> Mapping[str, tuple[int, int]]:
    """Rows and bytes of each table as last committed.

    Raises:
        ConfigError: there is nothing, or it cannot be read.
    """
    return snapshot.sizes(filled(warehouse))


@contextmanager
def turn(warehouse: Place) -> Iterator[Entry | None]:
    """Be the only one that changes the warehouse; a turn within a turn is the same.

    What is read in a turn is all that was ever published, and stays so until it ends. So a run resolves, validates and
    publishes a batch in one turn; what it has read before may be out of date.

    Yields:
        The ledger's last entry, shown in full.

    Raises:
        ConfigError: the folder cannot be used as a warehouse; the text says why.
        WarehouseBusy: others have been writing all the time.
    """
    made(warehouse)
    with turns.alone(warehouse):
        last = _recovered(warehouse)
        turns.check(warehouse, last.number if last else 0)
        yield last
