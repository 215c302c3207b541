"""A tagger of persons' names: a linear-chain conditional random field (Lafferty et al. 2001) over the rules' findings.

Each word is outside, begins or continues a name. What the rules have found is among the features, so the training tells
where they can be trusted; see `seeds/models/arabic-persons.md`. Only words that may be named are looked at, with those
beside them: a third of a text.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from tasks.extractors.languages.arabic.decoding import among
from tasks.extractors.languages.arabic.jointlooks import GROUPS, joint_of_persons, of_persons
from tasks.extractors.languages.arabic.labels import AGAIN, GOES_ON, HOPELESS, LICENSED, NOTHING, NOWHERE
from tasks.extractors.languages.arabic.scoring import NATS, Scored, Weights
from tasks.extractors.languages.arabic.wordlooks import KNOWN, NAME_KINDS, OUTSIDE, REACH, features, kind
from tasks.storage.seeds import model
from tasks.text.segment import Segmented, Token

LABELS = "OBI"
O, B, I = range(3)  # noqa: E741
MODEL = "models/arabic-persons.json.gz"
# In nats: how much better than a name of the rules' another reading must be, and how much better than none a name that
# the rules have not; on the marked documents half as much or twice as much was no better.
OVERRULE, ADD = 1.5, 1.0
Pair = tuple[float, float]  # the scores of the labels B and I above that of O


class Run(NamedTuple):
    """Tokens `[first:last]` that may be named, in the sentence `[begin:end]`."""

    first: int
    last: int
    begin: int
    end: int


def weights() -> Weights:
    """The trained weights: for B and for I, above those for O."""
    trained = {name: one for name, one in model(MODEL).items() if name[0] != ">"}
    values = np.rint(np.array(list(trained.values())) * NATS).astype(np.int32)
    return Weights(list(trained), values[:, [B, I]] - values[:, [O]], tuple(group.persons for group in GROUPS))


@cache
def _steps(letter: str) -> tuple[tuple[float, ...], ...]:
    """The scores of each label of a word of this kind behind each label."""
    trained = model(MODEL)
    nothing = [0.0] * 3
    pairs = [[trained.get(name, nothing) for name in step_names(before, letter)] for before in (O, B, I)]
    return tuple(tuple(map(sum, zip(*pair, strict=True))) for pair in pairs)


def runs(segmented: Segmented, wanted: Iterable[int]) -> Iterator[Run]:
    """The wanted tokens, which come in text order, with those beside them, as far as they touch."""
    sentences = iter(segmented.sentences)
    begin = end = first = last = 0
    for at in wanted:
        if at >= end or at - 1 > last:
            if last > first:
                yield Run(first, last, begin, end)
            while at >= end:
                sentence = next(sentences)
                begin, end = sentence.first, sentence.last
            first = max(at - 1, begin)
        last = min(at + 2, end)
    if last > first:
        yield Run(first, last, begin, end)


def may_be_named(token: Token, ruled: int) -> bool:
    """Whether a word may be part of a name: by its kind or by the rules."""
    return bool(ruled) or (token.is_word and kind(token.surface, token.form, True) in NAME_KINDS)


def step_names(before: int, letter: str) -> tuple[str, str]:
    """The features of going on from a label to a word of a kind."""
    return f">{LABELS[before]}", f">{LABELS[before]}{letter}"


def around(kinds: str, ruled: Sequence[int], run: Run) -> tuple[str, str]:
    """The kinds and the rules' labels of the run, with those of two words and of one on each side.

    Args:
        kinds: of all tokens from the run's sentence's first on.
        ruled: the rules' label of each token of the text.
        run: the run.
    """
    before, behind = min(run.first - run.begin, REACH), min(run.end - run.last, REACH)
    inside = kinds[run.first - before - run.begin : run.last + behind - run.begin]
    rules = [ruled[run.first - 1] if before else O, *ruled[run.first : run.last], ruled[run.last] if behind else O]
    return OUTSIDE * (REACH - before) + inside + OUTSIDE * (REACH - behind), "".join(map(str, rules))


def all_features(tokens: Sequence[Token], ruled: Sequence[int], run: Run) -> list[list[str]]:
    """All features of each token of the run, as the training takes them."""
    sentence = tokens[run.begin : run.end]
    kinds, rules = around("".join(kind(one.surface, one.form, one.is_word) for one in sentence), ruled, run)
    found = []
    for at in range(run.first, run.last):
        here = at - run.first
        names = list(joint_of_persons(kinds[here : here + 5], rules[here : here + 3]))
        for near in range(max(at - REACH, run.begin), min(at + REACH + 1, run.end)):
            names += features(tokens[near].surface, tokens[near].form, tokens[near].is_word, near - at)
        found.append(names)
    return found


def tag(scored: Scored) -> list[int]:
    """The best label of every token of a text of which the last columns of scores are this model's."""
    text = _Text(scored.kinds, of_persons(scored.marks))
    scores = scored.values[:, -2:]
    may_be = (scores.max(axis=1) > HOPELESS * NATS) & among(text.kinds, NAME_KINDS)
    wanted = np.flatnonzero(may_be | ~among(text.rules, NOTHING)).tolist()
    found = [O] * len(text.kinds)
    for first, last in _touching(wanted):
        given = (scores[first:last] / NATS).tolist()
        held = [_held(text, at, (begins, goes_on)) for at, (begins, goes_on) in enumerate(given, first)]
        found[first:last] = _best(held, text.kinds[first:last], text.rules[first:last])
    return [found[at] for at in scored.places.tolist()]


class _Text(NamedTuple):
    """The kinds of words in a row, and the rules' marks of them."""

    kinds: str
    rules: str


def _touching(wanted: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The wanted words with one on each side, as half-open ranges of those that touch."""
    first = last = -1
    for at in wanted:
        if at - 1 > last:
            if last > 0:
                yield first, last
            first = at - 1
        last = at + 2
    if last > 0:
        yield first, last


def _held(text: _Text, at: int, score: Pair) -> Pair:
    """The scores changed in favour of what the rules say: names begin where they say, none is added lightly.

    A name behind an office and a surname that everybody knows are given up twice as hardly.
    """
    begins, goes_on = score
    rule = text.rules[at]
    if rule == "0":
        if not text.kinds[at].isalpha():  # no word
            return NOWHERE, NOWHERE
        return begins - ADD, NOWHERE if text.rules[at - 1] == AGAIN else goes_on
    if rule == GOES_ON:
        return score
    sure = rule == LICENSED or text.kinds[at] == KNOWN
    more = OVERRULE if sure else 0.0
    return begins + more + OVERRULE, goes_on + more


def _best(scores: Sequence[Pair], kinds: str, ruled: str) -> list[int]:
    """The best labels of a run with nothing named before and behind it (Viterbi 1967).

    A name of one word that the rules have not found costs `OVERRULE` once more.
    """
    outside, begun, inside, alone, back = 0.0, NOWHERE, NOWHERE, 0.0, []
    for (begins, goes_on), letter, rule in zip(scores, kinds, ruled, strict=True):
        (oo, ob, _), (bo, bb, bi), (io, ib, ii) = _steps(letter)
        to_outside = max((outside + oo, O), (begun + bo - alone, B), (inside + io, I))
        to_begun = max((outside + ob, O), (begun + bb - alone, B), (inside + ib, I))
        to_inside = max((begun + bi, B), (inside + ii, I))
        back.append((to_outside[1], to_begun[1], to_inside[1]))
        outside, begun, inside = to_outside[0], to_begun[0] + begins, to_inside[0] + goes_on
        alone = OVERRULE if rule == "0" else 0.0
    end = _steps(OUTSIDE)
    last = (outside + end[O][O], begun + end[B][O] - alone, inside + end[I][O])
    label, labels = last.index(max(last)), []
    for came in reversed(back):
        labels.append(label)
        label = came[label]
    return labels[::-1]
