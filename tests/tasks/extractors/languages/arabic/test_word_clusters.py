"""What clusters a word is in, and whom that is told."""

from collections.abc import Iterator

import pytest

from tasks.extractors.languages.arabic import clusters
from tasks.extractors.languages.arabic.clusters import clustered
from tasks.extractors.languages.arabic.listlooks import listed_near
from tasks.extractors.languages.arabic.wordlooks import near_looks, own_looks


@pytest.fixture
def three_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    clustered.cache_clear()
    monkeypatch.setattr(clusters, "_clusters", lambda: {"قلهات": "ĀĂ", "بقل": "āă", "قل": "āĄ"})
    yield
    clustered.cache_clear()


@pytest.mark.usefixtures("three_words")
def test_a_word_is_in_its_own_clusters_or_in_those_of_what_is_left_without_a_particle() -> None:
    assert clustered("قلهات") == ("v0Ā", "v1Ă")
    assert clustered("بقلهات") == ("vc0Ā", "vc1Ă")
    assert clustered("بقل") == ("v0ā", "v1ă"), "the word itself goes first"
    assert clustered("زرجون") == ()


def test_clusters_are_told_to_the_tagger_of_names_alone() -> None:
    found = clustered("تونس")
    assert found
    assert set(found) <= set(listed_near("تونس", True))
    assert listed_near("تونس", False) == ()
    assert not set(found) & {*near_looks("تونس", "تونس", True), *own_looks("تونس", "تونس", True)}
