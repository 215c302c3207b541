"""A tagger of names: a linear-chain conditional random field (Lafferty et al. 2001) over the rules' findings.

Each word is outside of names or part of the name of a person, an organisation, a place or something else. What the
rules and lists have found is among the features, so the training tells where they can be trusted; see
`seeds/models/arabic-names.md`. All features are of one word of five, or of the kinds and marks of these: what they add
to the scores is added up once a form and looked up afterwards.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter

import numpy as np

from tasks.extractors.languages.arabic import decoding
from tasks.extractors.languages.arabic.decoding import Array
from tasks.extractors.languages.arabic.labels import LABELS, MODEL, NOTHING, Tagged, decoded
from tasks.extractors.languages.arabic.wordlooks import OUTSIDE, REACH, features, kind
from tasks.storage.seeds import PACKED_NOUGHT, packed_model, unpacked
from tasks.text.segment import Segmented, Token

REMEMBERED = 1 << 16  # words, and joint features, of which the scores are kept
_LOOKS = itemgetter(2, 3, 4)  # a token's surface, form and is_word; three times as fast as asking for each by name
_PADDING = REACH + 1  # empty words before and behind each sentence
_EDGE = ("", "", False)
Looks = tuple[str, str, bool]


def joint(kinds: str, rules: str) -> tuple[str, ...]:
    """Features of the kinds of five words around one, and of the rules' marks of three.

    >>> joint("cVuuF", "000")[0]
    'KVu'
    """
    left, own, right = kinds[1], kinds[2], kinds[3]
    return (
        f"K{left}{own}",
        f"L{own}{right}",
        f"M{left}{own}{right}",
        f"N{kinds[:3]}",
        f"Q{kinds[2:]}",
        f"R{rules}",
        f"S{rules[1]}{own}",
        f"T{rules[:2]}{left}{own}",
        f"U{rules[1:]}{own}{right}",
        f"V{rules[1]}",
        "bias",
    )


def all_features(tokens: Sequence[Token], rules: str) -> list[list[str]]:
    """All features of each token of a sentence, as the training takes them.

    Args:
        tokens: the sentence.
        rules: the rules' mark of each of its tokens.
    """
    kinds = OUTSIDE * REACH + "".join(kind(*_LOOKS(token)) for token in tokens) + OUTSIDE * REACH
    marks = NOTHING + rules + NOTHING
    found = []
    for at in range(len(tokens)):
        names = list(joint(kinds[at : at + 5], marks[at : at + 3]))
        for near in range(max(at - REACH, 0), min(at + REACH + 1, len(tokens))):
            names += features(tokens[near].surface, tokens[near].form, tokens[near].is_word, near - at)
        found.append(names)
    return found


class _Table(dict[Looks | str, int]):
    """Numbers of what was seen, and a row of scores for each; begun anew when it is full."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.rows = np.zeros((256, *shape), dtype=np.float32)

    def add(self, key: Looks | str, row: Array) -> int:
        """The number of what is new."""
        if len(self) == len(self.rows):
            self.rows = np.concatenate([self.rows, np.zeros_like(self.rows)])
        self[key] = number = len(self)
        self.rows[number] = row
        return number


class Tagger:
    """A tagger with its weights; it remembers what they come to for the words that it has seen."""

    def __init__(self, weights: Mapping[str, str]) -> None:
        self._weights = weights
        self._steps = decoding.steps_of(weights)
        self._forget()

    def _forget(self) -> None:
        self._words, self._joints = _Table((2 * REACH + 1, len(LABELS))), _Table((len(LABELS),))
        self._kinds: list[str] = []
        self._number(_EDGE)

    def tag(self, segmented: Segmented, rules: str) -> list[Tagged]:
        """The names of a text;  are the rules' mark of each token."""
        scores, marks, places = self.scores(segmented, rules)
        labels = decoding.best(scores, marks, self._steps)
        return list(decoded([labels[at] for at in places]))

    def scores(self, segmented: Segmented, rules: str) -> tuple[Array, str, list[int]]:
        """The scores of the labels of each word, its mark, and the places of the tokens among the words.

        Each sentence has empty words before and behind it; they are in no name.
        """
        if max(len(self._words), len(self._joints)) > REMEMBERED:
            self._forget()
        words, marks, places = self._laid_out(segmented, rules)
        known = self._kinds
        kinds = "".join([known[word] for word in words])
        joints = self._joints
        keys = [kinds[at - 2 : at + 3] + marks[at - 1 : at + 2] for at in places]
        numbers = [joints[key] if key in joints else self._join(key) for key in keys]
        scores = np.full((len(words), len(LABELS)), decoding.NOWHERE, dtype=np.float32)
        scores[:, 0] = 0.0
        at, rows, row = np.array(places, dtype=np.intp), self._words.rows, np.array(words, dtype=np.intp)
        found = joints.rows[np.array(numbers, dtype=np.intp)]
        for offset in range(-REACH, REACH + 1):
            found += rows[row[at + offset], offset + REACH]
        scores[at] = found
        return scores, marks, places

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
        given = [[] if empty else features(*looks, offset) for offset in range(-REACH, REACH + 1)]
        return self._words.add(looks, np.array([self._total(names) for names in given], dtype=np.float32))

    def _join(self, key: str) -> int:
        width = 2 * REACH + 1
        return self._joints.add(key, np.array(self._total(joint(key[:width], key[width:])), dtype=np.float32))

    def _total(self, names: Sequence[str]) -> list[float]:
        known = self._weights
        found = [unpacked(known[name]) for name in names if name in known]
        nought = PACKED_NOUGHT * len(found)
        return [(one - nought) / 100 for one in map(sum, zip(*found, strict=True))] if found else [0.0] * len(LABELS)


@cache
def shipped() -> Tagger:
    """The tagger with the weights that come with the project."""
    return Tagger(packed_model(MODEL))
