"""How the tagger of persons is trained, on corpora of a few sentences."""

from math import exp
from pathlib import Path

import pytest

from tasks.extractors.languages.arabic.persontagger import B, I, O
from tasks.training import corpora, persons, weights
from tasks.training.corpora import Article

CORPUS = """
وصل O
غونزالو B-PERS
بيرازولي I-PERS
أمس O
. O

زار O
كلاوديو B-PERS
بريتزيليني I-PERS
(المدرب O
) O
مدينة B-LOC
. O
""".strip()


@pytest.fixture
def article(tmp_path: Path) -> Article:
    path = tmp_path / "corpus.txt"
    path.write_text(CORPUS, encoding="utf-8")
    (article,) = corpora.anercorp(path)
    return article


def test_only_persons_are_labelled(article: Article) -> None:
    assert persons.token_labels(article) == [O, B, I, O, O, O, B, I, O, O, O, O, O]


def test_a_word_that_is_cut_into_tokens_keeps_its_label() -> None:
    article = corpora.laid_out([[("(سالم-زبرقان", "B-PERS"), (".", "O")]])
    assert [token.surface for token in article.segmented.tokens] == ["(", "سالم", "-", "زبرقان", "."]
    assert persons.token_labels(article) == [B, I, I, I, O]


def test_the_same_corpus_gives_the_same_file(article: Article, tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        data = persons.runs(article) * 3
        weights.write(persons.pruned(persons.train(data, epochs=2)), tmp_path / name)
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1]


def test_training_learns_the_corpus(article: Article) -> None:
    data = persons.runs(article) * 3
    trained = persons.train(data, epochs=4)
    name = next(one for one in data[0].features[1] if one.startswith("p"))
    assert trained[name][B] > trained[name][I], "prefixes of first names begin names"


def test_marginals_are_those_of_all_ways() -> None:
    """Forward-backward against the sum over all label sequences of two words."""
    scores, steps = [[0.1, 0.9, -0.3], [0.2, 0.4, 1.1]], [[[0.0, 0.3, 0.5], [0.1, -0.2, 0.7], [0.4, 0.0, 0.2]]] * 3
    ways = {}
    for first in (O, B):
        for second in (O, B, I):
            if (first, second) != (O, I):
                path = steps[0][O][first] + steps[1][first][second] + steps[2][second][O]
                ways[first, second] = exp(scores[0][first] + scores[1][second] + path)
    whole = sum(ways.values())
    nodes, edges = persons.marginals(scores, steps)
    assert nodes[0][B] == pytest.approx(sum(way for (first, _), way in ways.items() if first == B) / whole)
    assert nodes[1][I] == pytest.approx(ways[B, I] / whole)
    assert edges[1][B][O] == pytest.approx(ways[B, O] / whole)
    assert [len(nodes), len(edges)] == [2, 3], "the last edge leads out of the run"
