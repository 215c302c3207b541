"""A tagger of names: a linear-chain conditional random field (Lafferty et al. 2001) over the rules' findings.

Each word is outside of names or part of the name of a person, an organisation, a place or something else. What the
rules and lists have found is among the features, so the training tells where they can be trusted; see
`seeds/models/arabic-names.md`. A feature is of one word of five, or of the kinds and marks of two or three neighbours:
what it adds to the scores is added up once and looked up afterwards.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from tasks.extractors.languages.arabic import decoding
from tasks.extractors.languages.arabic.decoding import Array
from tasks.extractors.languages.arabic.jointlooks import GROUPS, MARKS, Group, joint
from tasks.extractors.languages.arabic.labels import LABELS, MODEL, NOTHING, NOWHERE, Tagged, decoded
from tasks.extractors.languages.arabic.listlooks import list_features
from tasks.extractors.languages.arabic.packing import unpacked
from tasks.extractors.languages.arabic.wordlooks import KINDS, OUTSIDE, REACH, features, kind
from tasks.storage.seeds import packed_model
from tasks.text.segment import Segmented, Token

REMEMBERED = 1 << 16  # words of which the scores are kept
Looks = tuple[str, str, bool]
_LOOKS = itemgetter(2, 3, 4)  # a token's surface, form and is_word; three times as fast as asking for each by name
_PADDING = REACH + 1  # empty words before and behind each sentence
_EDGE: Looks = ("", "", False)
_NOUGHT = 0  # the number of a feature without weight
_ALPHABETS = {"k": KINDS, "m": MARKS}
_LETTERS = max(map(len, _ALPHABETS.values()))


def all_features(tokens: Sequence[Token], rules: str) -> list[list[str]]:
    """All features of each token of a sentence, as the training takes them.

    Args:
        tokens: the sentence.
        rules: the rules' mark of each of its tokens.
    """
    kinds = OUTSIDE * REACH + "".join(kind(one.surface, one.form, one.is_word) for one in tokens) + OUTSIDE * REACH
    marks = NOTHING + rules + NOTHING
    found = []
    for at in range(len(tokens)):
        names = list(joint(kinds[at : at + 5], marks[at : at + 3]))
        for near in range(max(at - REACH, 0), min(at + REACH + 1, len(tokens))):
            names += _looks(_LOOKS(tokens[near]), near - at)
        found.append(names)
    return found


class _Rows:
    """Rows of scores that grow in number; the last ones are still empty."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.values = np.zeros((256, *shape), dtype=np.float32)
        self.count = 0

    def add(self, row: Array) -> int:
        """The number of the new row."""
        if self.count == len(self.values):
            self.values = np.concatenate([self.values, np.zeros_like(self.values)])
        self.values[self.count] = row
        self.count += 1
        return self.count - 1


class _Joint:
    """What the kinds and marks of neighbours add to the scores, by the numbers of these letters."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.rows = _Rows((len(LABELS),))
        self.known = np.full(_LETTERS ** len(group.letters), -1, dtype=np.int32)


class Tagger:
    """A tagger with its weights; it remembers what they come to for what it has seen."""

    def __init__(self, weights: Mapping[str, str]) -> None:
        self._names = {name: number for number, name in enumerate(weights, 1)}
        self._weights = np.zeros((len(weights) + 1, len(LABELS)), dtype=np.float32)
        self._weights[1:] = unpacked("".join(weights.values())).reshape(len(weights), len(LABELS))
        self._steps = decoding.steps_of(weights)
        self._joints = [_Joint(group) for group in GROUPS]
        self._forget()

    def _forget(self) -> None:
        self._words: dict[Looks, int] = {}
        self._rows = _Rows((2 * REACH + 1, len(LABELS)))
        self._kinds: list[str] = []
        self._number(_EDGE)

    def tag(self, segmented: Segmented, rules: str) -> list[Tagged]:
        """The names of a text; `rules` are the rules' mark of each token."""
        scores, marks, places = self.scores(segmented, rules)
        labels = decoding.best(scores, marks, self._steps)
        return list(decoded([labels[at] for at in places]))

    def scores(self, segmented: Segmented, rules: str) -> tuple[Array, str, list[int]]:
        """The scores of the labels of each word, its mark, and the places of the tokens among the words.

        Each sentence has empty words before and behind it; they are in no name.
        """
        if len(self._words) > REMEMBERED:
            self._forget()
        words, marks, places = self._laid_out(segmented, rules)
        scores = np.full((len(words), len(LABELS)), NOWHERE, dtype=np.float32)
        scores[:, 0] = 0.0
        at, row = np.array(places, dtype=np.intp), np.array(words, dtype=np.intp)
        found = np.zeros((len(places), len(LABELS)), dtype=np.float32)
        width = 2 * REACH + 1
        given = self._rows.values.reshape(-1, len(LABELS))  # of each word a row for each word that it stands beside
        for offset in range(-REACH, REACH + 1):
            found += given.take(row[at + offset] * width + offset + REACH, axis=0)
        known = self._kinds
        kinds = "".join([known[word] for word in words])
        numbers = {"k": _numbers(kinds, KINDS), "m": _numbers(marks, MARKS)}
        for one in self._joints:
            found += self._joint_scores(one, numbers, at)
        scores[at] = found
        return scores, marks, places

    def _joint_scores(self, one: _Joint, numbers: Mapping[str, NDArray[np.intp]], at: NDArray[np.intp]) -> Array:
        codes = np.zeros(len(at), dtype=np.intp)
        for letters, offset in one.group.letters:
            codes = codes * _LETTERS + numbers[letters][at + offset]
        rows = one.known.take(codes)
        if len(rows) and rows.min() < 0:
            for code in np.unique(codes[rows < 0]).tolist():
                one.known[code] = one.rows.add(self._totals([one.group.names(_spelled(one.group, code))])[0])
            rows = one.known.take(codes)
        return one.rows.values.take(rows, axis=0)

    def _laid_out(self, segmented: Segmented, rules: str) -> tuple[list[int], str, list[int]]:
        known, edges, padding = self._words, [0] * _PADDING, NOTHING * _PADDING
        words, marks = list(edges), [padding]
        places: list[int] = []
        for sentence in segmented.sentences:
            places.extend(range(len(words), len(words) + sentence.last - sentence.first))
            looks = map(_LOOKS, segmented.tokens[sentence.first : sentence.last])
            words.extend([known[one] if one in known else self._number(one) for one in looks])
            words.extend(edges)
            marks += [rules[sentence.first : sentence.last], padding]
        return words, "".join(marks), places

    def _number(self, looks: Looks) -> int:
        empty = looks == _EDGE
        self._kinds.append(OUTSIDE if empty else kind(*looks))
        given = [() if empty else _looks(looks, offset) for offset in range(-REACH, REACH + 1)]
        self._words[looks] = number = self._rows.add(self._totals(given))
        return number

    def _totals(self, several: Sequence[Sequence[str]]) -> Array:
        """The sum of the weights of each of these lists of features; a row of noughts begins each list."""
        known, chosen, starts = self._names, list[int](), list[int]()
        for names in several:
            starts.append(len(chosen))
            chosen.append(_NOUGHT)
            chosen += [known[name] for name in names if name in known]
        totals: Array = np.add.reduceat(self._weights[chosen], starts, axis=0)
        return totals


def _looks(looks: Looks, offset: int) -> tuple[str, ...]:
    """What a word gives to the one that it stands `offset` words behind: its looks, and what the lists say of it."""
    _, form, is_word = looks
    return features(*looks, offset) + list_features(form, is_word, offset)


def _numbers(letters: str, alphabet: str) -> NDArray[np.intp]:
    """The number of each letter.

    Raises:
        ValueError: one is not in the alphabet.
    """
    table = np.full(256, -1, dtype=np.intp)
    table[np.frombuffer(alphabet.encode("ascii"), dtype=np.uint8)] = np.arange(len(alphabet))
    found: NDArray[np.intp] = table[np.frombuffer(letters.encode("ascii"), dtype=np.uint8)]
    if found.min(initial=0) < 0:
        raise ValueError(f"no kind or mark: {set(letters) - set(alphabet)}")
    return found


def _spelled(group: Group, code: int) -> str:
    """The letters of which these are the numbers."""
    found = ""
    for letters, _ in reversed(group.letters):
        code, number = divmod(code, _LETTERS)
        found = _ALPHABETS[letters][number] + found
    return found


@cache
def shipped() -> Tagger:
    """The tagger with the weights that come with the project."""
    return Tagger(packed_model(MODEL))
