"""Whom a pronoun of honour means that tells a rank: سموه a prince, whoever else spoke last."""

from collections.abc import Sequence

from tasks.extractors.languages.arabic.cast import Referent, by_mention
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.wording import folded, headword
from tasks.extractors.languages.arabic.words import members

HONOURED = 3  # words before a name that honour it: صاحب السمو الشيخ فلان
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
    own = [first for first, mention in reading.mentions.items() if mention.name == name]
    before = {headword(reading.form(here)) for first in own for here in range(first - HONOURED, first)}
    roles = (role.surface for first in own for role in reading.mentions[first].roles)
    return not ranks.isdisjoint(before.union(*({headword(word) for word in folded(role).split()} for role in roles)))
