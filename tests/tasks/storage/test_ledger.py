"""The ledger: an entry is there whole or not at all."""

from tasks.storage import ledger


def test_entries_come_back_as_written(tmp_path):
    written = [ledger.append(tmp_path, f"دفعة {each}", {"quotes": each}, {"quotes": 3}, each + 1) for each in range(3)]
    assert list(ledger.entries(tmp_path)) == written
    assert [entry.number for entry in written] == [1, 2, 3]


def test_a_line_cut_off_by_a_kill_counts_as_not_written(tmp_path):
    first = ledger.append(tmp_path, "one", {}, {}, 1)
    ledger.append(tmp_path, "two", {}, {}, 2)
    path = ledger.ledger_path(tmp_path)
    path.write_bytes(path.read_bytes()[:-5])
    assert ledger.entries(tmp_path) == (first,)
    again = ledger.append(tmp_path, "three", {}, {}, 2)
    assert ledger.entries(tmp_path) == (first, again), "the rest of the torn line is gone"
    assert again.number == 2


def test_single_questions_are_answered_without_reading_every_line(tmp_path, monkeypatch):
    assert ledger.last(tmp_path) is None
    assert not ledger.has(tmp_path, "one")
    names = ['a"b', "دفعة", "run/00001", "run/0000"]
    written = [ledger.append(tmp_path, name, {"quotes": 1}, {"one": 1}, at) for at, name in enumerate(names, 1)]
    assert ledger.entries(tmp_path, 2) == tuple(written[2:])
    parsed, parse = [], ledger._parse
    monkeypatch.setattr(ledger, "_parse", lambda path, number, line: parsed.append(number) or parse(path, number, line))
    assert ledger.last(tmp_path) == written[-1]
    assert parsed == [4]
    assert [ledger.has(tmp_path, name) for name in names] == [True] * 4
    for name in ("one", "quotes", "run", "run/00001/", "batch"):
        assert not ledger.has(tmp_path, name), "words of a line that are no batch's id"
    assert ledger.has(tmp_path, "run/00001")
    assert parsed[-1] == 3
