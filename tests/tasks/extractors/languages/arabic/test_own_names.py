"""A tagger of the user's has the first word on what it tells; what it is silent on is left to what comes along."""

import pytest

from expectations.vocabulary import ENTITY_KINDS
from tasks.extractors import entities
from tasks.extractors.annotate import EXTRACTORS, annotate, extractors
from tasks.extractors.languages.arabic import tagged
from tasks.extractors.languages.arabic.labels import Tagged
from tasks.extractors.languages.arabic.tagger import Tagger
from tasks.extractors.names.contract import NameTagger
from tasks.extractors.rows import rows, versions
from tasks.model.records import Document
from tasks.text.segment import Segmented

ALL = frozenset(ENTITY_KINDS)


class Told:
    """A tagger that tells the kinds of these words, wherever they stand."""

    def __init__(self, names: dict[str, str], kinds: frozenset[str] = ALL) -> None:
        self.names = names
        self.kinds = kinds
        self.version = "told@1"

    def tag(self, segmented: Segmented, rules: str) -> list[Tagged]:  # noqa: ARG002
        forms = [token.surface for token in segmented.tokens]
        found = [
            Tagged(at, at + len(name.split()), kind)
            for at in range(len(forms))
            for name, kind in self.names.items()
            if forms[at : at + len(name.split())] == name.split()
        ]
        return sorted(found)


def mentions(text: str, own: NameTagger | None) -> list[tuple[str, str]]:
    found = annotate(Document(f"عنوان\n\n{text}"), extractors(own)).mentions
    return [(one.surface, one.kind) for one in found]


def test_without_a_tagger_of_ones_own_the_extractors_are_the_usual_ones() -> None:
    assert extractors(None) == EXTRACTORS


def test_what_it_names_is_named_and_named_again_by_surname() -> None:
    own = Told({"سلمار دغموش": "PERSON", "زكرافيا": "GPE"})
    text = "وصل سلمار دغموش إلى زكرافيا. وقال دغموش إن الطريق طويل."
    assert mentions(text, own) == [("سلمار دغموش", "PERSON"), ("زكرافيا", "GPE"), ("دغموش", "PERSON")]
    (quote,) = annotate(Document(f"عنوان\n\n{text}"), extractors(own)).quotes
    assert quote.speaker.name == "سلمار دغموش", "the rules of quotation build upon it"


def test_where_it_is_silent_the_rules_stay() -> None:
    text = "قال الوزير أحمد صالح إن العراق مستقر."
    assert mentions(text, Told({})) == [("أحمد صالح", "PERSON"), ("العراق", "GPE")]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("FACILITY", [("أحمد صالح", "FACILITY"), ("العراق", "GPE")]),
        ("PERSON", [("أحمد صالح", "PERSON"), ("العراق", "GPE")]),
    ],
)
def test_where_it_says_something_else_it_is_believed(kind: str, found: list[tuple[str, str]]) -> None:
    assert mentions("قال الوزير أحمد صالح إن العراق مستقر.", Told({"أحمد صالح": kind})) == found


def test_its_ends_are_taken_over_those_of_the_rules() -> None:
    text = "قال الوزير أحمد صالح إن العراق مستقر."
    assert mentions(text, Told({"الوزير أحمد صالح": "PERSON"}))[0] == ("الوزير أحمد صالح", "PERSON")


def test_of_nested_names_only_those_of_two_kinds_stand() -> None:
    text = "أعلنت جامعة بغداد ذلك."
    both = [("جامعة بغداد", "ORG"), ("بغداد", "GPE")]
    assert mentions(text, Told({"جامعة بغداد": "ORG"})) == both
    assert mentions(text, Told({"جامعة بغداد": "GPE"})) == [("جامعة بغداد", "GPE")]
    assert mentions(text, Told({"جامعة بغداد": "PERSON"})) == [("جامعة بغداد", "PERSON")]
    assert mentions(text, Told({"بغداد": "GPE"})) == both


def test_a_wide_label_is_read_by_the_words() -> None:
    wide = frozenset(("PERSON", "ORG", "LOC", "MISC"))
    names = {"نهر زكراف": "LOC", "زكرافيا": "LOC", "ملعب زكراف": "ORG", "مهرجان زكراف": "MISC", "زكزك": "MISC"}
    text = "من نهر زكراف إلى زكرافيا ثم ملعب زكراف حيث مهرجان زكراف و زكزك"
    told = dict(mentions(text, Told(names, wide)))
    assert told["نهر زكراف"] == "LOC"
    assert told["زكرافيا"] == "GPE"
    assert told["ملعب زكراف"] == "FACILITY"
    assert told["مهرجان زكراف"] == "EVENT"
    assert "زكزك" not in told, "what is neither an event nor a people has no kind"
    assert dict(mentions(text, Told({"زكرافيا": "LOC"})))["زكرافيا"] == "LOC", "where it has GPE too, LOC means LOC"


def test_marks_at_the_ends_of_a_name_are_no_part_of_it() -> None:
    assert ("زكراف", "ORG") in mentions("أعلنت « زكراف » ذلك", Told({"« زكراف »": "ORG"}))
    assert mentions("نعم .", Told({".": "ORG"})) == []


def test_kinds_that_it_has_no_label_for_are_left_to_what_comes_along() -> None:
    text = "انتقل فولفيو فينديتي إلى النادي"
    assert mentions(text, None) == [("فولفيو فينديتي", "PERSON")], "no rule finds him, the tagger that comes along does"
    assert mentions(text, Told({}, frozenset(("ORG",)))) == mentions(text, None)
    assert mentions(text, Told({})) == [], "one with a label for persons is asked alone"
    assert mentions(text, Told({"فينديتي": "ORG"}, frozenset(("ORG",)))) == [("فينديتي", "ORG")]


@pytest.mark.parametrize(
    ("kinds", "asked"), [(ALL, 0), (ALL - {"PERSON"}, 0), (frozenset(("PERSON", "ORG", "GPE")), 1)]
)
def test_the_tagger_that_comes_along_is_asked_only_where_things_are_left_to_it(
    kinds: frozenset[str], asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    taggers, shipped = list[Tagger](), tagged.shipped

    def listening() -> Tagger:
        taggers.append(shipped())
        return taggers[-1]

    monkeypatch.setattr(tagged, "shipped", listening)
    mentions("وصل العراق أمس.", Told({}, kinds))
    assert len(taggers) == asked


def test_rows_and_runs_say_which_tagger_it_was() -> None:
    own = Told({})
    document = Document("عنوان\n\nوصل العراق أمس.")
    made = rows("a", document.text, annotate(document, extractors(own)), own.version)
    assert {row["version"] for row in made["mentions"]} == {f"{entities.VERSION}+told@1"}
    assert {row["version"] for row in made["dates"]} == {versions()["dates"]}
    assert versions(own.version)["entities"] == f"{entities.VERSION}+told@1"
    assert versions()["entities"] == entities.VERSION
