"""A commit is all or nothing, once, and readable as plain Parquet."""

import os
import stat
import time
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from expectations.schemas import to_arrow
from expectations.tables import TABLES
from tasks.model.errors import ConfigError
from tasks.storage import delta, ledger, snapshot, warehouse

KEYED = ("captures", "entities", "mentions", "quotes", "articles")


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def contents(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    found = {name: snapshot.scan(folder, name).collect() for name in TABLES}
    return {name: sorted(frame.iter_rows(), key=str) for name, frame in found.items()}


def test_every_table_opens_with_its_schema_in_one_line_even_without_rows(tmp_path, made):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    for name, table in TABLES.items():
        frame = pl.scan_parquet(f"{tmp_path}/current/{name}/").collect()
        assert dict(frame.schema) == {
            column: pl.DataFrame(schema=table.schema).schema[column] for column in frame.columns
        }
        assert set(frame.columns) == set(table.schema), "month is there whether it is a folder or a column"


def test_plain_scan_gives_the_rows_of_scan_delta_at_the_ledgers_versions(tmp_path, made):
    for step in range(4):
        frames = made.batch("a", step // 2, step % 2 + 1)
        warehouse.commit(tmp_path, f"{step}", frames, made.revised(frames))
    versions = ledger.entries(tmp_path)[-1].tables
    for name in KEYED:
        keys = list(TABLES[name].key)
        plain = warehouse.read(tmp_path, name).collect().sort(keys)
        through_delta = pl.scan_delta(str(tmp_path / "tables" / name), version=versions[name]).collect().sort(keys)
        assert plain.equals(through_delta.select(plain.columns))


def test_descriptions_are_in_the_footer_of_every_parquet_file(tmp_path, made):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    for file in (tmp_path / "current").resolve().rglob("*.parquet"):
        name = next(part for part in file.parts if part in TABLES)
        for field in pq.read_schema(file):
            assert field.metadata[b"comment"].decode() == TABLES[name].column(field.name).description


def test_the_same_batch_twice_changes_nothing_and_says_so(tmp_path, made):
    frames = made.batch("a", 0)
    assert warehouse.commit(tmp_path, "one", frames, {}) == 1
    before = contents(tmp_path / "current")
    assert warehouse.commit(tmp_path, "one", frames, {}) is None
    assert contents(tmp_path / "current") == before
    assert len(ledger.entries(tmp_path)) == 1


def test_rows_with_a_published_key_take_its_place(tmp_path, made):
    frames = made.batch("a", 0)
    warehouse.commit(tmp_path, "one", frames, {})
    changed = frames["quotes"].with_columns(pl.lit("later").alias("run_id"), pl.lit("2030-01").alias("month"))
    warehouse.commit(tmp_path, "two", {"quotes": changed}, {})
    quotes = warehouse.read(tmp_path, "quotes").collect()
    assert quotes["run_id"].unique().to_list() == ["later"], "the published row went although its month is another"
    assert quotes.height == frames["quotes"].height


def test_replaced_rows_vanish_though_they_lay_in_another_month(tmp_path, made):
    first, second = made.batch("a", 0), made.batch("a", 0, revision=2)
    warehouse.commit(tmp_path, "one", {**first, **made.batch("b", 0)}, {})
    warehouse.commit(tmp_path, "two", first, {})
    assert first["quotes"]["month"][0] != second["quotes"]["month"][0]
    warehouse.commit(tmp_path, "three", second, made.revised(second))
    quotes = warehouse.read(tmp_path, "quotes").collect()
    assert set(quotes.filter(pl.col("article_id").str.starts_with("a-"))["revision"]) == {2}
    assert quotes.filter(pl.col("article_id").str.starts_with("b-")).height == made.ARTICLES, "others stay"


def test_a_batch_that_only_replaces_removes(tmp_path, made):
    frames = made.batch("a", 0)
    warehouse.commit(tmp_path, "one", frames, {})
    warehouse.commit(tmp_path, "two", {}, {"quotes": frames["quotes"].select("article_id")})
    assert warehouse.read(tmp_path, "quotes").collect().height == 0
    assert warehouse.read(tmp_path, "mentions").collect().height == frames["mentions"].height


def test_children_of_new_articles_are_not_looked_for(tmp_path, made, monkeypatch):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    looked, found = [], warehouse._found
    monkeypatch.setattr(
        warehouse,
        "_found",
        lambda table, rows, values, *more: (
            looked.append((table.name, values.height)) or found(table, rows, values, *more)
        ),
    )
    frames = made.batch("a", 1)
    warehouse.commit(tmp_path, "two", frames, made.revised(frames))
    assert {height for name, height in looked if name in ("mentions", "quotes")} == {0}, "their articles are new"
    looked.clear()
    again = made.batch("a", 1, revision=2)
    warehouse.commit(tmp_path, "three", again, made.revised(again))
    assert ("mentions", made.ARTICLES) in looked, "these articles are published"


def test_replacing_by_a_column_with_nulls_keeps_the_rows_where_it_is_null(tmp_path, made):
    rejects = [made.row("rejects", reject_id=f"r{each}", capture_id=None if each else "c") for each in range(3)]
    warehouse.commit(tmp_path, "one", {"rejects": made.frame("rejects", rejects)}, {})
    gone = pl.DataFrame({"capture_id": ["c", None]})
    warehouse.commit(tmp_path, "two", {}, {"rejects": gone})
    assert sorted(warehouse.read(tmp_path, "rejects").collect()["reject_id"]) == ["r1", "r2"]


@pytest.mark.parametrize("most", [0, 5_000])
def test_both_ways_of_replacing_leave_the_same_rows(tmp_path, made, monkeypatch, most):
    monkeypatch.setattr(delta, "MOST_LITERALS", most)
    for number in range(3):
        warehouse.commit(tmp_path, f"{number}", made.batch("a", number), {})
    second = made.batch("a", 1, revision=2)
    warehouse.commit(tmp_path, "second", second, made.revised(second))
    quotes = warehouse.read(tmp_path, "quotes").collect()
    counts = quotes.group_by("run_id", "revision").len().sort("run_id").rows()
    assert counts == [("a-0", 1, 20), ("a-1", 2, 20), ("a-2", 1, 20)]


def test_several_columns_single_out_only_the_rows_that_have_them_together(tmp_path, made):
    pairs = [("t1", "a1"), ("t1", "a2"), ("t2", "a1"), ("t'2", "a2")]
    rows = [made.row("topic_matches", topic_id=topic, article_id=article) for topic, article in pairs]
    articles = made.frame("articles", [made.row("articles", article_id=article) for article in ("a1", "a2")])
    frames = {"topic_matches": made.frame("topic_matches", rows), "articles": articles}
    warehouse.commit(tmp_path, "one", frames, {})
    gone = pl.DataFrame([("t1", "a2"), ("t'2", "a2"), ("t2", "a9")], schema=["topic_id", "article_id"], orient="row")
    warehouse.commit(tmp_path, "two", {}, {"topic_matches": gone})
    left = warehouse.read(tmp_path, "topic_matches", ["topic_id", "article_id"]).collect()
    assert sorted(left.rows()) == [("t1", "a1"), ("t2", "a1")]


def test_what_was_written_beyond_the_ledger_is_rolled_back(tmp_path, made):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    before = contents(tmp_path / "current")
    table = TABLES["quotes"]
    delta.put(
        delta.open_table(tmp_path, table), table, made.batch("b", 0)["quotes"], warehouse.read(tmp_path, "quotes")
    )
    warehouse.commit(tmp_path, "two", {"quotes": made.batch("c", 0)["quotes"]}, {})
    ids = warehouse.read(tmp_path, "quotes").collect()["article_id"]
    assert not ids.str.starts_with("b-").any(), "no ledger entry says that they were published"
    assert ids.len() == 2 * made.ARTICLES
    assert {k: v for k, v in contents(tmp_path / "current").items() if k != "quotes"} == {
        k: v for k, v in before.items() if k != "quotes"
    }


def test_tables_of_a_batch_that_never_got_its_entry_are_emptied(tmp_path, made, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(ledger, "append", killed)
        with pytest.raises(KeyboardInterrupt):
            warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    assert not warehouse.exists(tmp_path)
    assert warehouse.recover(tmp_path) == 0
    assert DeltaTable(tmp_path / "tables" / "quotes").count() == 0


def test_an_entry_that_was_not_shown_is_shown_by_recovery(tmp_path, made, monkeypatch):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    with monkeypatch.context() as patched:
        patched.setattr(snapshot, "show", killed)
        with pytest.raises(KeyboardInterrupt):
            warehouse.commit(tmp_path, "two", made.batch("a", 1), {})
    assert warehouse.read(tmp_path, "articles").collect().height == made.ARTICLES
    assert warehouse.recover(tmp_path) == 2
    assert warehouse.read(tmp_path, "articles").collect().height == 2 * made.ARTICLES


def test_snapshots_link_files_and_old_ones_go(tmp_path, made, monkeypatch):
    monkeypatch.setattr(snapshot, "KEPT_SECONDS", 0)
    for number in range(6):
        warehouse.commit(tmp_path, f"{number}", made.batch("a", number), {})
    kept = sorted(path.name for path in (tmp_path / ".snapshots").iterdir())
    assert kept == ["00000004", "00000005", "00000006"], "the newest few stay for those who still read them"
    file = next((tmp_path / "current" / "captures").rglob("*.parquet"))
    assert file.stat().st_nlink > 1, "bodies are linked, never copied"


def test_a_snapshot_stays_for_those_who_have_just_opened_it_however_old_it_is(tmp_path, made):
    warehouse.commit(tmp_path, "0", made.batch("a", 0), {})
    opened = snapshot.current(tmp_path)
    hours_ago = time.time() - 5 * 3600
    os.utime(opened, (hours_ago, hours_ago))
    for number in range(1, 5):
        warehouse.commit(tmp_path, f"{number}", made.batch("a", number), {})
    assert opened.is_dir(), "it was the newest one until a moment ago"
    second = tmp_path / ".snapshots" / "00000002"
    os.utime(second, (hours_ago, hours_ago))
    snapshot.prune(tmp_path)
    assert not opened.exists()
    assert second.is_dir()


def test_a_reader_keeps_its_snapshot_while_commits_go_on(tmp_path, made):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    folder = snapshot.current(tmp_path)
    before = contents(folder)
    second = made.batch("a", 0, revision=2)
    warehouse.commit(tmp_path, "two", second, made.revised(second))
    assert contents(folder) == before
    assert contents(tmp_path / "current") != before


def test_files_are_sorted_as_declared(made):
    mentions = made.batch("a", 0)["mentions"].with_columns(entity_id=pl.Series(reversed(range(100))).cast(pl.String))
    assert to_arrow(TABLES["mentions"], mentions)["entity_id"].to_pylist() == sorted(mentions["entity_id"])


def test_articles_texts_are_not_in_the_deltas_log(tmp_path, made):
    frames = made.batch("a", 0)
    text = "كلام لا مكان له في السجل"
    warehouse.commit(tmp_path, "one", {"articles": frames["articles"].with_columns(text=pl.lit(text))}, {})
    logs = [file.read_text() for file in (tmp_path / "tables/articles/_delta_log").glob("*.json")]
    assert logs
    assert not any(text in log for log in logs), "statistics of long columns bloat the log"


@pytest.mark.parametrize("name", ["مستودع الأخبار", "a b", "50%", "x=1", "a'b;:#{}"])
def test_a_warehouse_may_have_any_name(tmp_path, made, name):
    folder = tmp_path / name
    frames = made.batch("a", 0)
    warehouse.commit(folder, "one", frames, {})
    warehouse.commit(folder, "two", made.batch("a", 1), made.revised(frames))
    assert warehouse.read(folder, "quotes").collect().height == made.ARTICLES


def test_nothing_is_there_before_the_first_commit(tmp_path):
    assert not warehouse.exists(tmp_path / "new")
    assert warehouse.read(tmp_path / "new", "quotes").collect().schema == TABLES["quotes"].schema
    with pytest.raises(ConfigError, match="There are no tables in"):
        warehouse.sizes(tmp_path / "new")
    assert not (tmp_path / "new").exists(), "looking makes nothing"


def test_sizes_count_rows_and_bytes(tmp_path, made):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    found = warehouse.sizes(tmp_path)
    assert found["mentions"][0] == made.ARTICLES * made.MENTIONS
    assert found["runs"][0] == 0
    assert all(size > 0 for _, size in found.values())


@pytest.mark.parametrize("name", ["a[b", "a|b", "what?"])
def test_a_path_that_the_libraries_cannot_take_is_refused_before_they_see_it(tmp_path, name):
    with pytest.raises(ConfigError, match="cannot have"):
        warehouse.commit(tmp_path / name, "one", {}, {})


def break_file(folder: Path) -> str:
    folder.rmdir()
    folder.write_text("")
    return "is a file"


def break_current(folder: Path) -> str:
    (folder / "current").mkdir()
    return "is not a link"


def break_ledger(folder: Path) -> str:
    (folder / "ledger.jsonl").write_text("no json\n")
    return "Line 1 of the warehouse's ledger"


def break_gap(folder: Path) -> str:
    line = '{"number": 2, "batch": "x", "tables": {}, "format": 1}\n'
    (folder / "ledger.jsonl").write_text(line)
    return "Line 1 of the warehouse's ledger"


def break_newer(folder: Path) -> str:
    (folder / "ledger.jsonl").write_text('{"number": 1, "format": 999}\n')
    return "newer Marsad"


@pytest.mark.parametrize("broken", [break_file, break_current, break_ledger, break_gap, break_newer])
def test_what_cannot_be_a_warehouse_is_refused_in_a_sentence(tmp_path, made, broken):
    folder = tmp_path / "warehouse"
    folder.mkdir()
    reason = broken(folder)
    with pytest.raises(ConfigError, match=reason):
        warehouse.check(folder)
    with pytest.raises(ConfigError, match=reason):
        warehouse.commit(folder, "one", made.batch("a", 0), {})


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_refused(tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(ConfigError, match="no permission"):
        warehouse.check(tmp_path / "warehouse")
    tmp_path.chmod(stat.S_IRWXU)


def test_a_lost_ledger_or_table_stops_before_anything_is_rolled_back(tmp_path, made):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    saved = (tmp_path / "ledger.jsonl").read_bytes()
    (tmp_path / "ledger.jsonl").unlink()
    with pytest.raises(ConfigError, match=r"restore ledger\.jsonl"):
        warehouse.recover(tmp_path)
    assert DeltaTable(tmp_path / "tables" / "quotes").count() == made.ARTICLES
    (tmp_path / "ledger.jsonl").write_bytes(saved)
    (tmp_path / "tables/quotes/_delta_log/00000000000000000001.json").unlink()
    with pytest.raises(ConfigError, match=r"quotes of .* has lost commits"):
        warehouse.recover(tmp_path)


@pytest.mark.parametrize("kept", [0, 3, 500])
def test_a_file_that_is_cut_off_is_told_before_a_run_begins(tmp_path, made, kept):
    warehouse.commit(tmp_path, "one", made.batch("a", 0), {})
    assert warehouse.recover(tmp_path) == 1
    file = next((tmp_path / "tables" / "quotes").rglob("*.parquet"))
    whole = file.read_bytes()
    file.write_bytes(whole[:kept])
    with pytest.raises(ConfigError, match=rf"{file.name} is cut off: restore the warehouse"):
        warehouse.recover(tmp_path)
    file.write_bytes(whole)
    assert warehouse.recover(tmp_path) == 1


def test_tables_of_another_schema_are_refused(tmp_path, made):
    other = pl.DataFrame({"quote_id": ["q"], "mood": ["glad"]})
    other.write_delta(tmp_path / "tables" / "quotes")
    (tmp_path / "ledger.jsonl").write_text('{"number": 1, "batch": "x", "tables": {"quotes": 0}, "format": 2}\n')
    with pytest.raises(ConfigError, match=r"another version of Marsad: .*mood"):
        warehouse.commit(tmp_path, "two", made.batch("a", 0), {})


GAINED = ("addressee_name", "target", "time_value")


def made_before(monkeypatch, tmp_path, made) -> None:
    """A warehouse that a version made whose quotes had fewer columns; they are declared again afterwards."""
    quotes = TABLES["quotes"]
    fewer = tuple(column for column in quotes.columns if column.name not in GAINED)
    with monkeypatch.context() as patch:
        patch.setitem(TABLES, "quotes", replace(quotes, columns=fewer))
        for number in range(3):
            frames = made.batch("a", number)
            frames["quotes"] = frames["quotes"].drop(GAINED, strict=False)
            warehouse.commit(tmp_path, f"old-{number}", frames, {})


def test_a_column_that_a_table_has_gained_is_null_in_the_rows_of_before(monkeypatch, tmp_path, made):
    made_before(monkeypatch, tmp_path, made)
    quotes = warehouse.read(tmp_path, "quotes").collect()
    assert quotes.height == 3 * made.ARTICLES
    assert quotes.select(pl.col(GAINED).is_null().all()).row(0) == (True, True, True)
    assert dict(quotes.schema) == dict(TABLES["quotes"].schema), "in the declared order and types"


def test_the_next_commit_writes_a_gained_column_into_every_file(monkeypatch, tmp_path, made):
    made_before(monkeypatch, tmp_path, made)
    before = warehouse.read(tmp_path, "quotes").collect()
    frames = made.batch("b", 0)
    warehouse.commit(tmp_path, "new", frames, made.revised(frames))
    for file in (tmp_path / "current" / "quotes").resolve().rglob("*.parquet"):
        assert set(GAINED) <= set(pq.read_schema(file).names), (
            "plain Parquet takes the columns of the first file for all"
        )
    plain = pl.scan_parquet(f"{tmp_path}/current/quotes/").collect().select(before.columns)
    kept = plain.filter(pl.col("run_id").str.starts_with("a-"))
    assert kept.sort("quote_id").equals(before.sort("quote_id")), "the rows of before are the same"
    added = plain.filter(pl.col("run_id").str.starts_with("b-"))
    assert added["target"].to_list() == ["x"] * made.ARTICLES


def test_a_kill_while_a_column_is_added_loses_nothing(monkeypatch, tmp_path, made):
    made_before(monkeypatch, tmp_path, made)
    before = contents(tmp_path / "current")
    with monkeypatch.context() as patch:
        patch.setattr(ledger, "append", killed)
        with pytest.raises(KeyboardInterrupt):
            warehouse.commit(tmp_path, "new", made.batch("b", 0), {})
    warehouse.recover(tmp_path)
    assert contents(tmp_path / "current") == before
    warehouse.commit(tmp_path, "new", made.batch("b", 0), {})
    assert warehouse.read(tmp_path, "quotes").collect().height == 4 * made.ARTICLES


@pytest.mark.parametrize("column", ["act", "content"])
def test_a_column_that_must_not_be_null_cannot_be_added(monkeypatch, tmp_path, made, column):
    quotes = TABLES["quotes"]
    with monkeypatch.context() as patch:
        fewer = tuple(one for one in quotes.columns if one.name != column)
        patch.setitem(TABLES, "quotes", replace(quotes, columns=fewer))
        frames = made.batch("a", 0)
        warehouse.commit(tmp_path, "old", {**frames, "quotes": frames["quotes"].drop(column, strict=False)}, {})
    with pytest.raises(ConfigError, match=rf"another version of Marsad: {column} is only in one of them"):
        warehouse.commit(tmp_path, "new", {"quotes": made.batch("b", 0)["quotes"]}, {})


def test_a_folder_that_holds_something_else_is_no_warehouse(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(ConfigError, match=r"it holds thesis\.docx: name an empty folder"):
        warehouse.check(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_the_projects_own_folder_is_one_before_the_first_commit(tmp_path: Path) -> None:
    (tmp_path / "README.md").touch()
    (tmp_path / ".staging").mkdir()
    warehouse.check(tmp_path)
