"""How the tagger of names is trained and measured, on corpora of a few sentences."""

from collections import Counter
from itertools import product
from math import exp

import numpy as np
import pytest

from tasks.extractors.languages.arabic.findings import findings
from tasks.extractors.languages.arabic.labels import LABELS, O, Tagged, decoded, encoded, may_follow
from tasks.extractors.languages.arabic.packing import packed, unpacked
from tasks.extractors.languages.arabic.scoring import Scorer
from tasks.extractors.languages.arabic.tagger import Tagger, weights
from tasks.training import chain, corpora, names

SENTENCES = [
    [("وصل", "O"), ("غونزالو", "B-PERS"), ("بيرازولي", "I-PERS"), ("إلى", "O"), ("زرجون", "B-LOC"), (".", "O")],
    [("باعت", "O"), ("شركة", "O"), ("كلاوزنر", "B-ORG"), ("سفنا", "O"), (".", "O")],
]


def article() -> corpora.Article:
    return corpora.laid_out(SENTENCES)


def test_the_same_corpus_gives_the_same_weights() -> None:
    data = list(names.rows(article())) * 3
    assert names.trained(data, epochs=2) == names.trained(data, epochs=2)


def test_training_learns_the_corpus() -> None:
    read = article()
    model = names.trained(list(names.rows(read)) * 4, epochs=6)
    found = Tagger(model).tag(Scorer([weights(model)]).score(read.segmented, findings(read.segmented).marks))
    assert [read.as_words(name) for name in found] == read.names


def test_where_only_persons_are_marked_the_rest_may_be_anything_else() -> None:
    read = corpora.laid_out([[("وصل", "O"), ("غونزالو", "B-PERS"), ("إلى", "O"), ("زرجون", "O")]], whole=False)
    labels = [label for row in names.rows(read) for label in row.labels]
    assert labels == [names.NO_PERSON, (LABELS.index("S-PER"),), names.NO_PERSON, names.NO_PERSON]
    assert LABELS.index("S-LOC") in names.NO_PERSON
    assert LABELS.index("S-PER") not in names.NO_PERSON


def test_a_name_over_the_end_of_a_sentence_is_cut_there() -> None:
    read = corpora.laid_out([[("جي", "B-ORG"), (".", "I-ORG")], [("بي", "I-ORG"), ("أمس", "O")]])
    rows = list(names.rows(read))
    assert [[LABELS[label] for (label,) in row.labels] for row in rows] == [["B-ORG", "E-ORG"], ["S-ORG", "O"]]


def test_marginals_are_those_of_all_ways() -> None:
    """Forward-backward against the sum over all label sequences of three words."""
    mixer = np.random.default_rng(3)
    scores, steps = mixer.normal(size=(3, 3)), np.exp(mixer.normal(size=(3, 3)))
    steps[0, 2] = 0.0
    first, last = np.array([1.0, 1.0, 0.0]), np.array([1.0, 0.0, 1.0])
    ways = {
        way: exp(sum(scores[at, label] for at, label in enumerate(way)))
        * steps[way[0], way[1]]
        * steps[way[1], way[2]]
        * first[way[0]]
        * last[way[2]]
        for way in product(range(3), repeat=3)
    }
    whole = sum(ways.values())
    nodes, edges = chain.marginals(scores, steps, first, last)
    for at, label in product(range(3), repeat=2):
        assert nodes[at, label] == pytest.approx(sum(way for key, way in ways.items() if key[at] == label) / whole)
    for left, right in product(range(3), repeat=2):
        expected = sum(way * ((key[:2] == (left, right)) + (key[1:] == (left, right))) for key, way in ways.items())
        assert edges[left, right] == pytest.approx(expected / whole)


def test_names_are_counted_by_their_words_and_class() -> None:
    read = article()
    found = [Tagged(1, 3, "PER"), Tagged(4, 5, "ORG")]
    counts = names.compared(read, found)
    assert counts == Counter(
        {
            ("PER", "marked"): 1,
            ("PER", "found"): 1,
            ("PER", "right"): 1,
            ("LOC", "marked"): 1,
            ("ORG", "marked"): 1,
            ("ORG", "found"): 1,
        }
    )
    assert names.figures(counts, ("PER", "LOC", "ORG")) == pytest.approx((1 / 2, 1 / 3, 0.4))
    assert "three" in names.table(counts)


def test_an_unknown_option_writes_no_model() -> None:
    with pytest.raises(SystemExit, match="unknown: --evaluat;"):
        names.main("anercorp.txt", "wojood", "ant.jsonl.gz", "--evaluat")


def test_labels_are_names_again() -> None:
    told = [Tagged(0, 1, "LOC"), Tagged(1, 4, "PER"), Tagged(5, 7, "MISC")]
    assert list(decoded(encoded(8, told))) == told
    assert not may_follow(O, LABELS.index("I-PER")), "a name never goes on without having begun"
    assert not may_follow(LABELS.index("B-PER"), LABELS.index("E-ORG"))
    assert may_follow(LABELS.index("E-ORG"), LABELS.index("B-PER"))


def test_packed_weights_are_read_back() -> None:
    assert unpacked(packed([-2000, -1, 0, 1, 1999])).tolist() == pytest.approx([-20, -0.01, 0, 0.01, 19.99])
