"""What a run leaves on Prefect's server: under which names, and with which links."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import tasks.summarize
from tasks.accounting.summary import Published
from tasks.model.runs import Run
from tasks.places.objects import ObjectFolder
from tasks.places.place import Place
from tasks.publish import asset_key
from tasks.summarize import _key, summarize


def run(warehouse: Place) -> Run:
    return Run("r1", "topic", "hash", False, datetime(2024, 5, 1, tzinfo=UTC), warehouse)


def test_topics_in_other_letters_are_told_apart() -> None:
    assert _key("iraq-us-withdrawal") == "iraq-us-withdrawal"
    assert len({_key("انسحاب"), _key("انتخابات"), _key("topic")}) == 3
    assert _key("Iraq") != _key("iraq"), "two files may differ in that alone"


def test_a_table_is_named_by_where_it_lies() -> None:
    assert asset_key(run(Path("/data/my warehouse")), "quotes") == "file:///data/my-warehouse/quotes"
    assert asset_key(run(ObjectFolder("s3://news/marsad")), "quotes") == "s3://news/marsad/quotes"


@pytest.mark.parametrize(
    ("outcome", "days", "is_linked"), [("finished", "30", True), ("interrupted", "30", False), ("finished", "0", False)]
)
def test_only_a_report_that_is_going_to_be_written_is_linked(
    outcome: str, days: str, is_linked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    links: dict[str, str] = {}

    def summary(_row: object, _published: Published, found: dict[str, str]) -> str:
        links.update(found)
        return ""

    monkeypatch.setenv("MARSAD_REPORT_DAYS", days)
    monkeypatch.setattr(tasks.summarize, "account", lambda *_: ({"stages": ()}, None))
    monkeypatch.setattr(tasks.summarize, "summary", summary)
    for artifact in ("create_markdown_artifact", "create_table_artifact"):
        monkeypatch.setattr(tasks.summarize, artifact, lambda *_: None)
    summarize.fn(run(Path("/w")), 0, outcome)
    assert ("file:///w/report/topic/index.html" in links.values()) is is_linked
    assert "file:///w/data-docs/index.html" in links.values()
    monkeypatch.setenv("MARSAD_STATE", "/state")
    summarize.fn(run(ObjectFolder("s3://news/marsad")), 0, outcome)
    assert ("file:///state/news/marsad/report/topic/index.html" in links.values()) is is_linked
    assert "s3://news/marsad/data-docs/index.html" in links.values()
