"""What one run over the seed topic leaves in the tables, for the article that the project starts from."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared/gold/arabic-dev.jsonl"
HEADLINE = "العراق ينفي تمديد موعد انسحاب القوات الأميركية"

Rows = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def article(seed_warehouse: Path) -> dict[str, Any]:
    table = pl.scan_parquet(seed_warehouse / "current/articles/")
    return table.filter(pl.col("headline") == HEADLINE).collect().row(0, named=True)


@pytest.fixture(scope="module")
def rows(seed_warehouse: Path, article: dict[str, Any]) -> Rows:
    """The rows of a table that belong to the article, in text order."""

    def of(table: str) -> list[dict[str, Any]]:
        frame = pl.scan_parquet(seed_warehouse / f"current/{table}/").filter(article_id=article["article_id"]).collect()
        return (frame.sort("start") if "start" in frame.columns else frame).rows(named=True)

    return of


def test_the_parts_of_the_page_are_apart(article: dict[str, Any]) -> None:
    assert article["headline"] == HEADLINE
    assert (article["published_at"], article["published_from"]) == (datetime(2021, 11, 19, tzinfo=UTC), "dateline")
    assert (article["language"], article["outlet"]) == ("ar", "alaraby")
    assert (article["caption"], article["credit"]) == ("جنود أميركيون في العراق", "الأناضول")


def test_the_text_is_headline_and_paragraphs_and_nothing_else(article: dict[str, Any]) -> None:
    paragraphs = article["text"].split("\n\n")
    assert paragraphs[0] == HEADLINE
    assert len(paragraphs) == 9
    assert paragraphs[1].startswith("نفت السلطات العراقية، مساء الجمعة")
    assert paragraphs[-1].endswith('لدينا هنا الآن".')
    for other in ("الخط", "المساهمون", "19 نوفمبر 2021", "جنود أميركيون"):
        assert other not in article["text"]


KHAFAJI, MUSAWI, HARPER = "تحسين الخفاجي", "حامد الموسوي", "جويل هاربر"
# How content begins, kind, act, speaker, how the text gives the speaker.
QUOTES = [
    ("تمديد موعد انسحاب القوات", "indirect", "deny", "العراق", "explicit"),
    ("الحديث عن وجود نية لتمديد موعد", "indirect", "deny", "السلطات العراقية", "explicit"),
    ("الحديث عن تمديد موعد انسحاب", "direct", "state", KHAFAJI, "explicit"),
    ('موعد خروج القوات القتالية الاجنبية "ثابت', "mixed", "state", KHAFAJI, "null-subject"),
    ("العلاقة بين الطرفين", "direct", "state", KHAFAJI, "null-subject"),
    ('"التنصل" من أهم وعوده', "mixed", "accuse", MUSAWI, "explicit"),
    ("التوحد من أجل مغادرة", "indirect", "call", MUSAWI, "null-subject"),
    ("بعض الاطراف السياسية", "direct", "state", MUSAWI, "null-subject"),
    ("وجود حركة للطائرات المسيرة", "indirect", "state", MUSAWI, "null-subject"),
    ("أحد شروط أعضاء مجلس النواب", "direct", "state", MUSAWI, "partial"),
    ("الحكومة تحاول تسويف الملف", "direct", "state", MUSAWI, "null-subject"),
    ("دور التحالف الدولي في العراق", "direct", "affirm", HARPER, "explicit"),
    ("نحن الآن بالفعل", "direct", "state", HARPER, "null-subject"),
]


def test_every_quote_is_there_and_no_other(rows: Rows) -> None:
    found = rows("quotes")
    assert len(found) == len(QUOTES)
    for quote, (begins, kind, act, speaker, how) in zip(found, QUOTES, strict=True):
        assert quote["content"].startswith(begins)
        assert (quote["kind"], quote["act"], quote["speaker"], quote["how"]) == (kind, act, speaker, how), begins


def test_names_in_quotation_marks_are_no_quotes(rows: Rows) -> None:
    contents = {quote["content"].strip('"') for quote in rows("quotes")}
    assert contents.isdisjoint({"الفتح", "واع", "فصائل المقاومة"})


def test_the_first_quote_says_whom_it_was_told(rows: Rows) -> None:
    (quote,) = [quote for quote in rows("quotes") if quote["content"].startswith("الحديث عن تمديد")]
    assert quote["addressee"] == 'وكالة الأنباء العراقية الرسمية "واع"'


def test_the_accused_and_those_called_on_are_named(rows: Rows) -> None:
    targets = {quote["act"]: (quote["target"], quote["target_name"]) for quote in rows("quotes") if quote["target"]}
    assert targets == {
        "accuse": ("رئيس الوزراء مصطفى الكاظمي", "مصطفى الكاظمي"),
        "call": ("القوى السياسية", None),
    }


def test_times_of_statements_have_their_day(rows: Rows) -> None:
    times = [(quote["time"], quote["time_value"]) for quote in rows("quotes") if quote["time"]]
    assert times == [("مساء الجمعة", "2021-11-19"), ("في وقت سابق", None), ("في وقت سابق", None)]


def test_speakers_are_entities(rows: Rows, seed_warehouse: Path) -> None:
    entities = pl.read_parquet(seed_warehouse / "current/entities/")
    names = dict(entities.select("entity_id", "canonical_name").rows())
    assert [names[quote["speaker_entity_id"]] for quote in rows("quotes")] == [
        speaker for _, _, _, speaker, _ in QUOTES
    ]


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        (KHAFAJI, {"اللواء", "المتحدث باسم قيادة العمليات العراقية المشتركة"}),
        (MUSAWI, {'القيادي في تحالف "الفتح"', "نائب سابق"}),
        ("مصطفى الكاظمي", {"رئيس الوزراء"}),
        (HARPER, {"المتحدث باسم قوة المهام المشتركة", "مدير الشؤون العامة في التحالف الدولي"}),
    ],
)
def test_persons_have_their_roles(rows: Rows, seed_warehouse: Path, name: str, roles: set[str]) -> None:
    own = [mention for mention in rows("mentions") if mention["name"] == name]
    assert {mention["kind"] for mention in own} == {"PERSON"}
    assert roles <= {role["surface"] for mention in own for role in mention["roles"]}
    entities = pl.read_parquet(seed_warehouse / "current/entities/")
    entity = entities.filter(entity_id=own[0]["entity_id"]).row(0, named=True)
    assert roles <= {role["role"] for role in entity["roles"]}


def test_no_other_person_is_named(rows: Rows) -> None:
    people = {mention["name"] for mention in rows("mentions") if mention["kind"] == "PERSON"}
    assert people == {KHAFAJI, MUSAWI, "مصطفى الكاظمي", HARPER}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("السلطات العراقية", {"ORG"}),
        ("قيادة العمليات العراقية المشتركة", {"ORG"}),
        ("مجلس النواب", {"ORG"}),
        ("التيار الصدري", {"ORG"}),
        ("العراق", {"GPE"}),
        ("بغداد", {"GPE"}),
        ("واشنطن", {"GPE"}),
    ],
)
def test_organisations_and_places_are_mentioned(rows: Rows, name: str, kinds: set[str]) -> None:
    assert {mention["kind"] for mention in rows("mentions") if mention["name"] == name} == kinds


def test_dates_have_their_values(rows: Rows) -> None:
    assert [(date["surface"], date["value"], date["precision"]) for date in rows("dates")] == [
        ("مساء الجمعة", "2021-11-19", "day"),
        ("الحادي والثلاثين من ديسمبر/ كانون الأول المقبل", "2021-12-31", "day"),
        ("العام الماضي", "2020", "year"),
    ]


def test_the_topic_matches_with_its_terms(rows: Rows) -> None:
    (match,) = rows("topic_matches")
    assert match["topic_id"] == "iraq-us-withdrawal"
    assert match["terms"]
    assert 0 < match["score"] <= 1


def test_every_span_is_verbatim(rows: Rows, article: dict[str, Any]) -> None:
    text = article["text"]
    for table, spans in (
        ("mentions", [("start", "end", "surface")]),
        ("dates", [("start", "end", "surface")]),
        (
            "quotes",
            [("start", "end", "content"), ("cue_start", "cue_end", "cue"), ("source_start", "source_end", "source")],
        ),
    ):
        for row in rows(table):
            for start, end, surface in spans:
                assert row[surface] is None or text[row[start] : row[end]] == row[surface]


def test_one_run_whose_counts_add_up(seed_warehouse: Path) -> None:
    (run,) = pl.read_parquet(seed_warehouse / "current/runs/").rows(named=True)
    assert run["outcome"] == "finished"
    assert [stage["stage"] for stage in run["stages"]] == [
        "ingest",
        "clean",
        "extract",
        "resolve",
        "validate",
        "publish",
    ]
    for stage in run["stages"]:
        assert stage["rows_in"] == stage["rows_out"] + stage["rejected"], stage["stage"]
        assert stage["rows_in"] > 0, stage["stage"]
    seeds = len(list((ROOT / "seeds/articles").glob("*.txt")))
    assert run["stages"][0]["rows_in"] == seeds
    assert {table["table"]: table["rows"] for table in run["tables"]}["articles"] == seeds
    assert run["expectations"]


def test_the_gold_standard_agrees(rows: Rows, article: dict[str, Any]) -> None:
    if not GOLD.exists():
        pytest.skip("the gold annotations lie beside the project and are not here")
    documents = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    gold = next(document for document in documents if document["text"].startswith(HEADLINE))
    assert article["text"] == gold["text"]
    found = [(q["start"], q["end"], q["kind"], q["act"], q["speaker"], q["how"]) for q in rows("quotes")]
    speakers = [
        (q["start"], q["end"], q["kind"], q["act"], q["speaker"]["name"], q["speaker"]["how"]) for q in gold["quotes"]
    ]
    assert found == speakers
