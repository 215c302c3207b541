"""A lease stands for a file's lock where there are no files: held by one, renewed, taken over from the dead."""

import time
from threading import Thread

import pytest
from filelock import Timeout

from tasks.places import locks
from tasks.places.locks import Lease, lock_at


@pytest.fixture(params=["folder", "objects"])
def where(request, tmp_path, bucket):
    return (tmp_path if request.param == "folder" else bucket) / "one.lock"


def test_a_lock_is_one_holders_until_it_is_released(where):
    with lock_at(where), pytest.raises(Timeout):
        lock_at(where, timeout=0).acquire()
    with lock_at(where, timeout=0):
        pass


def test_all_who_wait_get_their_turn_alone(where):
    inside, most = [0], [0]

    def work() -> None:
        with lock_at(where, timeout=30):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.02)
            inside[0] -= 1

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (inside, most) == ([0], [1])


def test_a_lease_is_renewed_for_as_long_as_it_is_held(bucket, monkeypatch):
    monkeypatch.setattr(locks, "LEASE_SECONDS", 0.4)
    with Lease(bucket / "one") as held:
        with pytest.raises(Timeout):
            Lease(bucket / "one").acquire(1.5)
        assert not held.is_lost


def test_a_lease_that_stands_still_is_taken_over_and_its_holder_cannot_give_it_away(bucket, monkeypatch):
    dead = Lease(bucket / "one").acquire()
    dead._over.set()  # as if its process stood still: nobody renews it
    dead._renewing.join()
    monkeypatch.setattr(locks, "LEASE_SECONDS", 0.3)
    began = time.monotonic()
    with Lease(bucket / "one", timeout=30):
        assert time.monotonic() - began > 0.3, "not before it has been watched for as long as a lease lasts"
        dead.release()
        with pytest.raises(Timeout):
            Lease(bucket / "one").acquire(0)


def test_a_holder_notices_that_it_has_lost_its_lease(bucket, monkeypatch):
    monkeypatch.setattr(locks, "LEASE_SECONDS", 0.2)
    held = Lease(bucket / "one").acquire()
    (bucket / "one").write_bytes(b'{"holder": "other", "writes": 1, "free": false}')
    until = time.monotonic() + 10
    while not held.is_lost and time.monotonic() < until:
        time.sleep(0.02)
    assert held.is_lost
    held.release()
    assert b"other" in (bucket / "one").read_bytes(), "it leaves the other's alone"


def test_who_does_not_wait_takes_over_what_nobody_has_renewed_for_a_quarter_of_an_hour(bucket, monkeypatch):
    dead = Lease(bucket / "one").acquire()
    dead._over.set()
    dead._renewing.join()
    with pytest.raises(Timeout):
        Lease(bucket / "one").acquire(0)
    time.sleep(1.1)  # the store tells times in seconds
    monkeypatch.setattr(locks, "DEAD_SECONDS", 0.0)
    with Lease(bucket / "one", timeout=0):
        pass
