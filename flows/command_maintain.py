"""The command `marsad maintain`: run the flow, say what it did and whether the warehouse is sound."""

from rich.console import Console

from expectations.tables import TABLES
from flows.foreground import in_foreground
from tasks.places.place import Place, located
from tasks.storage.opening import committed
from tasks.storage.warehouse import check, sizes


def maintain_once(warehouse: Place | None, check_only: bool) -> None:
    """Run the flow `maintain` once and print what came of it.

    Raises:
        ConfigError: something given is wrong; nothing was started or written.
        MarsadError: the warehouse is not sound, or the run failed.
    """
    where = located(warehouse)
    committed(where)
    if not check_only:
        check(where)

    def flow() -> tuple[str, ...]:
        from flows.maintain import maintain

        return maintain(where, check_only)

    for line in in_foreground(flow, Console(stderr=True)):
        print(line)
    rows = sum(count for count, _ in sizes(where).values())
    print(f"The warehouse {where} is sound: {rows:,} rows of {len(TABLES)} tables.")
