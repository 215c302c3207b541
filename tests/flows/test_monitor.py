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


def test_a_second_run_at_the_same_time_is_turned_away(tmp_path: Path) -> None:
    from tasks.model.errors import ConfigError
    from tasks.storage.warehouse import sole_run

    file = write(tmp_path / "in.jsonl", record(1))
    with sole_run(tmp_path / "w"), pytest.raises(ConfigError, match="Another run is at work"):
        run(tmp_path / "w", file)
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
