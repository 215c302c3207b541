"""Train how Latin letters are written in Arabic ones, from pairs of names.

    python -m tasks.training.transliteration WD_ARABIC_80

WD_ARABIC_80 is the training part of the Arabic names of NETransliteration-COLING2018 (Merhav & Ash 2018, from Wikidata,
CC0): a Latin name, a tab, the Arabic one with its letters spaced. Every pair is cut into pieces, one to three Latin
letters beside none to two Arabic ones, and the pieces' probabilities are those that make the pairs most probable
(many-to-many alignment by expectation maximisation, Jiampojamarn, Kondrak & Sherif 2007). The same file gives the same
weights.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from pathlib import Path

from tasks.resolution.spelling import MODEL, MOST_ARABIC, MOST_LATIN, bounded, latin_letters
from tasks.storage.seeds import SEEDS
from tasks.text.normalize import fold
from tasks.training.weights import write

ROUNDS, LEAST, RARE = 6, 0.004, 4.0
Pair = tuple[str, str]  # the Latin name between its marks of beginning and end, the folded Arabic one
Piece = tuple[str, str]
Table = dict[Piece, float]


def pairs(lines: Iterable[str]) -> Iterator[Pair]:
    """The pairs of a file; those whose lengths cannot be cut into pieces, and those of several words, fall out."""
    for line in lines:
        latin, arabic = line.rstrip("\n").split("\t")[:2]
        plain, folded = latin_letters(latin), fold(arabic.replace(" ", ""))
        if (
            " " not in latin
            and plain.isalpha()
            and folded.isalpha()
            and len(folded) <= 2 * len(plain) <= 6 * len(folded)
        ):
            yield bounded(plain), folded


def forward(latin: str, arabic: str, table: Mapping[Piece, float]) -> list[list[float]]:
    """At [i][j] the probability of all ways to cut the first i Latin and j Arabic letters into pieces."""
    sums = [[0.0] * (len(arabic) + 1) for _ in range(len(latin) + 1)]
    sums[0][0] = 1.0
    for i, j, to_i, to_j in _steps(latin, arabic):
        if sums[i][j]:
            sums[to_i][to_j] += sums[i][j] * table.get((latin[i:to_i], arabic[j:to_j]), 0.0)
    return sums


def _steps(latin: str, arabic: str) -> Iterator[tuple[int, int, int, int]]:
    """All pieces by where they begin and end, in an order in which what is before them is known."""
    for i in range(len(latin)):
        for j in range(len(arabic) + 1):
            for to_i in range(i + 1, min(i + MOST_LATIN, len(latin)) + 1):
                for to_j in range(j, min(j + MOST_ARABIC, len(arabic)) + 1):
                    yield i, j, to_i, to_j


def expected(latin: str, arabic: str, table: Mapping[Piece, float]) -> Table:
    """How often each piece is expected in the pair; empty where the pair cannot be cut."""
    before = forward(latin, arabic, table)
    whole = before[-1][-1]
    counts: Table = defaultdict(float)
    if not whole:
        return counts
    after = [[0.0] * (len(arabic) + 1) for _ in range(len(latin) + 1)]
    after[-1][-1] = 1.0
    for i, j, to_i, to_j in reversed(list(_steps(latin, arabic))):
        piece = latin[i:to_i], arabic[j:to_j]
        share = table.get(piece, 0.0) * after[to_i][to_j]
        after[i][j] += share
        if share and before[i][j]:
            counts[piece] += before[i][j] * share / whole
    return counts


def train(data: Sequence[Pair], rounds: int = ROUNDS) -> Table:
    """The probability of a piece's Arabic letters given its Latin ones."""
    table = _first(data)
    for _ in range(rounds):
        counts: Table = defaultdict(float)
        for latin, arabic in data:
            for piece, count in expected(latin, arabic, table).items():
                counts[piece] += count
        table = _conditional({piece: count for piece, count in counts.items() if count >= RARE or len(piece[0]) == 1})
    return table


def _first(data: Sequence[Pair]) -> Table:
    """Where to begin: every piece that occurs, likelier the smaller and the more even it is."""
    seen = {(latin[i:to_i], arabic[j:to_j]) for latin, arabic in data for i, j, to_i, to_j in _steps(latin, arabic)}
    return {piece: 0.1 ** (len(piece[0]) + abs(len(piece[0]) - len(piece[1]))) for piece in seen}


def _conditional(counts: Mapping[Piece, float]) -> Table:
    """Shares among the ways to write the same Latin letters, weighed by how often they are cut out as a piece.

    Without the weight a rare piece of three letters, certain of its spelling, would beat three certain single ones.
    """
    of_latin: dict[str, float] = defaultdict(float)
    for (latin, _), count in counts.items():
        of_latin[latin] += count
    whole = sum(of_latin.values())
    return {
        (latin, arabic): count / of_latin[latin] * (of_latin[latin] / whole) ** 0.15
        for (latin, arabic), count in counts.items()
    }


def costs(table: Mapping[Piece, float]) -> dict[str, list[int]]:
    """The model: for "Latin>Arabic" the cost in hundredths of a nat; pieces that are hardly ever cut so fall out."""
    best: dict[str, float] = defaultdict(float)
    for (latin, _), share in table.items():
        best[latin] = max(best[latin], share)
    kept = {piece: share for piece, share in sorted(table.items()) if share >= LEAST * best[piece[0]] and share > 1e-6}
    return {f"{latin}>{arabic}": [round(-100 * log(share))] for (latin, arabic), share in kept.items()}


def main(file: str) -> None:
    """Write the model."""
    data = sorted(set(pairs(Path(file).read_text(encoding="utf-8").splitlines())))
    write(costs(train(data)), SEEDS / MODEL)


if __name__ == "__main__":
    main(*sys.argv[1:])
