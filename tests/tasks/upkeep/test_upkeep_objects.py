"""In an object store upkeep leaves what it leaves on a disk, and may be killed at any moment."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from expectations.tables import TABLES
from tasks.places.objects import ObjectFolder
from tasks.places.place import Place
from tasks.storage import ledger, snapshot
from tasks.storage.migrating import migrate
from tasks.storage.warehouse import filled
from tasks.upkeep import retention, soundness, tidiness
from tests.objects import upload

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def killed_before_entry(number: int, append: Callable[..., Any] = ledger.append) -> Callable[..., Any]:
    def killed(*given: Any) -> Any:
        if given[-1] == number:
            raise KeyboardInterrupt
        return append(*given)

    return killed


def files(where: Place) -> list[Place]:
    return [file for table in TABLES for file in snapshot.files(filled(where), table) if file.name != "empty.parquet"]


def test_it_leaves_there_what_it_leaves_on_a_disk_though_it_was_killed(
    old: Path, bucket: ObjectFolder, contents: Callable[[Place], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    stored, begun = upload(old, bucket), len(ledger.entries(old))
    for number, work in (
        (begun + 1, migrate),
        (begun + 3, tidiness.gather),
        (begun + 5, lambda where: retention.forget(where, 30, NOW)),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(ledger, "append", killed_before_entry(number))
            with pytest.raises(KeyboardInterrupt):
                work(stored)
        assert ledger.entries(stored)[-1].number == number - 1
        assert work(stored)
        assert work(old)
    assert tidiness.clear(stored, 0) > 10_000
    assert tidiness.clear(old, 0) > 10_000
    assert [entry.batch for entry in ledger.entries(stored)] == [entry.batch for entry in ledger.entries(old)]
    assert len(files(stored)) == len(files(old))
    objects = [one for one in (bucket / "tables").below() if one.name.endswith(".parquet")]
    assert sorted(files(stored)) == sorted(one for one in objects if "/_delta_log/" not in one), "no other is left"
    assert tidiness.shorten(stored) == ()
    assert soundness.findings(stored, NOW, [].append) == ()
    assert contents(stored) == contents(old)
