"""A warehouse in an object store: what a run leaves there, what commands say of it, and mistakes in one sentence."""

import contextlib
import io
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from expectations.tables import TABLES
from flows import __main__ as command
from flows import runners
from tasks.model.errors import ConfigError
from tasks.model.settings import Settings
from tasks.places.objects import ObjectFolder
from tasks.storage import ledger, warehouse
from tasks.web.state import state_path
from tests.tasks.report import press
from tests.tasks.report.test_report_pages import scripts

ROOT = Path(__file__).resolve().parents[2]
# Of the run, or of the moment.
TIMES = ("run_id", "captured_at", "collected_at", "seen_at", "rejected_at")


def status(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["marsad", *words])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


def rows(where: Path | ObjectFolder, table: str) -> list[tuple[object, ...]]:
    found = warehouse.read(where, table).collect()
    return found.drop([one for one in TIMES if one in found.columns]).sort(list(TABLES[table].key)).rows()


def test_dask_and_an_object_store_give_the_rows_of_threads_and_a_folder(bucket, seed_warehouse, tmp_path):
    """As a process of its own: Dask's workers import what started them."""
    from prefect.settings import PREFECT_API_URL

    around = {
        "PREFECT_API_URL": str(PREFECT_API_URL.value()),
        "MARSAD_WAREHOUSE": str(bucket),
        "MARSAD_STATE": str(tmp_path),
        "MARSAD_TASK_RUNNER": "dask",
        "MARSAD_BATCH_SIZE": "2",
        "PYTHONPATH": str(ROOT),
    }
    run = [sys.executable, "-m", "flows", "run"]
    done = subprocess.run(run, env=os.environ | around, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"The tables are in {bucket}/tables" in done.stdout
    assert len(ledger.entries(bucket)) > 2, "more than a batch, which travel through the store"
    for table in TABLES:
        if table not in ("runs", "entities"):
            assert rows(bucket, table) == rows(seed_warehouse, table), table
    entities = [{row[0] for row in rows(where, "entities")} for where in (bucket, seed_warehouse)]
    assert entities[0] == entities[1]
    assert (bucket / "data-docs" / "index.html").exists()
    assert not (bucket / ".staging").is_dir(), "nothing stays in staging"
    assert (tmp_path / bucket.bucket / bucket.key / "report" / "iraq-us-withdrawal" / "index.html").exists()


@pytest.fixture
def filled(bucket):
    made = runpy.run_path(str(ROOT / "tests/tasks/storage/writer.py"))
    warehouse.commit(bucket, "one", made["batch"]("a", 0), {})
    return bucket


def test_commands_read_it(filled, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MARSAD_WAREHOUSE", str(filled))
    monkeypatch.setenv("MARSAD_STATE", str(tmp_path / "state"))
    assert status(monkeypatch, "tables") == 0
    assert f'articles = pl.scan_delta("{filled}/tables/articles", version=1)' in capsys.readouterr().out
    assert status(monkeypatch, "revisions", "a-0-1x") == 2
    assert "No article_id in s3://" in capsys.readouterr().err
    assert status(monkeypatch, "export", "--warc", str(tmp_path / "all.warc.gz")) == 0
    assert "20 captures are in" in capsys.readouterr().out
    assert status(monkeypatch, "sources") == 0


@pytest.fixture
def pressed(bucket, tmp_path):
    """The same tables in a folder and in a store."""
    press.fill(tmp_path / "warehouse", press.ordinary())
    press.fill(bucket, press.ordinary())
    return tmp_path / "warehouse", bucket


@pytest.fixture
def said(monkeypatch, capfd):
    """What a command says."""

    def run(*words: str | Path) -> str:
        assert status(monkeypatch, *map(str, words)) == 0
        return capfd.readouterr().out

    return run


def test_questions_are_answered_there_and_explained_by_what_can_be_pasted(pressed, said):
    folder, bucket = pressed
    for words in (
        ("quotes", "--act", "deny", "--format", "jsonl"),
        ("people", "--outlet", "okaz", "--format", "csv"),
        ("timeline", "--by", "week"),
        ("show", "a1"),
    ):
        assert "الراوي" in said(*words, "--warehouse", folder)
        assert said(*words, "--warehouse", bucket) == said(*words, "--warehouse", folder)
    asked = ("quotes", "--speaker", "الراوي")
    alone = f"{said(*asked, '--explain', '--warehouse', bucket)}\nprint(found.write_ndjson(), end='')"
    pasted = subprocess.run([sys.executable, "-c", alone], capture_output=True, text=True, check=True, cwd="/")
    assert pasted.stdout
    assert pasted.stdout == said(*asked, "--format", "jsonl", "--warehouse", folder)


def test_a_report_and_an_export_are_what_they_are_of_a_folder(pressed, said, tmp_path, monkeypatch):
    monkeypatch.setenv("MARSAD_STATE", str(tmp_path / "state"))
    folder, bucket = pressed
    reports = folder / "report/all", tmp_path / "state" / bucket.bucket / bucket.key / "report/all"
    for where, report in zip(pressed, reports, strict=True):
        assert f"Open {report / 'index.html'} in a browser" in said("report", "--warehouse", where)
        said(
            "export",
            "--to",
            tmp_path / f"of-{where.name}",
            "--format",
            "jsonl",
            "--outlet",
            "okaz",
            "--warehouse",
            where,
        )
    lists = [{file.name: file.read_bytes() for file in (report / "data").glob("*.csv")} for report in reports]
    assert lists[0] == lists[1]
    again = scripts(reports[1] / "index.html")
    assert len(again) == len(scripts(reports[0] / "index.html"))
    assert all(f'pl.scan_delta("{bucket}/tables/' in script and "warehouse/current" not in script for script in again)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(again[0], "script", "exec"), {})
    assert printed.getvalue().encode() in lists[0].values()
    exported = [
        {file.name: sorted(file.read_bytes().splitlines()) for file in (tmp_path / f"of-{one.name}").glob("*.jsonl")}
        for one in pressed
    ]
    assert exported[0]["quotes.jsonl"]
    assert exported[0] == exported[1], "in whatever order: files of a month have names by chance"


def test_what_is_remembered_of_the_web_lies_on_this_machine(bucket, tmp_path, monkeypatch):
    monkeypatch.setenv("MARSAD_STATE", str(tmp_path))
    assert state_path(bucket) == tmp_path / "marsad" / bucket.key / "state.sqlite"
    assert state_path(tmp_path) == tmp_path / ".web" / "state.sqlite", "that of a folder lies in it"


@pytest.mark.parametrize(
    ("address", "endpoint", "code", "said"),
    [
        ("s3://nowhere/news", None, 2, "There is no bucket nowhere at http://127.0.0.1:"),
        ("s3://marsad/news", "http://127.0.0.1:9", 1, "The object store at http://127.0.0.1:9 does not answer"),
        ("s3://marsad/a b", None, 2, "write it as s3://bucket/prefix"),
        ("gs://marsad/news", None, 2, "neither a path nor an address that begins with s3://"),
    ],
)
def test_a_wrong_address_is_one_sentence(bucket, monkeypatch, capsys, address, endpoint, code, said):
    if endpoint is not None:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    assert status(monkeypatch, "tables", "--warehouse", address) == code
    told = " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert said in told
    assert "Traceback" not in told


def test_dask_that_is_not_installed_or_not_there_is_the_users_to_mend(monkeypatch):
    settings = Settings(task_runner="dask", dask_scheduler="tcp://127.0.0.1:9")
    monkeypatch.setattr(runners, "_CONNECT_SECONDS", 1)
    with pytest.raises(ConfigError, match=r"The Dask scheduler at tcp://127\.0\.0\.1:9 does not answer"):
        runners.check_runner(settings)
    monkeypatch.setattr(runners, "find_spec", lambda _: None)
    with pytest.raises(ConfigError, match=r"install it with `pip install 'marsad\[dask\]'`"):
        runners.check_runner(settings)
