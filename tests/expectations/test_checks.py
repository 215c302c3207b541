"""Every fault is planted once and caught by the expectation that is there for it."""

from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest

from expectations.checks import check_batch, check_table, in_order
from expectations.reports import report
from expectations.suites import bounds, expected
from expectations.tables import TABLES

OF_A_ROW = ("true", "row", "critical")
# What is looked at of a statement's variant.
VARIANT = {"quote_id": "q1", "kind": "indirect", "wording": "same", "quotes": 1}
# A planted fault: table, column, the wrong value, what catches it in that table.
ROW_FAULTS = [
    ("mentions", "end", 10_000, {"surface_verbatim"}),
    ("mentions", "start", -1, {"start_in_range", "surface_verbatim"}),
    ("mentions", "surface", "سالم النجّار", {"surface_verbatim"}),
    ("dates", "surface", "6 مارس", {"surface_verbatim"}),
    ("quotes", "content", "الخطة جاهزه", {"content_verbatim"}),
    ("quotes", "cue_start", 0, {"cue_verbatim"}),
    ("quotes", "source_end", 10_000, {"source_verbatim"}),
    ("quotes", "addressee_start", 0, {"addressee_verbatim"}),
    ("quotes", "target_start", 0, {"target_verbatim"}),
    ("quotes", "target", "سالم النجار", {"target_directed"}),
    ("quotes", "time_start", 0, {"time_verbatim"}),
    ("quotes", "time_value", "next week", {"time_value_iso"}),
    ("quotes", "sourcing", "official", {"sourcing_unnamed"}),
    ("quotes", "sourcing", "gossip", {"sourcing_known", "sourcing_unnamed"}),
    ("quotes", "kind", "shouted", {"kind_known"}),
    ("quotes", "act", "mumble", {"act_known"}),
    ("quotes", "speaker_type", "ALIEN", {"speaker_type_known"}),
    ("quotes", "confidence", 1.5, {"confidence_in_range"}),
    ("quotes", "cue", None, {"required_present", "cue_verbatim"}),
    ("quotes", "speaker", None, {"speaker_known"}),
    ("quotes", "speaker_entity_id", "nobody", {"speaker_entity_id_exists"}),
    (
        "quotes",
        "article_id",
        "nothing",
        {"article_id_revision_exists", "content_verbatim", "cue_verbatim", "source_verbatim"},
    ),
    ("statements", "quote_id", "nothing", {"quote_id_exists"}),
    ("statements", "first_quote_id", "nothing", {"first_quote_id_exists"}),
    ("statements", "speaker_entity_id", "nobody", {"speaker_entity_id_exists"}),
    ("statements", "variants", [{**VARIANT, "quote_id": "nothing"}], {"variants_quote_id_exists"}),
    ("statements", "variants", [{**VARIANT, "kind": "shouted"}], {"variants_known"}),
    ("statements", "variants", [{**VARIANT, "wording": "sung"}], {"variants_known"}),
    ("statements", "quotes", 2, {"quotes_counted"}),
    ("statements", "last_said_at", datetime(2024, 3, 4, tzinfo=UTC), {"first_before_last"}),
    ("statements", "act", "mumble", {"act_known"}),
    ("mentions", "entity_id", "nobody", {"entity_id_exists"}),
    ("mentions", "kind", "ALIEN", {"kind_known"}),
    ("entities", "kind", "ALIEN", {"kind_known"}),
    ("entity_redirects", "reason", "whim", {"reason_known"}),
    ("entity_redirects", "redirected_to", "nobody", {"redirected_to_exists"}),
    ("entity_redirects", "entity_id", "e1", {"not_itself", "id_is_gone"}),
    ("mentions", "article_id", "nothing", {"article_id_revision_exists", "surface_verbatim"}),
    ("dates", "article_id", "nothing", {"article_id_revision_exists", "surface_verbatim"}),
    ("topic_matches", "article_id", "nothing", {"article_id_revision_exists"}),
    ("topic_matches", "revision", 2, {"article_id_revision_exists"}),
    ("sightings", "article_id", "nothing", {"article_id_exists"}),
    ("dates", "end", 0, {"end_in_range", "surface_verbatim"}),
    ("dates", "precision", "fortnight", {"precision_known", "value_iso"}),
    ("dates", "precision", "month", {"value_iso"}),
    ("dates", "range_end", "2024-03-05", {"range_end_iso"}),
    ("dates", "range_end", "2024-04", {"range_end_iso"}),
    ("dates", "anchor", "yesterday", {"anchor_is_day"}),
    ("dates", "said_by", "سالم النجار", {"said_in_quote"}),
    ("dates", "quote_id", "nothing", {"quote_id_exists"}),
    ("quotes", "how", "guessed", {"how_known"}),
    ("quotes", "start", -1, {"start_in_range", "content_verbatim"}),
    ("quotes", "cue_end", 10_000, {"cue_verbatim"}),
    ("articles", "published_from", "dreamt", {"published_from_known"}),
    ("articles", "published_from", None, {"published_known_whole"}),
    ("articles", "published_precision", "year", {"published_on_beside"}),
    ("articles", "published_precision", "roughly", {"published_precision_known", "published_on_beside"}),
    ("articles", "published_on", "2024-03-07", {"published_on_beside"}),
    ("articles", "published_on", None, {"published_on_beside"}),
    ("articles", "published_zone", "mars", {"published_zone_known"}),
    ("articles", "modified_at", datetime(2024, 3, 4, tzinfo=UTC), {"modified_after_published"}),
    ("articles", "modified_at", datetime(2024, 3, 6, tzinfo=UTC), {"modified_after_published"}),
    ("articles", "page_kind", "horoscope", {"page_kind_known"}),
    ("articles", "extracted_by", "hand", {"extracted_by_known"}),
    ("articles", "extraction_agreement", 1.5, {"extraction_agreement_in_range"}),
    ("articles", "broken_share", -0.1, {"broken_share_in_range"}),
    ("articles", "words", 0, {"words_in_range"}),
    ("captures", "reader", "crystal ball", {"reader_known"}),
    ("captures", "media_type", "audio/mpeg", {"media_type_known"}),
    ("captures", "holds", "picture", {"holds_known"}),
    ("runs", "outcome", "lost", {"outcome_known"}),
    ("runs", "kind", "odd", {"kind_known"}),
    ("rejects", "stage", "lunch", {"stage_known"}),
    ("dates", "value", "2024-13-01", {"value_iso"}),
    ("articles", "language", "xx", {"language_known"}),
    (
        "articles",
        "published_at",
        datetime(2024, 3, 11, 0, 0, 1, tzinfo=UTC),
        {"published_not_in_future", "published_on_beside"},
    ),
    (
        "articles",
        "published_at",
        datetime(1989, 12, 31, tzinfo=UTC),
        {"published_not_before_1990", "published_on_beside"},
    ),
    ("articles", "headline", "عنوان آخر", {"headline_opens_text"}),
    ("articles", "capture_id", "nothing", {"capture_id_exists"}),
    ("rejects", "reason", "bad_mood", {"reason_known"}),
    ("captures", "sha256", None, {"required_present"}),
]


def planted(frame, column, value):
    """The frame with the value in the column's first row."""
    series = pl.Series([value, *frame[column].to_list()[1:]], dtype=frame.schema[column])
    return frame.with_columns(series.alias(column))


def test_a_faultless_batch_passes_whole(frames, context):
    found = check_batch(frames, context)
    for name, checked in found.items():
        assert checked.passed.equals(frames[name]), f"{name} comes out as it went in"
        assert checked.broken.is_empty()
        assert not checked.failures
        assert [result.expectation for result in checked.results] == [wish.name for wish in expected(TABLES[name])]
        assert {result.failed for result in checked.results} == {0}
        assert {result.checked for result in checked.results} == {frames[name].height}


@pytest.mark.parametrize(("table", "column", "value", "caught_by"), ROW_FAULTS)
def test_a_row_with_a_fault_is_taken_out_and_says_what_it_broke(frames, context, table, column, value, caught_by):
    seen = replace(context, frames=frames)
    checked = check_table(TABLES[table], planted(frames[table], column, value), seen)
    assert checked.broken["broken"].to_list() == [
        [name.name for name in expected(TABLES[table]) if name.name in caught_by]
    ]
    assert checked.passed.equals(frames[table][1:]), "the rest goes on"
    assert not checked.failures
    failed = {result.expectation: result.failed for result in checked.results if result.failed}
    assert failed == dict.fromkeys(caught_by, 1)


@pytest.mark.parametrize(
    "published",
    [datetime(2024, 3, 11, tzinfo=UTC), datetime(1990, 1, 1, tzinfo=UTC), None],
    ids=["tomorrow's edition", "the first day", "not known"],
)
def test_times_at_the_limits_are_believed(frames, context, published):
    articles = planted(frames["articles"], "published_at", published)
    articles = planted(articles, "published_on", published.date().isoformat() if published else None)
    for column in () if published else ("published_from", "published_precision"):
        articles = planted(articles, column, None)
    assert check_table(TABLES["articles"], articles, replace(context, frames=frames)).broken.is_empty()


def test_every_rule_reference_and_closed_set_has_its_fault():
    """A new one comes with a row in ROW_FAULTS."""
    here = {(table, name) for table, _, _, caught_by in ROW_FAULTS for name in caught_by}
    for table in TABLES.values():
        closed = {f"{column.name}_known" for column in table.columns if column.values}
        rows = {wish.name for wish in expected(table) if (wish.kind, wish.scope, wish.severity) == OF_A_ROW}
        assert not {name for name in closed | rows - {"required_present"} if (table.name, name) not in here}, table.name


def test_rows_are_found_where_all_of_many_fail(frames, context):
    """Naming failing rows is not left to Great Expectations: 20,000 took it 20 s."""
    many = pl.concat([frames["mentions"]] * 5_000).with_columns(
        mention_id=pl.int_range(pl.len()).cast(pl.String), kind=pl.lit("ALIEN"), start=pl.lit(-1, pl.Int32)
    )
    checked = check_table(TABLES["mentions"], many, replace(context, frames=frames))
    assert checked.passed.is_empty()
    assert checked.broken["mention_id"].to_list() == many["mention_id"].to_list()
    assert checked.broken["broken"].to_list() == [["start_in_range", "kind_known", "surface_verbatim"]] * 5_000
    assert not checked.failures


def counts_of(told, rows):
    """Rows that failed by expectation, as Great Expectations counts them; all where it counts none of a whole table."""
    failed = (outcome for outcome in told["results"] if not outcome["success"])
    return {
        outcome["expectation_config"]["meta"]["name"]: outcome["result"].get("unexpected_count", rows)
        for outcome in failed
    }


@pytest.mark.parametrize(("table", "column", "value", "caught_by"), ROW_FAULTS)
def test_great_expectations_says_the_same(frames, context, table, column, value, caught_by):
    seen = replace(context, frames=frames)
    checked = check_table(TABLES[table], planted(frames[table], column, value), seen)
    assert counts_of(report(TABLES[table], checked.view), frames[table].height) == dict.fromkeys(caught_by, 1)


def test_an_article_that_fails_takes_its_children_along(frames, context):
    faulty = {**frames, "articles": planted(frames["articles"], "language", "xx")}
    found = check_batch(faulty, context)
    assert found["articles"].broken["article_id"].to_list() == ["a1"]
    for child in ("mentions", "quotes", "dates", "topic_matches"):
        assert found[child].passed.is_empty()
        assert found[child].broken["broken"][0][0] == "article_id_revision_exists", "the reason is the missing article"
    assert found["captures"].passed.height == 2, "its bytes stay, to replay it from"


def test_an_entity_that_fails_takes_its_mentions_and_quotes_along(frames, context):
    found = check_batch({**frames, "entities": planted(frames["entities"], "kind", "ALIEN")}, context)
    assert found["mentions"].broken["broken"].to_list() == [["entity_id_exists"]]
    assert found["quotes"].broken["broken"].to_list() == [["speaker_entity_id_exists"]]
    assert found["dates"].passed.height == 1


def test_a_child_may_refer_to_what_is_published(frames, context):
    alone = {**frames, "entities": frames["entities"].clear()}
    assert check_batch(alone, context)["mentions"].broken.height == 1
    published = replace(context, published={"entities": pl.DataFrame({"entity_id": ["e1"]})})
    assert check_batch(alone, published)["mentions"].passed.height == 1


@pytest.mark.parametrize("table", list(TABLES))
def test_a_key_twice_stops_the_table(frames, context, table):
    twice = pl.concat([frames[table], frames[table][:1]])
    checked = check_table(TABLES[table], twice, replace(context, frames=frames))
    assert len(checked.failures) == 1
    assert f"{table}: key_unique failed" in checked.failures[0]
    failed = {result.expectation: result.failed for result in checked.results if result.failed}
    assert failed == {"key_unique": 2}
    assert counts_of(report(TABLES[table], checked.view), twice.height) == failed


@pytest.mark.parametrize("table", list(TABLES))
def test_a_missing_column_stops_the_table(frames, context, table):
    column = TABLES[table].columns[1].name
    checked = check_table(TABLES[table], frames[table].drop(column), replace(context, frames=frames))
    assert checked.failures == (f"{table}: {column} is missing or of another type",)
    assert checked.passed.is_empty()
    assert [(result.expectation, result.failed) for result in checked.results] == [("columns_as_declared", 1)]
    assert set(counts_of(report(TABLES[table], checked.view), 1)) == {"columns_as_declared"}


def test_a_column_of_another_type_stops_the_table(frames, context):
    wrong = frames["articles"].with_columns(words=pl.lit("many"))
    checked = check_table(TABLES["articles"], wrong, replace(context, frames=frames))
    assert checked.failures == ("articles: words is missing or of another type",)


def stages(frames, **counts):
    known = frames["runs"]["stages"].to_list()[0][0]
    return frames["runs"].with_columns(
        pl.Series("stages", [[{**known, **counts}]], dtype=frames["runs"].schema["stages"])
    )


@pytest.mark.parametrize(
    ("counts", "caught_by"),
    [
        ({"rows_in": 3}, "counts_add_up"),
        ({"stage": "lunch"}, "stages_known"),
        ({"rows_in": 20, "rows_out": 9, "rejected": 11, "failed": 11}, "few_rejects"),
    ],
)
def test_a_run_whose_counts_are_wrong_is_stopped(frames, context, counts, caught_by):
    checked = check_table(TABLES["runs"], stages(frames, **counts), context)
    assert [caught_by in failure for failure in checked.failures] == [True]


@pytest.mark.parametrize(
    "counts",
    [
        {"rows_in": 20, "rows_out": 10, "rejected": 10, "failed": 10},
        {"rows_in": 100, "rows_out": 1, "rejected": 99, "failed": 0},
        {"rows_in": 19, "rows_out": 0, "rejected": 19, "failed": 19},
    ],
    ids=["half", "off topic does not count", "too few to judge"],
)
def test_rejects_within_reason_do_not_stop_a_run(frames, context, counts):
    assert not check_table(TABLES["runs"], stages(frames, **counts), context).failures


def test_a_warning_is_reported_and_the_row_published(frames, context):
    spoilt = frames["articles"]["text"] + "\ufffd" * 10
    checked = check_table(TABLES["articles"], frames["articles"].with_columns(spoilt), replace(context, frames=frames))
    assert checked.passed.height == 2
    assert [(r.expectation, r.severity, r.failed) for r in checked.results if r.failed] == [
        ("letters_intact", "warning", 2)
    ]


def test_tables_are_checked_behind_those_that_they_refer_to():
    names = [table.name for table in in_order(dict.fromkeys(TABLES))]
    assert sorted(names) == sorted(TABLES)
    for table in TABLES.values():
        for reference in table.references:
            assert names.index(reference.table) < names.index(table.name)


def test_names_of_expectations_are_unique_and_no_columns():
    for table in TABLES.values():
        names = [wish.name for wish in expected(table)]
        assert len(set(names)) == len(names)
        assert not set(names) & set(table.schema), "a computed column would hide a declared one"


def test_bounds_are_said_in_words():
    assert bounds(TABLES["quotes"].column("confidence")) == "0 to 1"
    assert bounds(TABLES["quotes"].column("start")) == "at least 0"
    assert bounds(TABLES["quotes"].column("act")) == ""
