"""The sub-words of sentences, and which of them is the first of each word."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from tasks.text.segment import Segmented

_HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs: no tokenizer takes them
_LONGEST = 64  # sub-words of a word that a model is shown: no word has more, and what has is none


class Subwords(NamedTuple):
    """A sentence as a model reads it: numbers of sub-words, and of each word its first one; -1 where it has none."""

    ids: list[int]
    firsts: list[int]


def subwords(tokenizer: Any, segmented: Segmented) -> list[Subwords]:
    """The sub-words of each sentence of a text.

    A fast tokenizer reads the sentence as it stands and tells the offsets; a slow one is given word by word.
    """
    if not segmented.sentences:
        return []
    return _by_offsets(tokenizer, segmented) if tokenizer.is_fast else _by_words(tokenizer, segmented)


def aligned(offsets: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]) -> list[int]:
    """Of each word the number of the first sub-word that shares a character with it, -1 where none does.

    >>> aligned([(0, 2), (2, 4), (5, 6)], [(0, 4), (4, 5), (5, 6)])
    [0, -1, 2]
    """
    firsts, at = [], 0
    for start, end in words:
        while at < len(offsets) and offsets[at][1] <= start:
            at += 1
        firsts.append(at if at < len(offsets) and offsets[at][0] < end else -1)
    return firsts


def around(tokenizer: Any) -> tuple[list[int], list[int]]:
    """The numbers of the special sub-words that the tokenizer puts before and behind a text."""
    whole, bare = _ids(tokenizer, "ا", True), _ids(tokenizer, "ا", False)
    for at in range(len(whole) - len(bare) + 1):
        if whole[at : at + len(bare)] == bare:
            return whole[:at], whole[at + len(bare) :]
    return [], []


def _by_offsets(tokenizer: Any, segmented: Segmented) -> list[Subwords]:
    tokens, text = segmented.tokens, _HALVES.sub("\ufffd", segmented.text)
    ranges = [(tokens[one.first].start, tokens[one.last - 1].end) for one in segmented.sentences]
    read = tokenizer(
        [text[start:end] for start, end in ranges],
        add_special_tokens=False,
        return_offsets_mapping=True,
        verbose=False,
    )
    found = []
    for number, (sentence, (start, _)) in enumerate(zip(segmented.sentences, ranges, strict=True)):
        words = [(one.start - start, one.end - start) for one in tokens[sentence.first : sentence.last]]
        found.append(Subwords(list(read["input_ids"][number]), aligned(read["offset_mapping"][number], words)))
    return found


def _by_words(tokenizer: Any, segmented: Segmented) -> list[Subwords]:
    known: dict[str, list[int]] = {}
    found = []
    for sentence in segmented.sentences:
        ids, firsts = list[int](), list[int]()
        for token in segmented.tokens[sentence.first : sentence.last]:
            if token.surface not in known:
                known[token.surface] = _ids(tokenizer, _HALVES.sub("\ufffd", token.surface), False)[:_LONGEST]
            firsts.append(len(ids) if known[token.surface] else -1)
            ids += known[token.surface]
        found.append(Subwords(ids, firsts))
    return found


def _ids(tokenizer: Any, text: str, special: bool) -> list[int]:
    return list(tokenizer(text, add_special_tokens=special, verbose=False)["input_ids"])
