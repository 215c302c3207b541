"""How words are clustered by their neighbours, on texts small enough to count by hand."""

import gzip
import json
from collections import Counter
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np

from tasks.training import clusters
from tasks.training.clusters import FIRST, Exchange, Pairs, Words
from tests.orders import told_in_two_orders

TOWNS, VERBS = ("زرجون", "قلهات", "بركون"), ("زار", "غادر", "بلغ")
TEXTS = [[verb, town, "امس"] for verb in VERBS for town in TOWNS] + [
    ["امس", verb, town] for verb in VERBS for town in TOWNS
]


def likelihood(texts: list[Words], known: Pairs, of: list[int]) -> float:
    """The logarithm of the text's probability by pairs of clusters, without the part that no cluster changes."""
    rare = len(known.words)
    numbers = {word: at for at, word in enumerate(known.words)}
    row = [of[rare + 1]]
    for text in texts:
        row += [of[numbers.get(word, rare)] for word in text] + [of[rare + 1]]
    return sum(n * log(n) for n in Counter(pairwise(row)).values()) - 2 * sum(n * log(n) for n in Counter(row).values())


def test_a_particle_is_cut_off_where_the_word_is_far_more_frequent_alone() -> None:
    cut = clusters.cutter({"قلهات": 7, "بقلهات": 2, "بلد": 9, "لد": 4, "وزير": 5, "زير": 20})
    assert cut("بقلهات") == ("ب+", "قلهات")
    assert cut("وبقلهات") == ("وب+", "قلهات"), "a form that was never met"
    assert cut("بلد") == ("بلد",), "two letters are left"
    assert cut("وزير") == ("و+", "زير"), "more than three times as often"
    assert clusters.cutter({"وزير": 7, "زير": 20})("وزير") == ("وزير",)


def test_pairs_are_counted_on_both_sides() -> None:
    known = clusters.pairs([["ا", "ب"], ["ا", "ج"], ["ب", "ا"]], least=2)
    assert known.words == ["ا", "ب"], "the most frequent first; ج is rare"
    rare, edge = 2, 3
    behind = slice(known.behind[0], known.behind[1])
    before = slice(known.before[0], known.before[1])
    assert dict(zip(*(part[behind].tolist() for part in known.right), strict=True)) == {1: 1, rare: 1, edge: 1}
    assert dict(zip(*(part[before].tolist() for part in known.left), strict=True)) == {edge: 2, 1: 1}
    assert known.often.tolist() == [3, 2, 1, 4]


def test_words_between_the_same_neighbours_are_one_cluster() -> None:
    known = clusters.pairs(TEXTS, least=2)
    of = dict(zip(known.words, clusters.clusters(known, 3), strict=True))
    assert len({of[town] for town in TOWNS}) == len({of[verb] for verb in VERBS}) == 1
    assert len({of["زار"], of["قلهات"], of["امس"]}) == 3


def test_gains_are_those_of_the_whole_text() -> None:
    """What moving a word is said to gain, against the likelihood counted anew; a word beside itself is among them."""
    texts = [*TEXTS, ["امس", "امس", "زار", "زار", "زار"], ["نادر", "قلهات"]]
    known = clusters.pairs(texts, least=2)
    exchange = Exchange(known, 4)
    exchange.round()
    for word in range(len(known.words)):
        start = exchange.of.tolist()
        told = likelihood(texts, known, start)
        others = [likelihood(texts, known, [*start[:word], one, *start[word + 1 :]]) for one in range(4)]
        exchange._move(word)
        moved = likelihood(texts, known, exchange.of.tolist())
        assert np.isclose(moved, max(others)), known.words[word]
        assert moved >= told - 1e-9


def test_marks_and_particles_are_in_no_cluster_and_levels_are_in_turn() -> None:
    found = clusters.packed(["قلهات", "ب+", ".", "0"], [[0, 1, 2, 3], [5, 1, 2, 3]])
    assert found == {"قلهات": chr(FIRST) + chr(FIRST + 5)}


def test_the_same_corpus_gives_the_same_clusters_whatever_the_order_of_sets(tmp_path: Path) -> None:
    corpus = tmp_path / "ant.jsonl.gz"
    with gzip.open(corpus, "wt", encoding="utf-8") as lines:
        for verb in VERBS:
            text = "\n".join(f"{verb} سامي مدينة {town} يوم 12." for town in TOWNS)
            lines.write(json.dumps({"title": f"{verb} سامي", "text": text}) + "\n")
    code = (
        "import sys; from pathlib import Path; from tasks.training import clusters as c;"
        "known = c.pairs(c.with_particles_apart(list(c.sentences(Path(sys.argv[1])))));"
        "print(c.packed(known.words, [c.clusters(known, size) for size in (3, 5)]))"
    )
    told = told_in_two_orders(code, str(corpus))
    assert told[0] == told[1]
    assert "سامي" in told[0]
