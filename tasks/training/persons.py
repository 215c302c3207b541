"""Train the tagger of persons' names on marked corpora.

    python -m tasks.training.persons ANERCORP.txt WOJOOD_DIR [GOLD.jsonl …]

ANERCORP.txt is the training split of ANERcorp by CAMeL Lab (CC BY-SA 4.0), WOJOOD_DIR holds `train.txt`, `val.txt` and
`test.txt` of the sample of Wojood (MIT). Both have a word and its labels a line and an empty line behind a sentence.
GOLD.jsonl are annotated articles, a document a line (`python -m tests.gates.annotations`), of those that may train. The
same files give the same weights.
"""

import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path

from tasks.extractors.languages.arabic.findings import findings
from tasks.extractors.languages.arabic.labels import NOWHERE
from tasks.extractors.languages.arabic.persontagger import (
    MODEL,
    B,
    I,
    O,
    all_features,
    may_be_named,
    step_names,
)
from tasks.extractors.languages.arabic.persontagger import runs as tagger_runs
from tasks.extractors.languages.arabic.wordlooks import OUTSIDE, kind
from tasks.storage.seeds import SEEDS
from tasks.training import corpora
from tasks.training.corpora import Article
from tasks.training.weights import write

Weights = dict[str, list[float]]  # of each feature for each label
EPOCHS, RATE, DECAY, RARE, SMALL, CLOSE = 8, 0.05, 2e-3, 3, 0.04, 1e-3
SEED = 1  # of the order of the runs in each round


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words that may be named: the features, the label and the kind of each."""

    features: list[list[str]]
    labels: list[int]
    kinds: str


def runs(article: Article) -> list[Run]:
    """What the tagger sees of an article."""
    tokens, labels = article.segmented.tokens, token_labels(article)
    ruled = findings(article.segmented).labels()
    wanted = [at for at, token in enumerate(tokens) if may_be_named(token, ruled[at])]
    found = []
    for run in tagger_runs(article.segmented, wanted):
        kinds = "".join(kind(token.surface, token.form, token.is_word) for token in tokens[run.first : run.last])
        found.append(Run(all_features(tokens, ruled, run), labels[run.first : run.last], kinds))
    return found


def token_labels(article: Article) -> list[int]:
    """The marked label of every token: of persons alone."""
    labels = [O] * len(article.words)
    for name in article.names:
        inside = [at for at, word in enumerate(article.words) if name.first <= word < name.last]
        if name.kind == "PER" and inside:
            labels[inside[0] : inside[-1] + 1] = [B] + [I] * (inside[-1] - inside[0])
    return labels


def train(data: Sequence[Run], epochs: int = EPOCHS) -> Weights:
    """Maximise the likelihood of the labels by stochastic gradient ascent with AdaGrad steps (Duchi et al. 2011)."""
    counts = Counter(name for run in data for names in run.features for name in names)
    weights: Weights = {name: [0.0] * 3 for name, count in counts.items() if count >= RARE}
    kinds = {letter for run in data for letter in run.kinds} | {OUTSIDE}
    weights |= {name: [0.0] * 3 for label in (O, B, I) for letter in kinds for name in step_names(label, letter)}
    squares: Weights = {name: [1e-6] * 3 for name in weights}
    order = [Run([[n for n in names if n in weights] for names in run.features], run.labels, run.kinds) for run in data]
    mixer = random.Random(SEED)
    for _ in range(epochs):
        mixer.shuffle(order)
        for run in order:
            _learn(run, weights, squares)
    return weights


def _learn(run: Run, weights: Weights, squares: Weights) -> None:
    scores = [[sum(weights[name][label] for name in names) for label in (O, B, I)] for names in run.features]
    kinds = run.kinds + OUTSIDE
    steps = [[_summed(weights, step_names(before, letter)) for before in (O, B, I)] for letter in kinds]
    nodes, edges = marginals(scores, steps)
    for names, gold, node in zip(run.features, run.labels, nodes, strict=True):
        change = [(label == gold) - node[label] for label in (O, B, I)]
        if max(map(abs, change)) > CLOSE:
            for name in names:
                _step(weights[name], squares[name], change)
    for left, right, letter, edge in zip([O, *run.labels], [*run.labels, O], kinds, edges, strict=True):
        for before in (O, B, I):
            change = [(left == before and right == label) - edge[before][label] for label in (O, B, I)]
            if max(map(abs, change)) > CLOSE:
                for name in step_names(before, letter):
                    _step(weights[name], squares[name], change)


def _summed(weights: Weights, names: Sequence[str]) -> list[float]:
    return [sum(weights[name][label] for name in names) for label in (O, B, I)]


def _step(weights: list[float], squares: list[float], change: Sequence[float]) -> None:
    for label in (O, B, I):
        slope = change[label] - DECAY * weights[label]
        squares[label] += slope * slope
        weights[label] += RATE * slope / sqrt(squares[label])


def marginals(
    scores: Sequence[Sequence[float]], steps: Sequence[Sequence[Sequence[float]]]
) -> tuple[list[list[float]], list[list[list[float]]]]:
    """The probability of each label of each word, and of each pair of labels of neighbours (forward-backward).

    Args:
        scores: of each word for each label.
        steps: of each word, and of what stands behind the last, for each label behind each label.
    """
    jumps = [[[exp(one[a][b]) * ((a, b) != (O, I)) for b in (O, B, I)] for a in (O, B, I)] for one in steps]
    local = [[exp(value - max(one)) for value in one] for one in [*scores, [0.0, NOWHERE, NOWHERE]]]
    forward = [[1.0, 0.0, 0.0]]
    for jump, one in zip(jumps, local, strict=True):
        forward.append(_scaled([sum(forward[-1][a] * jump[a][b] for a in (O, B, I)) * one[b] for b in (O, B, I)]))
    after, edges = [1.0, 1.0, 1.0], []
    for jump, one, left in zip(reversed(jumps), reversed(local), reversed(forward[:-1]), strict=True):
        ways = [[jump[a][b] * one[b] * after[b] for b in (O, B, I)] for a in (O, B, I)]
        whole = sum(left[a] * sum(ways[a]) for a in (O, B, I))
        edges.append([[left[a] * way / whole for way in ways[a]] for a in (O, B, I)])
        after = _scaled([sum(ways[a]) for a in (O, B, I)])
    edges.reverse()
    return [[sum(edge[a][b] for a in (O, B, I)) for b in (O, B, I)] for edge in edges[:-1]], edges


def _scaled(values: Sequence[float]) -> list[float]:
    whole = sum(values)
    return [value / whole for value in values]


def pruned(weights: Weights) -> dict[str, list[int]]:
    """Weights in whole hundredths, without those that change nothing; the mean over labels is taken off."""
    found = {}
    for name, values in sorted(weights.items()):
        mean = 0.0 if name.startswith(">") else sum(values) / 3
        if max(abs(value - mean) for value in values) >= SMALL:
            found[name] = [round(100 * (value - mean)) for value in values]
    return found


def main(anercorp: str, wojood: str, *gold: str) -> None:
    """Write the model."""
    corpus = [*corpora.anercorp(Path(anercorp)), *corpora.wojood(Path(wojood))]
    corpus += [article for path in gold for article in corpora.annotated(Path(path))]
    data = [run for article in corpus for run in runs(article)]
    write(pruned(train(data)), SEEDS / MODEL)


if __name__ == "__main__":
    main(*sys.argv[1:])
