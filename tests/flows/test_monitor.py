"""The flow as a whole: what it reads, what it leaves, and what a second run does."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]
TOPIC = ROOT / "seeds/topics/iraq-us-withdrawal.toml"
ON_TOPIC = (
    "أعلنت وزارة الدفاع أن انسحاب القوات الأميركية من العراق سيكتمل قريبا. وقال الوزير سالم الراوي إن الاتفاق واضح."
)
OFF_TOPIC = "فاز الفريق الأول على ضيفه بهدفين في المباراة التي أقيمت أمس على ملعب المدينة أمام جمهور كبير."

pytestmark = pytest.mark.usefixtures("prefect")


def record(number: int, content: str = ON_TOPIC, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"r{number}",
        "url": f"http://news.example/{number}",
        "title": f"خبر رقم {number}",
        "content": content,
        "author": "المحرر",
        "published_at": "2021-11-19T10:00:00+03:00",
        "outlet": "example",
        **fields,
    }


def write(path: Path, *records: dict[str, Any] | str) -> Path:
    lines = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in records)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(warehouse: Path, *inputs: Path, keep_all: bool = False) -> str | None:
    from flows.monitor import monitor

    return monitor(topic=TOPIC, inputs=inputs, warehouse=warehouse, keep_all=keep_all)


def table(warehouse: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(warehouse / f"current/{name}/")


def everything(warehouse: Path) -> dict[str, list[Any]]:
    return {name: table(warehouse, name).select(TABLES[name].key).sort(TABLES[name].key).rows() for name in TABLES}


def test_every_document_is_an_article_or_a_reject(tmp_path: Path) -> None:
    file = write(tmp_path / "in.jsonl", record(1), record(2, OFF_TOPIC), "{broken", record(3, content=""))
    run(tmp_path / "w", file)
    assert table(tmp_path / "w", "articles").height == 1
    reasons = dict(table(tmp_path / "w", "rejects").select("reason", "stage").rows())
    assert reasons == {"off_topic": "clean", "bad_record": "ingest", "no_text": "clean"}
    (row,) = table(tmp_path / "w", "runs").rows(named=True)
    stages = {stage["stage"]: stage for stage in row["stages"]}
    assert (stages["ingest"]["rows_in"], stages["ingest"]["rejected"]) == (4, 1)
    assert (stages["clean"]["rows_in"], stages["clean"]["rejected"], stages["clean"]["failed"]) == (3, 2, 1)


def test_a_second_run_adds_no_row_and_says_so(tmp_path: Path) -> None:
    file = write(tmp_path / "in.jsonl", record(1), record(2, OFF_TOPIC), "{broken")
    assert run(tmp_path / "w", file) is not None
    before = everything(tmp_path / "w")
    assert run(tmp_path / "w", file) is None
    assert everything(tmp_path / "w") == before


def test_ids_are_equal_in_another_place(tmp_path: Path) -> None:
    for place in ("here", "there"):
        (tmp_path / place / "news").mkdir(parents=True)
        run(tmp_path / place / "w", write(tmp_path / place / "news/in.jsonl", record(1), record(2, OFF_TOPIC)))
    here, there = everything(tmp_path / "here/w"), everything(tmp_path / "there/w")
    del here["runs"], there["runs"]
    assert here == there


def test_all_keeps_what_is_off_topic_and_clears_the_reject(tmp_path: Path) -> None:
    file = write(tmp_path / "in.jsonl", record(1), record(2, OFF_TOPIC))
    run(tmp_path / "w", file)
    assert run(tmp_path / "w", file, keep_all=True) is not None
    assert table(tmp_path / "w", "articles").height == 2
    assert table(tmp_path / "w", "rejects").height == 0
    assert table(tmp_path / "w", "topic_matches").height == 1
    assert run(tmp_path / "w", file, keep_all=True) is None
    assert run(tmp_path / "w", file) is None


def test_a_changed_text_is_a_revision_and_takes_the_quotes_over(tmp_path: Path) -> None:
    run(tmp_path / "w", write(tmp_path / "in.jsonl", record(1)))
    assert "الاتفاق واضح" in table(tmp_path / "w", "quotes")["content"].to_list()
    run(tmp_path / "w", write(tmp_path / "in.jsonl", record(1, ON_TOPIC.replace("الاتفاق واضح", "الاتفاق غامض"))))
    articles = table(tmp_path / "w", "articles").sort("revision")
    assert articles.select("revision", "is_latest").rows() == [(1, False), (2, True)]
    quotes = table(tmp_path / "w", "quotes")
    assert set(quotes["revision"]) == {2}
    assert "الاتفاق واضح" not in quotes["content"].to_list()
    assert "الاتفاق غامض" in quotes["content"].to_list()


def test_entities_count_over_batches_and_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_BATCH_SIZE", "2")
    run(tmp_path / "w", write(tmp_path / "in.jsonl", *(record(number) for number in range(5))))
    entities = table(tmp_path / "w", "entities")
    (rawi,) = entities.filter(pl.col("canonical_name") == "سالم الراوي").rows(named=True)
    assert rawi["articles"] == 5
    mentions = table(tmp_path / "w", "mentions")
    assert entities["mentions"].sum() == mentions.height
    assert mentions.join(entities, on="entity_id", how="anti").height == 0


def test_a_run_that_broke_off_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tasks.resolve

    monkeypatch.setenv("MARSAD_BATCH_SIZE", "2")
    file = write(tmp_path / "in.jsonl", *(record(number) for number in range(5)))
    whole = tasks.resolve.resolve_batch
    calls = []

    def second_fails(*args: Any) -> Any:
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("broken off")
        return whole(*args)

    monkeypatch.setattr(tasks.resolve, "resolve_batch", second_fails)
    with pytest.raises(RuntimeError, match="broken off"):
        run(tmp_path / "w", file)
    assert table(tmp_path / "w", "articles").height == 2
    assert table(tmp_path / "w", "runs")["outcome"].to_list() == ["running"]
    run(tmp_path / "w", file)
    assert table(tmp_path / "w", "articles").height == 5
    assert table(tmp_path / "w", "articles")["revision"].to_list() == [1] * 5


def test_a_run_fails_with_what_the_step_that_failed_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tasks.clean
    from tasks.model.errors import StagingBroken

    def broken(*_: Any) -> None:
        raise StagingBroken("what was put aside is gone")

    monkeypatch.setattr(tasks.clean, "check_staged", broken)
    with pytest.raises(StagingBroken, match="what was put aside is gone"):
        run(tmp_path / "w", write(tmp_path / "in.jsonl", record(1)))


def published_meanwhile(monkeypatch: pytest.MonkeyPatch, other: Any) -> None:
    """Have another run do all of its work when the next one has extracted its first batch."""
    import flows.extracting

    in_order = flows.extracting.in_order

    def with_other(handed: Any, *rest: Any) -> Any:
        monkeypatch.setattr(flows.extracting, "in_order", in_order)
        first, *others = handed
        other()
        return in_order((first, *others), *rest)

    monkeypatch.setattr(flows.extracting, "in_order", with_other)


def test_what_another_run_has_published_meanwhile_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = (record(1), record(2, OFF_TOPIC), "{broken", record(3, content=""))
    (tmp_path / "a").mkdir()
    some = write(tmp_path / "a" / "in.jsonl", *shared)
    more = write(tmp_path / "in.jsonl", record(5))
    published_meanwhile(monkeypatch, lambda: run(tmp_path / "w", some))
    run_id = run(tmp_path / "w", some, more)
    assert sorted(table(tmp_path / "w", "articles")["url"]) == ["http://news.example/1", "http://news.example/5"]
    assert table(tmp_path / "w", "articles")["revision"].to_list() == [1, 1]
    assert table(tmp_path / "w", "rejects").height == 3
    (row,) = table(tmp_path / "w", "runs").filter(pl.col("run_id") == run_id).rows(named=True)
    assert row["known"] == 4
    counts = {stage["stage"]: (stage["rows_in"], stage["rows_out"], stage["failed"]) for stage in row["stages"]}
    assert counts["ingest"] == counts["clean"] == counts["extract"] == counts["resolve"] == (1, 1, 0)
    for name in ("captures", "articles", "rejects"):
        own = table(tmp_path / "w", name).filter(pl.col("run_id") == run_id).height
        assert own == {one["table"]: one["rows"] for one in row["tables"]}[name], name


def test_a_run_that_comes_second_in_all_adds_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_BATCH_SIZE", "2")
    file = write(tmp_path / "in.jsonl", *(record(number) for number in range(4)), record(9, OFF_TOPIC))
    published_meanwhile(monkeypatch, lambda: run(tmp_path / "w", file))
    assert run(tmp_path / "w", file) is None
    assert table(tmp_path / "w", "runs")["outcome"].to_list() == ["finished"]
    assert table(tmp_path / "w", "articles").height == 4


def test_a_run_whose_turn_does_not_come_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event, Thread

    from tasks.model.errors import WarehouseBusy
    from tasks.storage import turns

    file, taken, done = write(tmp_path / "in.jsonl", record(1)), Event(), Event()

    def another() -> None:
        (tmp_path / "w").mkdir()
        with turns.alone(tmp_path / "w"):
            taken.set()
            done.wait(60)

    thread = Thread(target=another)
    thread.start()
    assert taken.wait(10)
    with monkeypatch.context() as patch:
        patch.setattr(turns, "TURN_SECONDS", 0.2)
        with pytest.raises(WarehouseBusy, match=r"Others have been writing to .*: run again later"):
            run(tmp_path / "w", file)
    done.set()
    thread.join()
    assert run(tmp_path / "w", file) is not None


def test_a_critical_table_stops_the_publish_and_leaves_what_stood(tmp_path: Path) -> None:
    from tasks.model.errors import ExpectationsFailed

    run(tmp_path / "w", write(tmp_path / "good.jsonl", record(1)))
    before = everything(tmp_path / "w")
    bad = write(tmp_path / "bad.jsonl", record(2), *(record(number, content="") for number in range(100, 130)))
    with pytest.raises(ExpectationsFailed, match="few_rejects"):
        run(tmp_path / "w", bad)
    after = everything(tmp_path / "w")
    runs = table(tmp_path / "w", "runs")
    assert runs["outcome"].to_list().count("stopped") == 1
    del before["runs"], after["runs"]
    assert after == before


def test_processes_give_the_same_rows_as_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "in.jsonl", record(1), record(2, OFF_TOPIC))
    rows = {}
    for runner in ("threads", "processes"):
        monkeypatch.setenv("MARSAD_TASK_RUNNER", runner)
        run(tmp_path / runner, file)
        rows[runner] = {name: ids for name, ids in everything(tmp_path / runner).items() if name != "runs"}
    assert rows["processes"] == rows["threads"]
    assert rows["threads"]["quotes"]


def test_data_docs_are_written(seed_warehouse: Path) -> None:
    pages = list((seed_warehouse / "data-docs").rglob("index.html"))
    assert pages
    assert any("quotes" in page.read_text(encoding="utf-8") for page in (seed_warehouse / "data-docs").rglob("*.html"))


def test_nothing_stays_in_staging(seed_warehouse: Path) -> None:
    assert list((seed_warehouse / ".staging").rglob("*.parquet")) == []


def test_a_report_that_cannot_be_written_is_a_failed_step_and_not_a_failed_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("tasks.depict.write_report", full)
    run_id = run(tmp_path / "w", write(tmp_path / "in.jsonl", record(1)))
    assert run_id is not None
    assert table(tmp_path / "w", "runs")["outcome"].to_list() == ["finished"]
    with get_client(sync_client=True) as client:
        steps = client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run_id])))
        states = {step.name.rpartition("-")[0]: step.state_name for step in steps}
        assert client.read_flow_run(run_id).state_name == "Completed"
    assert states["depict"] == "Failed"
