"""A tagger of names: a linear-chain conditional random field (Lafferty et al. 2001) over the rules' findings.

Each word is outside of names or part of the name of a person, an organisation, a place or something else. What the
rules and lists have found is among the features, so the training tells where they can be trusted; see
`seeds/models/arabic-names.md`.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from tasks.extractors.languages.arabic import decoding
from tasks.extractors.languages.arabic.jointlooks import GROUPS, joint
from tasks.extractors.languages.arabic.labels import LABELS, NOTHING, NOWHERE, Tagged, decoded
from tasks.extractors.languages.arabic.listlooks import list_features
from tasks.extractors.languages.arabic.packing import unpacked
from tasks.extractors.languages.arabic.scoring import NATS, Scored, Weights
from tasks.extractors.languages.arabic.wordlooks import OUTSIDE, REACH, features, kind
from tasks.text.segment import Token


def all_features(tokens: Sequence[Token], rules: str) -> list[list[str]]:
    """All features of each token of a sentence, as the training takes them.

    Args:
        tokens: the sentence.
        rules: the rules' mark of each of its tokens.
    """
    looks = [(one.surface, one.form, one.is_word) for one in tokens]
    kinds = OUTSIDE * REACH + "".join(kind(*one) for one in looks) + OUTSIDE * REACH
    marks = NOTHING + rules + NOTHING
    found = []
    for at in range(len(tokens)):
        names = list(joint(kinds[at : at + 5], marks[at : at + 3]))
        for near in range(max(at - REACH, 0), min(at + REACH + 1, len(tokens))):
            names += features(*looks[near], near - at)
            names += list_features(*looks[near][1:], near - at)
        found.append(names)
    return found


def weights(packed: Mapping[str, str]) -> Weights:
    """The weights of a model that holds a string of them a feature."""
    values = np.rint(unpacked("".join(packed.values())) * NATS).astype(np.int32).reshape(len(packed), len(LABELS))
    return Weights(list(packed), values, tuple(group.names for group in GROUPS))


class Tagger:
    """The search for the best labels, by what a model says of labels in a row."""

    def __init__(self, packed: Mapping[str, str]) -> None:
        self._steps = decoding.steps_of(packed)

    def tag(self, scored: Scored) -> list[Tagged]:
        """The names of a text of which the first columns of scores are this model's."""
        at = scored.places
        scores = np.full((len(scored.kinds), len(LABELS)), NOWHERE, dtype=np.float32)
        scores[:, 0] = 0.0
        scores[at] = scored.values[at, : len(LABELS)] / np.float32(NATS)
        labels = decoding.best(scores, scored.marks, self._steps)
        return list(decoded([labels[place] for place in at.tolist()]))
