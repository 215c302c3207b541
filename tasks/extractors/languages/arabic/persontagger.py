"""A tagger of persons' names: a linear-chain conditional random field (Lafferty et al. 2001) over the rules' findings.

Each word is outside, begins or continues a name. What the rules have found is among the features, so the training tells
where they can be trusted; see `seeds/models/arabic-persons.md`. Only words that may be named are looked at, with those
beside them: a third of a text. All that depends on one word is added up once a form, when it is first asked for: one
word in six is new in an article, and most of those are never scored.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from tasks.extractors.languages.arabic.labels import AGAIN, BEGINS, GOES_ON, HOPELESS, LICENSED, NOTHING, NOWHERE
from tasks.extractors.languages.arabic.wordlooks import KNOWN, NAME_KINDS, OUTSIDE, REACH, features, kind
from tasks.storage.seeds import model
from tasks.text.memo import Memo
from tasks.text.segment import Segmented, Token, form_of

LABELS = "OBI"
O, B, I = range(3)  # noqa: E741
MODEL = "models/arabic-persons.json.gz"
# In nats: how much better than a name of the rules' another reading must be, and how much better than none a name that
# the rules have not; on the marked documents half as much or twice as much was no better.
OVERRULE, ADD = 1.5, 1.0
Pair = tuple[float, float]  # the scores of the labels B and I above that of O
_SURFACE = itemgetter(2)  # of a token
_RULES = (NOTHING + BEGINS + GOES_ON + AGAIN + LICENSED).__getitem__  # the rules' labels as their marks
_EDGE = REACH + 1  # empty words before and behind a sentence


class Run(NamedTuple):
    """Tokens `[first:last]` that may be named, in the sentence `[begin:end]`."""

    first: int
    last: int
    begin: int
    end: int


@cache
def weights() -> dict[str, Pair]:
    """The trained weights of each feature: for B and for I, above those for O."""
    return {name: (one[B] - one[O], one[I] - one[O]) for name, one in model(MODEL).items() if name[0] != ">"}


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


def joint(kinds: str, ruled: str) -> tuple[str, ...]:
    """Features of the kinds of five words around one, and of the rules' labels of three.

    >>> joint("cVuuF", "000")[0]
    'KVu'
    """
    return joint_kinds(kinds) + joint_rules(kinds[1:4], ruled)


def joint_kinds(kinds: str) -> tuple[str, ...]:
    """Features of the kinds of five words around one."""
    left, own, right = kinds[1], kinds[2], kinds[3]
    return f"K{left}{own}", f"L{own}{right}", f"M{left}{own}{right}", f"N{kinds[:3]}", f"Q{kinds[2:]}"


def joint_rules(kinds: str, ruled: str) -> tuple[str, ...]:
    """Features of the rules' labels of three words with their kinds."""
    left, own, right = kinds[0], kinds[1], kinds[2]
    return f"R{ruled}", f"S{ruled[1]}{own}", f"T{ruled[:2]}{left}{own}", f"U{ruled[1:]}{own}{right}", "bias"


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
        names = list(joint(kinds[here : here + 5], rules[here : here + 3]))
        for near in range(max(at - REACH, run.begin), min(at + REACH + 1, run.end)):
            names += features(tokens[near].surface, tokens[near].form, tokens[near].is_word, near - at)
        found.append(names)
    return found


def _kind(surface: str) -> str:
    return kind(surface, *form_of(surface)) if surface else OUTSIDE


def _gives(offset: int) -> Callable[[str], Pair]:
    """What a word adds to the scores of B and I of the word that it stands `offset` words behind (negative: before)."""

    def given(surface: str) -> Pair:
        return _total(features(surface, *form_of(surface), offset)) if surface else (0.0, 0.0)

    return given


_KINDS = Memo(_kind)
_SECOND_BEFORE, _BEFORE, _SELF, _BEHIND, _SECOND_BEHIND = (Memo(_gives(offset)) for offset in range(-REACH, REACH + 1))
_BY_KINDS = Memo(lambda kinds: _total(joint_kinds(kinds)))
_BY_RULES = Memo(lambda both: tuple(_total((name,)) for name in joint_rules(both[3:], both[:3])))


def _total(names: Iterable[str]) -> Pair:
    known, begins, goes_on = weights(), 0.0, 0.0
    for name in names:
        if name in known:
            one = known[name]
            begins += one[0]
            goes_on += one[1]
    return begins, goes_on


def tag(segmented: Segmented, ruled: Sequence[int]) -> list[int]:
    """The best label of every token.

    Args:
        segmented: the text.
        ruled: the rules' label of each token.
    """
    text = _laid_out(segmented, ruled)
    scores = {
        at: _score(text, at)
        for at, (letter, rule) in enumerate(zip(text.kinds, text.rules, strict=True))
        if rule != "0" or letter in NAME_KINDS
    }
    wanted = [at for at, score in scores.items() if text.rules[at] != "0" or max(score) > HOPELESS]
    found = [O] * len(text.words)
    for first, last in _touching(wanted):
        held = [_held(text, at, scores[at] if at in scores else _score(text, at)) for at in range(first, last)]
        found[first:last] = _best(held, text.kinds[first:last], text.rules[first:last])
    labels: list[int] = []
    for number, sentence in enumerate(segmented.sentences):
        shift = _EDGE * (number + 1)
        labels += found[sentence.first + shift : sentence.last + shift]
    return labels


class _Text(NamedTuple):
    """The words of all sentences with empty ones before and behind each, their kinds and the rules' labels."""

    words: list[str]
    kinds: str
    rules: str


def _laid_out(segmented: Segmented, ruled: Sequence[int]) -> _Text:
    surfaces, labels, edge = list(map(_SURFACE, segmented.tokens)), "".join(map(_RULES, ruled)), [""] * _EDGE
    words, rules = edge[:], ["0" * _EDGE]
    for sentence in segmented.sentences:
        words += surfaces[sentence.first : sentence.last]
        words += edge
        rules += [labels[sentence.first : sentence.last], "0" * _EDGE]
    return _Text(words, "".join(map(_KINDS.__getitem__, words)), "".join(rules))


def _score(text: _Text, at: int) -> Pair:
    """The scores of B and I of the word there, without its neighbours' labels."""
    words, kinds = text.words, text.kinds[at - 2 : at + 3]
    begins, goes_on = _BY_KINDS[kinds]
    for one in _BY_RULES[text.rules[at - 1 : at + 2] + kinds[1:4]]:
        begins += one[0]
        goes_on += one[1]
    (b1, i1), (b2, i2), (b3, i3) = _SECOND_BEFORE[words[at - 2]], _BEFORE[words[at - 1]], _SELF[words[at]]
    (b4, i4), (b5, i5) = _BEHIND[words[at + 1]], _SECOND_BEHIND[words[at + 2]]
    return begins + b1 + b2 + b3 + b4 + b5, goes_on + i1 + i2 + i3 + i4 + i5


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
