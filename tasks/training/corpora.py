"""Corpora with marked names: their sentences laid out as articles, and the marked names as tokens and as words."""

import gzip
import json
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from pathlib import Path

from tasks.extractors.languages.arabic.findings import findings
from tasks.extractors.languages.arabic.gazetteers import readings
from tasks.extractors.languages.arabic.labels import Tagged
from tasks.extractors.languages.arabic.phrases import links
from tasks.text.normalize import fold
from tasks.text.segment import Segmented, segment

KINDS = {"PERS": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC"}  # ANERcorp's classes as the tagger's
_ELSEWHERE = ("ORG", "FAC", "GPE", "LOC", "EVENT", "PRODUCT")  # a name inside the name of a thing names no person
SENTENCES = 12  # sentences that are read as one article: the corpus does not say where one ends
Marked = list[tuple[str, str]]  # words with their labels


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a corpus.

    Attributes:
        segmented: the text, a sentence a line.
        words: of each token, which word of the corpus it belongs to.
        names: the marked names, as half-open ranges of words.
        whole: whether all classes are marked, or only persons.
    """

    segmented: Segmented
    words: list[int]
    names: list[Tagged]
    whole: bool = True

    def tokens(self) -> Iterator[Tagged]:
        """The marked names as ranges of tokens, without marks around them."""
        tokens = self.segmented.tokens
        for first, last, kind in self.names:
            inside = [at for at, word in enumerate(self.words) if first <= word < last]
            while len(inside) > 1 and not tokens[inside[0]].is_word:
                inside.pop(0)
            while len(inside) > 1 and not tokens[inside[-1]].is_word:
                inside.pop()
            yield Tagged(inside[0], inside[-1] + 1, kind)

    def as_words(self, name: Tagged) -> Tagged:
        """A range of tokens as a range of words."""
        return Tagged(self.words[name.first], self.words[name.last - 1] + 1, name.kind)


def read(path: Path, label: Callable[[Sequence[str]], str] = itemgetter(0)) -> Iterator[Marked]:
    """The sentences of a corpus with a word and its labels a line and an empty line behind a sentence.

    Args:
        path: the file.
        label: chooses the label that counts.
    """
    sentence: Marked = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word, *labels = line.split() or [""]
        if word and word != "$#$":
            sentence.append((word, label(labels)))
        elif not word and sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _persons(labels: Sequence[str]) -> str:
    """Of labels of names that lie in others that of a person, outside of names of things."""
    if any(label[2:] in _ELSEWHERE for label in labels):
        return "O"
    return next((label for label in labels if label[2:] == "PERS"), "O")


def anercorp(path: Path) -> list[Article]:
    """Stretches of the sentences of ANERcorp that are read as one article each."""
    return [laid_out(one) for one in _stretches(list(read(path)))]


def wojood(folder: Path) -> list[Article]:
    """Stretches of Wojood's three files, of which only the persons count: its other classes are drawn otherwise."""
    files = [list(read(folder / f"{name}.txt", _persons)) for name in ("train", "val", "test")]
    return [laid_out(one, whole=False) for sentences in files for one in _stretches(sentences)]


def unmarked(path: Path, every: int) -> Iterator[Article]:
    """One in so many articles of the ANT corpus, of which nothing is marked but the persons that the rules find.

    They teach little of names, but what no name is in news of today, and that the rules are mostly right there.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, every):
            record = json.loads(line)
            segmented = segment(f"{record['title']}\n{record['text']}")
            found = sorted(findings(segmented).persons, key=lambda one: one.first)
            names = [Tagged(one.first, one.last, "PER") for one in found]
            yield Article(segmented, list(range(len(segmented.tokens))), names, whole=False)


def annotated(path: Path) -> Iterator[Article]:
    """Articles whose persons are marked by name, each once by its fullest form: found wherever they stand, in part too.

    Args:
        path: gold documents, one a line, with `text` and `people`, each with a `name`.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        segmented = segment(document["text"])
        names = [fold(person["name"]).split() for person in document["people"]]
        yield Article(segmented, list(range(len(segmented.tokens))), list(_standing(segmented, names)), whole=False)


def _standing(segmented: Segmented, names: Sequence[Sequence[str]]) -> Iterator[Tagged]:
    """Where the words of a name stand one behind the other, as many as there are."""
    words = {word for name in names for word in name}
    stretches = {tuple(name[i:j]) for name in names for i in range(len(name)) for j in range(i + 1, len(name) + 1)}
    forms = [_bare(token.form, words) for token in segmented.tokens]
    at = 0
    while at < len(forms):
        end = at
        while end < len(forms) and tuple(forms[at : end + 1]) in stretches:
            end += 1
        if end - at > 1 or (end > at and forms[at] not in links("connector", "tail", "kin")):
            yield Tagged(at, end, "PER")
        at = max(end, at + 1)


def _bare(form: str, words: Collection[str]) -> str:
    """A word without the particle joined to it, where what is left is a word of a name."""
    return next((reading for _, reading in readings(form) if reading in words), form)


def _stretches(sentences: Sequence[Marked]) -> Iterator[Sequence[Marked]]:
    return (sentences[at : at + SENTENCES] for at in range(0, len(sentences), SENTENCES))


def laid_out(sentences: Sequence[Marked], whole: bool = True) -> Article:
    """The sentences as an article."""
    text = ""
    starts: list[int] = []
    labels: list[str] = []
    for sentence in sentences:
        for word, label in sentence:
            starts.append(len(text))
            labels.append(label)
            text += word + " "
        text = text[:-1] + "\n"
    segmented = segment(text)
    return Article(
        segmented, [bisect_right(starts, one.start) - 1 for one in segmented.tokens], list(_names(labels)), whole
    )


def _names(labels: Sequence[str]) -> Iterator[Tagged]:
    first = 0
    for at, (label, after) in enumerate(zip(labels, [*labels[1:], "O"], strict=True)):
        if at == 0 or label[0] != "I" or labels[at - 1][2:] != label[2:]:
            first = at
        if label != "O" and after != f"I-{label[2:]}":
            yield Tagged(first, at + 1, KINDS[label[2:]])
