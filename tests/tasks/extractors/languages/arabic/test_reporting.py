"""Forms of reporting words are generated from the lexicon's lemmas."""

import pytest

from expectations.vocabulary import ACTS
from tasks.extractors.languages.arabic.reporting import cue_words, is_linked
from tasks.storage.seeds import rows
from tasks.text.normalize import fold

FRAMES = {
    "that",
    "quote",
    "noun",
    "any",
    "via",
    "in",
    "opens",
    "masculine",
    "from",
    "upon",
    "courtesy",
    "blame",
    "whom",
    "claim",
    "weak",
    "personal",
    "adjective",
    "feminine",
    "estimate",
    "told",
    "gist",
    "slogan",
    "needs",
    "object",
    "singular",
} | {preposition + plus for preposition in ("إلى", "على", "عن", "من", "في", "ب", "ل") for plus in ("", "+")}


@pytest.mark.parametrize(
    ("form", "lemma", "shape", "gender"),
    [
        ("قالت", "قال", "finite", "f"),
        ("ويقولون", "قال", "finite", "m"),
        ("نفت", "نفى", "finite", "f"),
        ("ينفون", "نفى", "finite", "m"),
        ("دعوا", "دعا", "finite", "m"),
        ("مشيراً", "أشار", "hal", "m"),
        ("مؤكدة", "أكد", "hal", "f"),
        ("داعين", "دعا", "hal", "m"),
        ("قولها", "قال", "masdar", "f"),
        ("وصفته", "وصف", "finite", "f"),
    ],
)
def test_form(form: str, lemma: str, shape: str, gender: str) -> None:
    words = cue_words()[fold(form)]
    assert (lemma, shape, gender) in {(word.lemma, word.shape, word.gender) for word in words}


def test_the_joined_particle_is_told_from_the_first_letter() -> None:
    described = next(word for word in cue_words()["وصف"] if word.lemma == "وصف")
    assert is_linked("ووصف", described)
    assert not is_linked("وصف", described), "the و of وصف is its own"


def test_the_lexicon_uses_only_known_acts_and_frames() -> None:
    for row in rows("lexicons/ar/reporting-verbs.csv"):
        assert row["act"] in ACTS, row
        assert set(row["frames"].split()) <= FRAMES, row


def test_no_lemma_stands_twice() -> None:
    lemmas = [row["lemma"] for row in rows("lexicons/ar/reporting-verbs.csv")]
    assert len(lemmas) == len(set(lemmas)), "a second row would hide in the first one's forms"
