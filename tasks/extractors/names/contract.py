"""What a tagger of names is: a segmented text in, the tokens that name something out, each with its kind."""

from typing import Protocol

from tasks.extractors.languages.arabic.labels import Tagged
from tasks.text.segment import Segmented


class NameTagger(Protocol):
    """A tagger of names; the one that comes with Marsad and the user's model are both one.

    Attributes:
        kinds: what its labels tell apart: kinds of mentions, and MISC for what is none of persons, organisations and
            places. Where it has no GPE its LOC is any place, where it has no FACILITY its ORG and LOC may be one.
        version: which model it is, as the tables have it; empty for the one that comes with Marsad.
    """

    kinds: frozenset[str]
    version: str

    def tag(self, segmented: Segmented, rules: str) -> list[Tagged]:
        """The names of a text in its order, none over another or over the end of a sentence.

        Args:
            segmented: the text.
            rules: what the rules say of each token, of which a tagger may make use (`languages/arabic/labels.py`).
        """
        ...
