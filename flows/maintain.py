"""The flow `maintain`: keep a warehouse small, quick and sound; to be run once a day, while runs and readers go on."""

from prefect import flow

from flows.progress import report
from tasks.maintain import check, clear, forget, gather, look, migrate, put_right, shorten
from tasks.model.errors import WarehouseUnsound
from tasks.model.settings import Given, load_settings
from tasks.storage.warehouse import check as check_folder
from tasks.storage.warehouse import filled
from tasks.upkeep.findings import Finding, are_damaged, words


@flow
def maintain(warehouse: Given | None = None, check_only: bool = False) -> tuple[str, ...]:
    """Check the warehouse, and unless only that is wanted bring it up to date and tidy it.

    Where files are damaged nothing is written over them; where rows are wrong nothing of the past is deleted.

    Args:
        warehouse: the folder of the tables, or an address in an object store; the setting's if left out.
        check_only: write nothing.

    Returns:
        What was done, in words.

    Raises:
        ConfigError: there is no warehouse, or it cannot be used.
        WarehouseUnsound: something is wrong with it; the text says what.
        WarehouseBusy: others have been writing to the warehouse all the time.
    """
    settings = load_settings()
    where = (warehouse or settings.warehouse).absolute()
    _insist(look(where), ())
    if check_only:
        filled(where)
        _insist(check(where, _tell), ())
        return ()
    check_folder(where)
    done = migrate(where)
    put_right(where)
    wrong = check(where, _tell)
    if not are_damaged(wrong):
        _tell("putting small files together")
        done += gather(where)
        _tell("clearing up")
        done += (*forget(where, settings.captures_days), *clear(where, settings.history_hours)) if not wrong else ()
        done += shorten(where)
    _insist(wrong, done)
    return done


def _tell(doing: str) -> None:
    report(0, 0, doing)


def _insist(wrong: tuple[Finding, ...], done: tuple[str, ...]) -> None:
    if wrong:
        before = "".join(f"{line}\n" for line in done)
        raise WarehouseUnsound(f"{before}The warehouse is not sound.\n{words(wrong)}")
