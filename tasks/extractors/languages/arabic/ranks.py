"""Whom a pronoun of honour means that tells a rank: سموه a prince, whoever else spoke last."""

from collections.abc import Sequence

from tasks.extractors.languages.arabic.cast import Referent, by_mention
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.wording import folded, headword
from tasks.extractors.languages.arabic.words import members

NEAR = 200  # tokens back to whoever bears the rank
_RANKS = {"سموه": "of_highness", "سموها": "of_highness", "فضيلته": "of_eminence", "سماحته": "of_eminence"}


def of_rank(reading: Reading, at: int, last: Sequence[Referent]) -> Referent | None:
    """Whoever was named last with the rank that the pronoun at `at` tells, where the `last` speaker lacks it."""
    if reading.form(at) not in _RANKS or any(_bears(reading, one.name, at) for one in last):
        return None
    for here in range(at - 1, max(at - NEAR, -1), -1):
        mention = reading.mentions.get(here)
        if mention is not None and mention.kind == "PERSON" and _bears(reading, mention.name, at):
            return by_mention(reading, (here, reading.last[here]), here)
    return None


def _bears(reading: Reading, name: str, at: int) -> bool:
    """Whether the document gives whoever has the name the rank that the pronoun at `at` tells, wherever it does."""
    ranks = members(_RANKS[reading.form(at)])
    own = (mention for mention in reading.mentions.values() if mention.name == name)
    return any(headword(word) in ranks for one in own for role in one.roles for word in folded(role.surface).split())
