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
