"""The scores that trained weights give to the labels of a text's words, for the taggers of names and of persons.

A feature is of one word and counts for itself or for one of the four words around it, or it is of the kinds and marks
of two or three neighbours. So what a word adds to its own scores and to its neighbours' is added up once, when it is
first met, for both taggers in one row; a text's scores are sums of such rows. Weights are whole hundredths of a nat:
sums are exact, in whatever order.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.extractors.languages.arabic.jointlooks import GROUPS, MARKS, Group
from tasks.extractors.languages.arabic.labels import NOTHING
from tasks.extractors.languages.arabic.listlooks import listed_near
from tasks.extractors.languages.arabic.wordlooks import KINDS, OUTSIDE, REACH, kind, near_looks, own_looks
from tasks.text.segment import SURFACE, Segmented, form_of

# Words of which the scores are kept, in 50 MB. Over a month of news a fourth as many meet three to five times as many
# anew in an article: 35.
REMEMBERED = 1 << 18
NATS = 100  # hundredths
Scores = NDArray[np.int32]
Places = NDArray[np.intp]
Letters = NDArray[np.uint8]  # their codes
_PADDING = REACH + 1  # empty words before and behind each sentence
_OFFSETS = np.arange(-REACH, REACH + 1)[:, None]  # from a word to those around it, a row each
_NEAR = {str(offset): at for at, offset in enumerate(one for one in _OFFSETS[:, 0].tolist() if one)}
_MOST = 32_000  # hundredths that what is remembered may come to; the most over 800 articles was 812
_NOUGHT = 0  # the row without weight
_ALPHABETS = {"k": KINDS, "m": MARKS}
_LETTERS = max(map(len, _ALPHABETS.values()))
_SLOTS = [(alphabet, offset) for alphabet in _ALPHABETS for offset in _OFFSETS[:, 0].tolist()]  # the letters around one


class Weights(NamedTuple):
    """The trained weights of a tagger.

    Attributes:
        names: its features.
        values: of each feature for each label, in hundredths of a nat.
        joint: of each group of neighbours' kinds and marks the function that names its features.
    """

    names: Sequence[str]
    values: Scores
    joint: tuple[Callable[[str], tuple[str, ...]], ...]


class Scored(NamedTuple):
    """A text's words in a row, with empty ones before and behind each sentence, which are in no name.

    Attributes:
        values: of each word for the labels of all taggers in turn, in hundredths of a nat.
        kinds: the letter of each.
        marks: the rules' mark of each.
        places: where each token of the text lies among the words.
    """

    values: Scores
    kinds: str
    marks: str
    places: Places


class Scorer:
    """The weights of some taggers; it remembers what they come to for what it has met."""

    def __init__(self, taggers: Sequence[Weights]) -> None:
        self._own = _Table(taggers, 1, _own)
        self._near = _Table(taggers, len(_NEAR), _near)
        self._joint = _Joint(taggers)
        self._width = sum(one.values.shape[1] for one in taggers)
        self._forget()

    def _forget(self) -> None:
        self._words = {"": 0}
        self._rows = _Rows((len(_OFFSETS), self._width))
        self._rows.add(np.zeros((1, len(_OFFSETS), self._width), dtype=np.int32))
        self._kinds = bytearray(OUTSIDE, "ascii")  # a letter each

    def score(self, segmented: Segmented, rules: str) -> Scored:
        """The scores of a text's words; `rules` are the rules' marks of its tokens."""
        surfaces = list(map(SURFACE, segmented.tokens))
        self._meet(set(surfaces))
        places, size = _laid_out(segmented)
        words = np.zeros(size, dtype=np.intp)
        words[places] = list(map(self._words.__getitem__, surfaces))
        marks = np.full(size, ord(NOTHING), dtype=np.uint8)
        marks[places] = _each(rules)
        kinds = np.frombuffer(self._kinds, dtype=np.uint8)[words]
        given = self._rows.values.reshape(-1, self._width)  # of each word a row for each word that it stands beside
        beside = words[places + _OFFSETS] * len(_OFFSETS) + (_OFFSETS + REACH)
        values = np.zeros((size, self._width), dtype=np.int32)
        values[places] = self._joint.scores(kinds, marks, places) + _sum_of(given, beside)
        return Scored(values, _text(kinds), _text(marks), places)

    def _meet(self, surfaces: set[str]) -> None:
        """Add up what words add that were not met before."""
        if len(self._words) > REMEMBERED:
            self._forget()
        known = self._words
        new = [surface for surface in surfaces if surface not in known]
        if not new:
            return
        looks = [(surface, *form_of(surface)) for surface in new]
        lists = [listed_near(form, is_word) for _, form, is_word in looks]
        own = self._own.totals(
            [[*own_looks(*one), *["0" + name for name in names]] for one, names in zip(looks, lists, strict=True)]
        )
        near = self._near.totals([[*near_looks(*one), *names] for one, names in zip(looks, lists, strict=True)])
        rows = np.concatenate([near[:, :REACH], own, near[:, REACH:]], axis=1)
        self._words.update(zip(new, range(self._rows.count, self._rows.count + len(new)), strict=True))
        self._kinds += "".join([kind(*one) for one in looks]).encode("ascii")
        self._rows.add(rows)


class _Rows:
    """Rows of scores that grow in number; the last ones are still empty."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.values = np.zeros((256, *shape), dtype=np.int16)
        self.count = 0

    def add(self, rows: Scores) -> None:
        """Put the rows behind those that are there."""
        while self.count + len(rows) > len(self.values):
            self.values = np.concatenate([self.values, np.zeros_like(self.values)])
        self.values[self.count : self.count + len(rows)] = rows.clip(-_MOST, _MOST)
        self.count += len(rows)


class _Table:
    """The weights of the features of single words: of each look a row for each word for which it counts."""

    def __init__(self, taggers: Sequence[Weights], words: int, part: Callable[[str], tuple[str, int] | None]) -> None:
        self.rows: dict[str, int] = {}
        width, found, column = sum(one.values.shape[1] for one in taggers), [], 0
        for tagger in taggers:
            parts = [(number, *of) for number, name in enumerate(tagger.names) if (of := part(name))]
            at = [self.rows.setdefault(look, len(self.rows) + 1) for _, look, _ in parts]
            found.append(
                (at, [word for _, _, word in parts], tagger.values[[number for number, _, _ in parts]], column)
            )
            column += tagger.values.shape[1]
        self.values = np.zeros((len(self.rows) + 1, words, width), dtype=np.int32)
        for at, word, values, first in found:
            self.values[at, word, first : first + values.shape[1]] = values

    def totals(self, several: Sequence[Sequence[str]]) -> Scores:
        """The sum of the rows of each of these lists of looks."""
        row = self.rows.get  # counted from 1: None and nothing else falls out
        return _sums(self.values, [filter(None, map(row, names)) for names in several])


class _Joint:
    """What the kinds and marks of neighbours add to the scores, by the numbers of these letters."""

    def __init__(self, taggers: Sequence[Weights]) -> None:
        self._named = [
            ({name: row for row, name in enumerate(one.names, 1) if name[0].isupper() or name == "bias"}, one.joint)
            for one in taggers
        ]
        self._values = [np.concatenate([np.zeros_like(one.values[:1]), one.values]) for one in taggers]
        sizes = [_LETTERS ** len(group.letters) for group in GROUPS]
        self._begins = np.cumsum([0, *sizes[:-1]])[:, None]  # of each group's codes among all
        self._known = np.full(sum(sizes), -1, dtype=np.int32)
        self._rows = _Rows((sum(one.values.shape[1] for one in taggers),))

    def scores(self, kinds: Letters, marks: Letters, at: Places) -> Scores:
        """The sums for the words at these places."""
        around = at + _OFFSETS
        numbers = np.concatenate([numbered(kinds, KINDS)[around], numbered(marks, MARKS)[around]])
        codes = _POWERS @ numbers + self._begins
        rows = self._known.take(codes)
        if rows.min(initial=0) < 0:
            self._meet(np.unique(codes[rows < 0]).tolist())
            rows = self._known.take(codes)
        return _sum_of(self._rows.values, rows)

    def _meet(self, codes: Sequence[int]) -> None:
        begins: list[int] = self._begins[:, 0].tolist()  # whole numbers of Python: compiled code takes no others
        groups = [bisect_right(begins, code) - 1 for code in codes]
        letters = [_spelled(GROUPS[at], code - begins[at]) for at, code in zip(groups, codes, strict=True)]
        totals = []
        for (known, joint), values in zip(self._named, self._values, strict=True):
            features = [joint[at](one) for at, one in zip(groups, letters, strict=True)]
            totals.append(_sums(values, [filter(None, map(known.get, names)) for names in features]))
        self._known[codes] = range(self._rows.count, self._rows.count + len(codes))
        self._rows.add(np.concatenate(totals, axis=1))


def _own(name: str) -> tuple[str, int] | None:
    """The look of a feature that a word gives to itself."""
    return (name, 0) if name[0] == "0" or (name[0].islower() and name != "bias") else None


def _near(name: str) -> tuple[str, int] | None:
    """The look of a feature that a word gives to a neighbour, and the number of that."""
    size = 2 if name[0] == "-" else 1
    return (name[size:], _NEAR[name[:size]]) if name[:size] in _NEAR else None


def _sums(values: Scores, several: Iterable[Iterable[int]]) -> Scores:
    """The sum of each of these lists of rows; a row of noughts begins each, so that none is empty."""
    chosen: list[int] = []
    starts = []
    for rows in several:
        starts.append(len(chosen))
        chosen.append(_NOUGHT)
        chosen += rows
    totals: Scores = np.add.reduceat(values[chosen], starts, axis=0, dtype=np.int32)
    return totals


def _sum_of(values: NDArray[np.int16], rows: Places) -> Scores:
    """Of each column of numbers of rows the sum of these rows."""
    total: Scores = values.take(rows, axis=0).sum(axis=0, dtype=np.int32)
    return total


def _laid_out(segmented: Segmented) -> tuple[Places, int]:
    """Where each token lies when empty words stand before and behind each sentence, and how many words that makes."""
    lengths = np.array([one.last - one.first for one in segmented.sentences], dtype=np.intp)
    before = _PADDING * np.arange(1, len(lengths) + 1)  # empty words before each sentence
    places = np.arange(len(segmented.tokens)) + before.repeat(lengths)
    return places, len(places) + _PADDING * (len(lengths) + 1)


def _each(letters: str) -> Letters:
    """The code of each letter."""
    return np.frombuffer(letters.encode("ascii"), dtype=np.uint8)


def _text(letters: Letters) -> str:
    return letters.tobytes().decode("ascii")


def _tables() -> Mapping[str, Places]:
    found = {}
    for alphabet in _ALPHABETS.values():
        table = np.full(256, -1, dtype=np.intp)
        table[_each(alphabet)] = np.arange(len(alphabet))
        found[alphabet] = table
    return found


_NUMBERS = _tables()


def numbered(letters: Letters, alphabet: str) -> Places:
    """The number of each letter in the alphabet of kinds or of marks.

    Raises:
        ValueError: one is not in it.
    """
    found: Places = _NUMBERS[alphabet][letters]
    if found.min(initial=0) < 0:
        raise ValueError(f"no kind or mark: {set(_text(letters)) - set(alphabet)}")
    return found


def _powers(group: Group) -> list[int]:
    """By what the number of each letter around a word is multiplied in the group's one number of its letters."""
    size = len(group.letters)
    return [_LETTERS ** (size - 1 - group.letters.index(slot)) if slot in group.letters else 0 for slot in _SLOTS]


_POWERS: Places = np.array([_powers(group) for group in GROUPS], dtype=np.intp)


def _spelled(group: Group, code: int) -> str:
    """The letters of which these are the numbers."""
    found = ""
    for letters, _ in reversed(group.letters):
        code, number = divmod(code, _LETTERS)
        found = _ALPHABETS[letters][number] + found
    return found
