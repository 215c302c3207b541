"""`marsad export --to`: a folder that somebody without Marsad can use; mistakes are one sentence and write nothing."""

import csv
import json
import runpy
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest

from expectations.tables import TABLES
from flows import __main__ as command
from flows.command_export import USUAL
from tasks.storage import formats, snapshot
from tasks.storage.ledger import entries
from tasks.storage.warehouse import commit

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2021, 11, 19, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles: two of the outlet «odd», one of them on the topic; one of before."""
    where = tmp_path_factory.mktemp("export_tables") / "warehouse"
    made = SimpleNamespace(**runpy.run_path(str(ROOT / "tests/tasks/storage/writer.py")))
    later = {"published_at": AT.replace(year=2022), "month": "2022-11"}
    given = {
        "a1": {"outlet": "odd", "headline": '=HYPERLINK("x")', "deck": "", "caption": None, **later},
        "a2": {"outlet": "odd", "headline": "خبر، «جديد»\nسطر", **later},
        "a3": {"outlet": "even", "headline": "قديم", "published_at": AT, "month": "2021-11"},
    }

    def rows(table: str, **each: Any) -> list[dict[str, Any]]:
        return [
            made.row(table, article_id=one, month=values["month"], **{k: f(one) for k, f in each.items()})
            for one, values in given.items()
        ]

    names = [{"name": "سالم", "mentions": 2}]
    frames = {
        "captures": [made.row("captures", capture_id=f"c-{one}", body=b"\xff\x00") for one in given],
        "entities": [made.row("entities", entity_id=f"e-{one}", names=names) for one in (*given, "never")],
        "entity_redirects": [made.row("entity_redirects", entity_id="gone", redirected_to="e-a1")],
        "mentions": rows("mentions", mention_id=lambda one: f"m-{one}", entity_id=lambda one: f"e-{one}"),
        "quotes": rows("quotes", quote_id=lambda one: f"q-{one}", speaker_entity_id={}.get),
        "statements": [
            made.row("statements", statement_id=f"s-{one}", variants=[carrier(one)], speaker_entity_id=None)
            for one in given
        ],
        "topic_matches": [made.row("topic_matches", topic_id=topic, article_id="a1") for topic in ("t", "u")],
        "rejects": [made.row("rejects", topic_id="t")],
        "articles": [
            made.row("articles", article_id=one, capture_id=f"c-{one}", run_id="r", is_latest=True, **values)
            for one, values in given.items()
        ],
        "runs": [made.row("runs", run_id=run) for run in ("r", "other")],
    }
    commit(where, "r/00000", {name: made.frame(name, of) for name, of in frames.items()}, {})
    return where


def carrier(article: str) -> dict[str, Any]:
    """What a statement says of an article that carries it."""
    (variants,) = [column for column in TABLES["statements"].columns if column.name == "variants"]
    fields = variants.dtype.inner.fields  # type: ignore[union-attr]
    return {**dict.fromkeys(field.name for field in fields), "article_id": article}


def status(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr(sys, "argv", ["marsad", "export", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


@pytest.fixture
def export(warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    def exported(*words: object) -> tuple[Path, dict[str, Any]]:
        folder = tmp_path / "out"
        assert status(monkeypatch, "--to", folder, "--warehouse", warehouse, *words) == 0
        return folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

    return exported


def ids(folder: Path, table: str) -> list[str]:
    return pl.read_parquet(folder / f"{table}.parquet")[TABLES[table].key[0]].sort().to_list()


def test_all_usual_tables_come_whole_with_a_manifest_that_is_true(export: Any, warehouse: Path) -> None:
    folder, manifest = export()
    assert {path.name for path in folder.iterdir()} == {"manifest.json", *(f"{name}.parquet" for name in USUAL)}
    assert [one["name"] for one in manifest["tables"]] == list(USUAL)
    last = entries(warehouse)[-1]
    assert manifest["as_of"] == {"ledger_entry": 1, "batch": "r/00000", "time": last.time, "format": last.format}
    assert manifest["query"] == {"since": None, "topic": None, "outlet": None, "tables": list(USUAL)}
    assert {"licence", "made_by", "made_at", "how_to_read", "format"} <= set(manifest)
    shown = snapshot.current(warehouse)
    assert shown is not None
    for told in manifest["tables"]:
        path, table = folder / told["file"], TABLES[told["name"]]
        frame = pl.read_parquet(path)
        assert (frame.height, dict(frame.schema)) == (told["rows"], dict(table.schema))
        assert sha256(path.read_bytes()).hexdigest() == told["sha256"]
        assert path.stat().st_size == told["bytes"]
        key = list(table.key)
        assert frame.sort(key).equals(snapshot.scan(shown, table.name).collect().sort(key))
        described = {column["name"]: column["description"] for column in told["columns"]}
        assert described == {column.name: column.description for column in table.columns}
        assert pq.read_schema(path).field(0).metadata[b"comment"].decode() == table.columns[0].description
    assert not list((warehouse / ".snapshots").glob("pinned-*"))


@pytest.mark.parametrize(
    ("words", "articles"),
    [
        (["--since", "2022-11-19"], ["a1", "a2"]),
        (["--since", "2022-11-20"], None),
        (["--topic", "t"], ["a1"]),
        (["--outlet", "odd"], ["a1", "a2"]),
        (["--outlet", "odd", "--topic", "u", "--since", "2022-01-01"], ["a1"]),
    ],
)
def test_what_belongs_to_the_articles_comes_with_them(
    words: list[str],
    articles: list[str] | None,
    export: Any,
    warehouse: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    if articles is None:
        assert status(monkeypatch, "--to", tmp_path / "x", "--warehouse", warehouse, *words) == 2
        return
    every = "articles,mentions,quotes,statements,entities,entity_redirects,captures,topic_matches,runs"
    folder, manifest = export(*words, "--tables", every)
    assert ids(folder, "articles") == articles
    for table, before in (
        ("mentions", "m"),
        ("quotes", "q"),
        ("statements", "s"),
        ("entities", "e"),
        ("captures", "c"),
    ):
        assert ids(folder, table) == [f"{before}-{one}" for one in articles], table
    assert ids(folder, "entity_redirects") == ["gone"]
    assert ids(folder, "runs") == ["r"]
    asked = [words[words.index("--topic") + 1]] if "--topic" in words else ["t", "u"]
    assert ids(folder, "topic_matches") == asked
    assert manifest["query"]["tables"] == every.split(",")


def test_csv_is_what_a_csv_reader_expects(export: Any) -> None:
    folder, manifest = export("--format", "csv", "--tables", "articles,entities,captures,dates")
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["article_id"]: row for row in csv.DictReader(file)}
    assert list(rows["a1"]) == list(TABLES["articles"].schema)
    assert rows["a2"]["headline"] == "خبر، «جديد»\nسطر"
    assert rows["a1"]["headline"] == '=HYPERLINK("x")', "as it is, unless it is for a spreadsheet"
    assert rows["a3"]["published_at"] == "2021-11-19T07:00:00.000000Z"
    with (folder / "entities.csv").open(encoding="utf-8", newline="") as file:
        entity = next(csv.DictReader(file))
    assert json.loads(entity["names"]) == [{"name": "سالم", "mentions": 2}]
    with (folder / "captures.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["body"] == "/wA="
    assert (folder / "dates.csv").read_text(encoding="utf-8") == ",".join(TABLES["dates"].schema) + "\n"
    typed = pl.read_csv(folder / "articles.csv", schema_overrides=TABLES["articles"].schema | {"signature": pl.String})
    assert typed.filter(pl.col("article_id") == "a1").select("deck", "caption").row(0) == ("", None)
    assert "apostrophe" not in manifest["how_to_read"]


def test_for_excel_there_is_a_mark_and_nothing_is_computed(export: Any) -> None:
    folder, manifest = export("--format", "csv", "--excel", "--tables", "articles")
    raw = (folder / "articles.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = {row["article_id"]: row for row in csv.DictReader(raw.decode("utf-8-sig").splitlines(keepends=True))}
    assert rows["a1"]["headline"] == '\'=HYPERLINK("x")'
    assert rows["a2"]["headline"] == "خبر، «جديد»\nسطر"
    assert "apostrophe" in manifest["how_to_read"]


def test_json_lines_keep_what_is_nested(export: Any) -> None:
    folder, _ = export("--format", "jsonl", "--tables", "entities,captures,articles,dates")
    lines = [json.loads(line) for line in (folder / "entities.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines[0]["names"] == [{"name": "سالم", "mentions": 2}]
    assert "سالم" in (folder / "entities.jsonl").read_text(encoding="utf-8"), "readable, not escaped"
    assert json.loads((folder / "captures.jsonl").read_text(encoding="utf-8").splitlines()[0])["body"] == "/wA="
    articles = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {one["article_id"]: one["caption"] for one in articles}["a1"] is None
    assert (folder / "dates.jsonl").read_bytes() == b""


def test_slices_make_one_file(export: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "_SLICE", 1)
    folder, manifest = export("--format", "csv", "--tables", "articles")
    assert len(pl.read_csv(folder / "articles.csv")) == manifest["tables"][0]["rows"] == 3


def test_it_goes_into_an_empty_folder_too(export: Any, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    folder, _ = export("--tables", "quotes")
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "quotes.parquet"]


def test_what_fails_midway_leaves_nothing(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tasks.storage.package.sync_path", full)
    assert status(monkeypatch, "--to", tmp_path / "out", "--warehouse", warehouse) == 2
    assert "no space left on device. Give --to" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Say what to write: --to DIR for tables, or --warc FILE for captures."),
        (["--to", "out", "--warc", "a.warc"], "Say what to write"),
        (["--to", "full"], "full is there already: give --to a folder that is not, or an empty one."),
        (["--to", "full/note.txt"], "is there already"),
        (["--to", "none/out"], "There is no folder"),
        (["--to", "out", "--format", "xml"], "--format xml is none of parquet, csv, jsonl."),
        (["--to", "out", "--excel"], "--excel is for --format csv."),
        (["--to", "out", "--tables", "quotes,moods"], "--tables quotes,moods: name some of captures, "),
        (["--to", "out", "--tables", ","], "--tables ,: name some of"),
        (["--to", "out", "--tables", "rejects", "--outlet", "odd"], "rejects cannot be narrowed by --outlet"),
        (["--to", "out", "--topic", "v"], "on the topic v; there are: t, u."),
        (["--to", "out", "--outlet", "none"], "of the outlet none; there are: even, odd."),
        (["--to", "out", "--since", "soon"], "'soon' is no day"),
        (["--to", "out", "--since", "2030-01-01"], "is all of that: nothing was written."),
        (["--to", "out", "--warehouse", "empty"], "There are no tables in"),
        (["--warc", "a.warc", "--topic", "t"], "--topic and --tables are for --to DIR"),
    ],
)
def test_a_mistake_is_one_sentence_and_writes_nothing(
    words: list[str],
    says: str,
    warehouse: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("full").mkdir()
    Path("full/note.txt").touch()
    given = words if "--warehouse" in words else [*words, "--warehouse", str(warehouse)]
    assert status(monkeypatch, *given) == 2
    assert says in capfd.readouterr().err
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == ["full", "full/note.txt"]
