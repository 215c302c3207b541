"""Train what tells a name by its letters, from the lists of names and of common words.

    python -m tasks.training.letters

Logistic regression over the pieces of one to four letters that a word holds. The same lists give the same weights.
"""

import random
from collections import Counter
from collections.abc import Sequence
from math import exp, sqrt

from tasks.extractors.languages.arabic.letters import MODEL, pieces
from tasks.storage.seeds import SEEDS, rows
from tasks.text.normalize import fold
from tasks.training.weights import write

EPOCHS, RATE, DECAY, RARE, SMALL = 6, 0.1, 1e-3, 3, 0.08
SEED = 1  # of the order of the words in each round
Example = tuple[list[str], int]  # the pieces of a word, and 1 for a name


def examples() -> list[Example]:
    """All listed names and common words, without the article."""
    names = {row["name"] for row in rows("lexicons/ar/person-names.csv")}
    names |= {fold(row["name"]) for row in rows("lexicons/ar/given-names.csv")}
    common = {row["word"] for row in rows("lexicons/ar/common-words.csv")}
    return [(pieces(word), int(word in names)) for word in sorted(names | common)]


def train(data: Sequence[Example]) -> dict[str, list[int]]:
    """The weights in hundredths by stochastic gradient ascent with AdaGrad steps (Duchi et al. 2011)."""
    counts = Counter(piece for found, _ in data for piece in found)
    weights = {piece: 0.0 for piece, count in counts.items() if count >= RARE}
    squares = dict.fromkeys(weights, 1e-6)
    order = [([piece for piece in found if piece in weights], name) for found, name in data]
    mixer = random.Random(SEED)
    for _ in range(EPOCHS):
        mixer.shuffle(order)
        for found, name in order:
            change = name - 1 / (1 + exp(-sum(weights[piece] for piece in found)))
            for piece in found:
                slope = change - DECAY * weights[piece]
                squares[piece] += slope * slope
                weights[piece] += RATE * slope / sqrt(squares[piece])
    return {piece: [round(100 * value)] for piece, value in sorted(weights.items()) if abs(value) >= SMALL}


def main() -> None:
    """Write the model."""
    write(train(examples()), SEEDS / MODEL)


if __name__ == "__main__":
    main()
