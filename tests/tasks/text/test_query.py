"""What a query matches, and what is refused with its place."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.model.errors import ConfigError
from tasks.text.query import match
from tasks.text.query_syntax import compile_query

HEADLINE = "بغداد تؤكد الانسحاب"
TEXT = f"{HEADLINE}\n\nأعلنت الحكومةُ العراقيّة أن القـوات الأميركية ستغادر، وللعراق حق في ذلك. ووصل الوزراء إلى كركوك."


def matches(query: str, text: str = TEXT, headline: str = HEADLINE) -> bool:
    return match(compile_query(query), headline, text) is not None


@pytest.mark.parametrize(
    "query",
    [
        "الحكومة",
        "حكومة",
        "الحكومه",
        "عراقية",
        "العراق",
        "عراق",
        "بالعراق",
        "اميركيه",
        "أعلنت",
        "اعلنت",
        "وصل",
        "كركوك",
        "القوات",
    ],
)
def test_a_word_matches_whatever_its_spelling_and_particles(query: str) -> None:
    assert matches(query)


@pytest.mark.parametrize("query", ["زراء", "عراقيون", "انسحب", "حكوم", "اميرك"])
def test_a_word_is_not_matched_by_a_part_of_another(query: str) -> None:
    assert not matches(query)


def test_a_querys_own_first_letter_is_no_particle() -> None:
    assert not matches("وزارة", "زاره صديق", "زاره")
    assert not matches("لبنان", "بنان يده", "بنان")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("بغداد AND كركوك", True),
        ("بغداد AND البصرة", False),
        ("البصرة OR كركوك", True),
        ("البصرة كركوك", True),
        ("+البصرة كركوك", False),
        ("+بغداد البصرة", True),
        ("بغداد NOT كركوك", False),
        ("بغداد -البصرة", True),
        ("بغداد AND NOT البصرة", True),
        ("(بغداد OR البصرة) AND (كركوك OR الموصل)", True),
        ("بغداد AND (البصرة OR الموصل)", False),
        ("البصرة OR بغداد AND كركوك", True),
        ("كركوك AND البصرة OR بغداد", True),
        ('"القوات الأميركية"', True),
        ('"الأميركية القوات"', False),
        ('"القوات ستغادر"', False),
        ('"القوات ستغادر"~1', True),
        ('"ستغادر القوات"~1', True),
        ('"الحكومة كركوك"~5', False),
        ('"ستغادر وللعراق"', True),
        ("عراق*", True),
        ("وزر*", True),
        ("الوزر?ء", True),
        ("ال*ميركية", True),
        ("حكوم?", True),
        ('"قوات أمير*"', True),
        ("headline:بغداد", True),
        ("headline:كركوك", False),
        ("headline:(كركوك OR انسحاب)", True),
        ('headline:"تؤكد الانسحاب"', True),
        ("headline:بغداد AND كركوك", True),
    ],
)
def test_operators_phrases_wildcards_and_the_field(query: str, expected: bool) -> None:
    assert matches(query) is expected


def test_terms_are_the_positive_ones_that_matched_and_the_score_their_share() -> None:
    found = match(
        compile_query('(بغداد OR البصرة) AND headline:انسحاب* AND "القوات ستغادر"~2 NOT الموصل'), HEADLINE, TEXT
    )
    assert found is not None
    assert found.terms == ("بغداد", "headline:انسحاب*", '"القوات ستغادر"~2')
    assert found.score == 3 / 4


def test_the_same_word_twice_in_a_proximity_needs_two_places() -> None:
    assert not matches('"بغداد بغداد"~5')
    assert matches('"بغداد بغداد"~5', "بغداد ثم بغداد", "")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "empty"),
        ("عراق AND", "character 9: it ends too early"),
        ("(عراق", "it ends too early"),
        ("عراق)", r"character 5: '\)' was not expected"),
        ('"عراق', "character 1"),
        ("NOT عراق", "character 1: what must not match needs something beside it"),
        ("بغداد AND (NOT عراق)", "character 12: what must not match"),
        ("عراق title:x", "character 6: there is no field title: only headline"),
        ("عراق^2", r"character 1: a weight \(word\^2\) is not supported"),
        ("بغداد عراق~", r"character 7: a fuzzy word"),
        ("[a TO b]", "a range"),
        ("/عراق/", "a regular expression"),
        ("*", "has no letters"),
        ('بغداد "،"', "character 7: .*has no letters"),
        ('"a b"~1.5', "~1.5 is no whole number"),
        ("(" * 3000 + "a" + ")" * 3000, "nested too deep"),
    ],
)
def test_what_cannot_be_matched_is_refused_with_its_place(query: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        compile_query(query)


@pytest.mark.parametrize("query", ["عراق", '"قوات أمير*"', "حكوم? OR وزر*", "headline:بغداد AND ??ران"])
@given(text=st.text(alphabet="قواتأميركعرحزدغبنه ال", max_size=40))
def test_a_text_that_is_passed_over_has_none_of_the_words(query: str, text: str) -> None:
    compiled = compile_query(query)
    everywhere = replace(compiled, literals=frozenset({""}))
    assert compiled.positions(text) == everywhere.positions(text)


@given(st.text(alphabet='ابو ()"~*?:+-^NOTAD12\\/[]', max_size=30), st.text(max_size=60))
def test_any_query_matches_with_a_share_or_is_refused(query: str, text: str) -> None:
    try:
        found = match(compile_query(query), text, text)
    except ConfigError:
        return
    assert found is None or (0 < found.score <= 1 and found.terms)
