"""A warehouse in an object store holds what one on a disk holds; of two writers one commits; readers see no half."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import polars as pl
import pytest
from deltalake import DeltaTable, write_deltalake

from expectations.contract import Table
from expectations.schemas import to_arrow
from expectations.tables import TABLES
from tasks.model.errors import ConfigError, WarehouseBusy
from tasks.places import locks
from tasks.places.objects import ObjectFolder
from tasks.storage import ledger, numbered, snapshot, staging, tidying, turns, warehouse
from tasks.storage.versions import Versions
from tasks.upkeep import soundness, tidiness
from tests.s3 import KEYS

KEYED = ("captures", "entities", "mentions", "quotes", "articles")


def rows(where, table: str) -> pl.DataFrame:
    return warehouse.read(where, table).collect().sort(list(TABLES[table].key))


@pytest.fixture(scope="module")
def first(s3_server, made):
    """A warehouse after three commits, to be copied."""
    folder = ObjectFolder("s3://marsad/first")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**KEYS, "AWS_ENDPOINT_URL": s3_server}.items():
            patch.setenv(name, value)
        for step in range(3):
            frames = made.batch("a", step // 2, step % 2 + 1)
            assert warehouse.commit(folder, f"{step}", frames, made.revised(frames)) == step + 1
    return folder


@pytest.fixture
def filled(first, bucket):
    """One of one's own."""
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(lambda one: (bucket / one.removeprefix(f"{first}/")).write_bytes(one.read_bytes()), first.below())
        )
    return bucket


def test_the_same_commits_give_the_same_rows_on_a_disk_and_in_a_store(filled, tmp_path, made):
    for step in range(3):
        frames = made.batch("a", step // 2, step % 2 + 1)
        warehouse.commit(tmp_path, f"{step}", frames, made.revised(frames))
    for name in KEYED:
        assert rows(filled, name).equals(rows(tmp_path, name)), name
    sizes, on_disk = warehouse.sizes(filled), warehouse.sizes(tmp_path)
    assert {name: count for name, (count, _) in sizes.items()} == {name: count for name, (count, _) in on_disk.items()}


def test_the_line_that_is_printed_opens_every_table(filled):
    shown = warehouse.filled(filled)
    for name in TABLES:
        found = eval(snapshot.opening(shown, filled, name), {"pl": pl}).collect()
        assert found.height == rows(filled, name).height
        assert set(found.columns) == set(TABLES[name].schema)


def test_an_entry_is_an_object_and_the_same_batch_is_committed_once(filled, made):
    assert [one.name for one in (filled / "ledger").iterdir()] == [f"{number:08d}.json" for number in (1, 2, 3)]
    assert [entry.batch for entry in ledger.entries(filled)] == ["0", "1", "2"]
    assert [entry.number for entry in ledger.entries(filled, 2)] == [3]
    assert warehouse.commit(filled, "1", made.batch("b", 7), {}) is None
    assert warehouse.recover(filled) == 3


def test_what_was_shown_stays_as_it_was(filled, made):
    shown = snapshot.current(filled)
    before = {name: snapshot.scan(shown, name).collect().sort(list(TABLES[name].key)) for name in KEYED}
    frames = made.batch("a", 1, revision=2)
    warehouse.commit(filled, "more", frames, made.revised(frames))
    for name in KEYED:
        assert snapshot.scan(shown, name).collect().sort(list(TABLES[name].key)).equals(before[name]), name
    assert not rows(filled, "articles").equals(before["articles"])


def test_tables_ahead_of_the_ledger_never_happened(filled, made, monkeypatch):
    before = {name: rows(filled, name) for name in KEYED}
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "append", _killed)
        with pytest.raises(KeyboardInterrupt):
            warehouse.commit(filled, "killed", made.batch("k", 0), {})
    assert all(rows(filled, name).equals(before[name]) for name in KEYED), "nobody sees it"
    warehouse.commit(filled, "next", made.batch("b", 0), {})
    assert rows(filled, "articles").height == before["articles"].height + made.ARTICLES
    assert "k" not in rows(filled, "articles")["article_id"].str.slice(0, 1).to_list()


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_who_stood_still_while_another_committed_publishes_nothing(filled, made, monkeypatch):
    """Its lease has been taken over; it does not know, and goes on."""
    append = ledger.append

    def late(*args: object) -> ledger.Entry:
        with monkeypatch.context() as patch:
            patch.setattr(ledger, "append", append)
            patch.setattr(turns, "_acquired", lambda *_: locks.Lease(filled / ".other.lock").acquire())
            other = Thread(target=warehouse.commit, args=(filled, "other", made.batch("o", 0), {}))
            other.start()
            other.join()
        return append(*args)

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "append", late)
        with pytest.raises(WarehouseBusy, match="has taken the turn"):
            warehouse.commit(filled, "late", made.batch("l", 0), {})
    assert [entry.batch for entry in ledger.entries(filled)] == ["0", "1", "2", "other"]
    found = rows(filled, "articles")
    assert {name[0] for name in found["article_id"]} == {"a", "o"}, "and its rows are not among the other's"
    warehouse.commit(filled, "next", made.batch("n", 0), {})
    assert {name[0] for name in rows(filled, "mentions")["article_id"]} == {"a", "o", "n"}


def test_a_turn_in_which_the_ledger_has_moved_on_is_over(filled, made):
    third = (filled / "ledger" / "00000003.json").read_bytes()
    with warehouse.turn(filled):
        assert numbered.put(filled / "ledger", 4, third.replace(b'"number": 3', b'"number": 4'))
        with pytest.raises(WarehouseBusy, match="stood still"):
            warehouse.commit(filled, "late", made.batch("l", 0), {})
    assert [entry.number for entry in ledger.entries(filled)] == [1, 2, 3, 4]


def test_what_another_writer_adds_to_a_table_in_the_midst_of_a_change_is_not_published(filled, made, monkeypatch):
    put, meddled = warehouse.delta.put, []

    def meddle(delta: DeltaTable, table, new, *rest: object) -> None:
        if table.name == "quotes" and not meddled:
            meddled.append(1)
            write_deltalake(delta.table_uri, to_arrow(table, made.batch("x", 0)["quotes"]), mode="append")
        put(delta, table, new, *rest)

    monkeypatch.setattr(warehouse.delta, "put", meddle)
    warehouse.commit(filled, "next", made.batch("b", 0), {})
    assert meddled
    found = rows(filled, "quotes")
    assert {name[0] for name in found["article_id"]} == {"a", "b"}
    assert found.height == 3 * made.ARTICLES


def test_upkeep_publishes_nothing_that_another_writer_adds_in_its_midst(filled, made, monkeypatch):
    warehouse.commit(filled, "more", made.batch("b", 1), {})
    compact, before = tidying.compact, rows(filled, "quotes")

    def meddle(table: Table, root: ObjectFolder, version: int, month: str) -> tidying.Change | None:
        if root.name == "quotes":
            write_deltalake(root, to_arrow(TABLES["quotes"], made.batch("x", 0)["quotes"]), mode="append")
        return compact(table, root, version, month)

    with monkeypatch.context() as patch:
        patch.setattr(tidying, "compact", meddle)
        with pytest.raises(WarehouseBusy, match="in the midst of this: run again later"):
            tidiness.gather(filled)
    assert rows(filled, "quotes").equals(before)
    assert "2024-02" not in ledger.entries(filled)[-1].batch
    assert tidiness.gather(filled) > 0
    assert rows(filled, "quotes").equals(before)
    assert ledger.entries(filled)[-1].batch.endswith("compaction of 2024-02")


def test_what_is_damaged_or_lost_is_found(filled):
    shown, damaged = warehouse.filled(filled), {"articles": None, "mentions": b"x"}
    assert soundness.damages(filled) == ()
    for name, content in damaged.items():
        file = snapshot.files(shown, name)[0]
        file.unlink() if content is None else file.write_bytes(content)
    file = snapshot.files(shown, "quotes")[0]
    file.write_bytes(file.read_bytes()[::-1])
    log = filled / "tables" / "entities" / "_delta_log" / f"{shown.entry.tables['entities']:020d}.json"
    log.write_bytes(log.read_bytes()[:50])
    assert {(one.table, one.rule) for one in soundness.damages(filled)} == {
        ("articles", "files_exist"),
        ("mentions", "files_have_their_size"),
        ("quotes", "files_readable"),
        ("entities", "log_readable"),
    }


def test_writers_at_once_all_get_through(bucket, made):
    warehouse.commit(bucket, "first", made.batch("z", 0), {})

    def write(name: str) -> None:
        for number in range(2):
            warehouse.commit(bucket, f"{name}-{number}", made.batch(name, number), {})

    threads = [Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(entry.batch for entry in ledger.entries(bucket)) == ["a-0", "a-1", "b-0", "b-1", "first"]
    assert rows(bucket, "articles").height == 5 * made.ARTICLES
    assert rows(bucket, "mentions").height == 5 * made.ARTICLES * made.MENTIONS


def test_staging_of_the_living_stays_and_of_the_dead_goes(bucket, monkeypatch):
    with staging.staging(bucket, "living") as living:
        (living / "one").write_bytes(b"x")
        (bucket / ".staging" / "dead" / "00000" / "articles.parquet").write_bytes(b"x")
        (bucket / ".staging" / "dead.lock").write_bytes(b'{"holder": "x", "writes": 1, "free": false}')
        assert staging.remove_dead(bucket) == [], "for all that is known, it lives"
        time.sleep(1.1)
        monkeypatch.setattr(locks, "DEAD_SECONDS", 0.5)
        monkeypatch.setattr(locks, "LEASE_SECONDS", 0.5)
        assert "dead" in staging.remove_dead(bucket)
    assert list(bucket.below()) == []


def test_what_lies_there_of_somebody_elses_is_left_alone(bucket):
    (bucket / "letters" / "one.txt").write_bytes(b"x")
    with pytest.raises(ConfigError, match=r"is no warehouse of Marsad's, it holds letters"):
        warehouse.check(bucket)
    with pytest.raises(ConfigError, match="letters"):
        warehouse.recover(bucket)
    assert [str(one) for one in bucket.below()] == [f"{bucket}/letters/one.txt"]


def test_an_empty_warehouse_says_so(bucket, made):
    with pytest.raises(ConfigError, match="There are no tables"):
        warehouse.filled(bucket)
    assert warehouse.read(bucket, "quotes").collect().is_empty()
    warehouse.commit(bucket, "one", made.batch("a", 0), {})
    assert isinstance(warehouse.filled(bucket), Versions)
