"""A run's summary: what it says, what it leaves out, and that what came from outside stays text."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tasks.accounting.markdown import grid, plain
from tasks.accounting.summary import MOST_SHOWN, Published, stages, summary
from tests.tasks.storage.writer import frame, row

START = datetime(2024, 5, 1, tzinfo=UTC)
STAGE = {
    "stage": "clean",
    "unit": "documents",
    "rows_in": 1200,
    "rows_out": 1199,
    "rejected": 1,
    "failed": 1,
    "seconds": 2.25,
}


def run(**given: Any) -> dict[str, Any]:
    own: dict[str, Any] = {
        "topic_id": "topic",
        "kind": "monitor",
        "outcome": "finished",
        "started_at": START,
        "finished_at": START + timedelta(seconds=61),
        "known": 7,
        "tables": [{"table": table, "rows": 1} for table in ("articles", "quotes", "mentions", "dates")],
        "stages": [STAGE],
        "sources": None,
        "expectations": [],
    }
    return {**own, **given}


def published(articles: list[Any] = [], quotes: list[Any] = [], rejects: list[Any] = []) -> Published:  # noqa: B006
    return Published(
        frame("articles", articles), frame("quotes", quotes), frame("rejects", rejects), {"e1": "مصطفى الكاظمي"}
    )


def said(given: Published, **row_: Any) -> str:
    return summary(run(**row_), given, {"Data Docs": "file:///w/data-docs/index.html"})


def test_the_head_says_what_came_and_how_long_it_took() -> None:
    text = said(published())
    assert text.startswith(
        "# topic: finished\n\n1 articles, 1 quotes, 1 mentions, 1 dates; 7 documents were known. 61 s."
    )
    assert "[Data Docs](file:///w/data-docs/index.html)" in text
    assert "| clean | documents | 1,200 | 1,199 | 1 | 2.2 |" in text


def test_parts_without_anything_to_say_are_left_out() -> None:
    text = said(published())
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## Stages"]


def test_articles_are_counted_by_outlet_those_of_nobody_too() -> None:
    articles = [row("articles", outlet=outlet) for outlet in ("a", "b", "b", None)]
    text = said(published(articles, [row("quotes", outlet=None), row("quotes", outlet="b", speaker_entity_id="e2")]))
    assert "| b | 2 | 1 |\n| a | 1 | 0 |\n| unknown | 1 | 1 |" in text
    assert "watched people" not in text


def test_quotes_of_watched_people_are_shown() -> None:
    quotes = [row("quotes", speaker_entity_id="e1", content="لن ننسحب", act="deny", outlet="b")]
    assert "| مصطفى الكاظمي | لن ننسحب | deny | b |" in said(published([], quotes))


def test_no_list_is_endless_and_what_is_left_out_is_counted() -> None:
    quotes = [row("quotes", speaker_entity_id="e1") for _ in range(MOST_SHOWN + 3)]
    text = said(published([], quotes))
    assert text.count("الكاظمي") == MOST_SHOWN
    assert "… and 3 more." in text


def test_what_went_wrong_is_told() -> None:
    sources = [
        {"source": "https://a.example", "health": "ok", "detail": None, "failures": 0},
        {"source": "https://b.example", "health": "failing", "detail": "unreachable", "failures": 4},
    ]
    wishes = [
        {"table": "quotes", "expectation": "cue_verbatim", "severity": "critical", "checked": 9, "failed": 2},
        {"table": "quotes", "expectation": "unique", "severity": "critical", "checked": 9, "failed": 0},
    ]
    rejects = [row("rejects", reason=reason) for reason in ("no_text", "off_topic", "off_topic")]
    text = said(published(rejects=rejects), sources=sources, expectations=wishes)
    assert "| https://b.example | failing | unreachable | 4 |" in text
    assert "https://a.example" not in text
    assert "| quotes | cue\\_verbatim | critical | 2 | 9 |" in text
    assert "unique" not in text
    assert text.index("off\\_topic") < text.index("no\\_text")


def test_what_comes_from_outside_stays_text() -> None:
    assert plain("<script>a</script>|*b*\n[c](d)") == "&lt;script&gt;a&lt;/script&gt;\\|\\*b\\* \\[c\\](d)"
    assert plain("ا" * 300) == "ا" * 199 + "…"
    assert grid(("a",), [("x|y",)]).splitlines()[-1] == "| x\\|y |"


def test_the_table_is_the_stages() -> None:
    assert stages(run()) == [STAGE]
