"""Where a warehouse lies is named as a path or an address, and read and written in the same words."""

import pickle
from pathlib import Path
from threading import Thread

import pytest
from deltalake.exceptions import DeltaError

from tasks.model.errors import ConfigError, StoreUnavailable
from tasks.model.settings import load_settings
from tasks.places.objects import ObjectFolder, Taken, answering
from tasks.places.place import listed, place, remove_tree, replace_text, sizes_below
from tasks.storage.delta import at_version


@pytest.mark.parametrize("given", ["news", "/var/news", "s3/news", Path("news")])
def test_a_path_is_a_path(given):
    assert place(given) == Path(given)


def test_an_address_is_an_object_folder_without_the_slash_at_its_end():
    found = place("s3://bucket/some/news/")
    assert isinstance(found, ObjectFolder)
    assert (found.bucket, found.key, found.name) == ("bucket", "some/news", "news")
    assert found.parent / "old" == "s3://bucket/some/old"
    assert pickle.loads(pickle.dumps(found)) == found
    assert isinstance(pickle.loads(pickle.dumps(found)), ObjectFolder), "it travels to other machines"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("gs://bucket/news", "neither"),
        ("S3://bucket/news", "neither"),
        ("s3://", "s3://bucket/prefix"),
        ("s3://B/x", "s3://bucket/prefix"),
        ("s3://bucket//x", "s3://bucket/prefix"),
        ("s3://bucket/a b", "s3://bucket/prefix"),
        ("s3://bucket/*", "s3://bucket/prefix"),
    ],
)
def test_what_cannot_be_a_place_is_refused_with_what_to_write(given, why):
    with pytest.raises(ValueError, match=why):
        place(given)


def test_the_setting_takes_both(monkeypatch):
    monkeypatch.setenv("MARSAD_WAREHOUSE", "s3://bucket/news")
    assert load_settings().warehouse == ObjectFolder("s3://bucket/news")
    monkeypatch.setenv("MARSAD_WAREHOUSE", "/tmp/news")
    assert load_settings().warehouse == Path("/tmp/news")
    monkeypatch.setenv("MARSAD_WAREHOUSE", "https://bucket/news")
    with pytest.raises(ConfigError, match="MARSAD_WAREHOUSE is wrong: it is neither a path nor"):
        load_settings()


@pytest.fixture(params=["folder", "objects"])
def somewhere(request, tmp_path, bucket):
    return tmp_path / "place" if request.param == "folder" else bucket / "place"


def test_both_read_and_write_in_the_same_words(somewhere):
    inside = somewhere / "in"
    inside.mkdir(parents=True)
    (inside / "b.json").write_text("ب", encoding="utf-8")
    (inside / "a.json").write_bytes(b"a")
    (inside / "deep").mkdir()
    (inside / "deep" / "c.txt").write_bytes(b"")
    assert [one.name for one in listed(inside)] == ["a.json", "b.json", "deep"]
    assert [one.stem for one in listed(inside, "*.json")] == ["a", "b"]
    assert (inside / "b.json").read_text(encoding="utf-8") == "ب"
    assert (inside / "deep" / "c.txt").exists()
    assert inside.is_dir()
    assert sizes_below(inside) == {"a.json": 1, "b.json": 2, "deep/c.txt": 0}
    replace_text(inside / "b.json", "بعد")
    assert (inside / "b.json").read_bytes().decode() == "بعد"
    (inside / "b.json").rename(inside / "a.json")
    assert (inside / "a.json").read_bytes().decode() == "بعد"
    assert not (inside / "b.json").exists()
    (inside / "a.json").rename(inside / "b.json")
    with pytest.raises(FileNotFoundError):
        (inside / "a.json").rename(inside / "b.json")
    (inside / "b.json").unlink()
    assert not (inside / "b.json").exists()
    (inside / "b.json").unlink(missing_ok=True)
    with pytest.raises(FileNotFoundError):
        (inside / "b.json").read_bytes()
    with pytest.raises(FileNotFoundError):
        (inside / "b.json").unlink()
    remove_tree(inside)
    assert not inside.is_dir()
    assert listed(inside) == []


def test_an_object_is_put_only_where_what_is_expected_is(bucket):
    one = bucket / "one"
    tag = one.put(b"1")
    with pytest.raises(Taken):
        one.put(b"2")
    other = one.put(b"2", tag)
    with pytest.raises(Taken):
        one.put(b"3", tag)
    assert one.read_tagged()[:2] == (b"2", other)
    one.unlink()
    with pytest.raises(Taken):
        one.put(b"4", other)


def test_of_many_who_put_at_once_one_comes_first(bucket):
    first = []

    def put(number: int) -> None:
        try:
            (bucket / "one").put(str(number).encode())
            first.append(number)
        except Taken:
            pass

    threads = [Thread(target=put, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [str(number).encode() for number in first] == [(bucket / "one").read_bytes()]


def test_names_below_come_in_order_and_from_where_one_wants(bucket):
    for number in range(3):
        (bucket / f"{number:03d}.json").write_bytes(b"x")
    assert [one.name for one in bucket.below("001")] == ["001.json", "002.json"]


def test_a_bucket_that_is_not_there_is_the_users_to_mend(bucket):
    with pytest.raises(ConfigError, match=r"There is no bucket nowhere at http://127\.0\.0\.1"):
        ObjectFolder("s3://nowhere/news").put(b"x")


def test_a_store_that_is_down_is_told_of_soon(bucket, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    silent = r"The object store at http://127.0.0.1:9 does not answer .* run again"
    with pytest.raises(StoreUnavailable, match=silent):
        (bucket / "one").read_bytes()
    with pytest.raises(StoreUnavailable, match=silent), answering(bucket):
        at_version(bucket / "table")


def test_what_is_not_in_a_store_is_no_silence_of_it(bucket):
    with pytest.raises(DeltaError), answering(bucket):
        at_version(bucket / "table")
