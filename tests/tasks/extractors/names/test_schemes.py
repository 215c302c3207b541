"""Labels of many schemes tell of the same names; unknown ones of none."""

import pytest

from expectations.vocabulary import ENTITY_KINDS
from tasks.extractors.languages.arabic.labels import Tagged
from tasks.extractors.names.schemes import names_of, parts
from tasks.storage.seeds import rows

TWO = [Tagged(1, 3, "PERSON"), Tagged(3, 4, "PERSON"), Tagged(5, 6, "GPE")]


def read(labels: str) -> list[Tagged]:
    return names_of([parts(label) for label in labels.split()])


@pytest.mark.parametrize(
    ("scheme", "labels"),
    [
        ("BIO", "O B-PER I-PER B-PER O B-GPE"),
        ("BIO, the place last", "O PER-B PER-I PER-B O GPE-B"),
        ("BIO, other words", "O B-PERS I-PERS B-PERS O B-COUNTRY"),
        ("BIO, small and with underscores", "O b_person i_person b_person O b_gpe"),
        ("IOB1, B only behind a name", "O I-PER I-PER B-PER O I-GPE"),
        ("BIOES", "O B-PER E-PER S-PER O S-GPE"),
        ("BILOU", "O B-PER L-PER U-PER O U-GPE"),
    ],
)
def test_every_scheme_tells_of_the_same_names(scheme: str, labels: str) -> None:
    assert read(labels) == TWO, scheme


@pytest.mark.parametrize(
    ("labels", "names", "why"),
    [
        (
            "PERSON PERSON O LOC",
            [Tagged(0, 2, "PERSON"), Tagged(3, 4, "LOC")],
            "neighbours without places are one",
        ),
        ("B-PER I-ORG", [Tagged(0, 1, "PERSON"), Tagged(1, 2, "ORG")], "another label is another name"),
        ("B-CITY I-COUNTRY", [Tagged(0, 1, "GPE"), Tagged(1, 2, "GPE")], "also where the kind is the same"),
        ("E-PER E-PER", [Tagged(0, 1, "PERSON"), Tagged(1, 2, "PERSON")], "an end without a beginning is a name"),
        ("B-DATE I-DATE LABEL_1 X O", [], "what is unknown is no name"),
        ("", [], "no words, no names"),
    ],
)
def test_a_row_of_labels_that_no_scheme_allows_still_tells_of_names(labels: str, names: list[Tagged], why: str) -> None:
    assert read(labels) == names, why


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ("B-ORG I-ORG|B-GPE O", [Tagged(0, 2, "ORG")]),
        ("B-ORG B-GPE+I-ORG O", [Tagged(0, 2, "ORG")]),
        ("B-GPE|B-ORG I-ORG O", [Tagged(0, 2, "ORG")]),
        ("B-OCC I-OCC|B-GPE O", [Tagged(1, 2, "GPE")]),
        ("B-GPE O B-ORG|B-GPE", [Tagged(0, 1, "GPE"), Tagged(2, 3, "ORG")]),
    ],
)
def test_of_nested_names_the_outermost_known_one_is_taken(labels: str, names: list[Tagged]) -> None:
    assert read(labels) == names


def test_every_label_of_the_list_stands_for_a_kind_of_mentions() -> None:
    listed = {row["label"]: row["kind"] for row in rows("lexicons/name-labels.csv")}
    assert set(listed.values()) == {*ENTITY_KINDS, "MISC"}
    assert {label for label, kind in listed.items() if [part.kind for part in parts(f"B-{label}")] != [kind]} == set()
