"""What a tagger of the user's is: a segmented text in, the tokens that name something out, each with its kind."""

from typing import Protocol

from tasks.extractors.languages.arabic.labels import Tagged
from tasks.text.segment import Segmented


class NameTagger(Protocol):
    """A tagger of names that the user chooses; `languages/arabic/ownnames.py` takes what it tells.

    Attributes:
        kinds: what its labels tell apart: kinds of mentions, and MISC for what is none of persons, organisations and
            places. Where it has no GPE, the words of a LOC tell which kind of place it is; where it has no FACILITY, an
            ORG may be one by the noun that opens it. Of MISC stays only what is an event or a people by its words.
        version: which model it is, as the tables have it.
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
