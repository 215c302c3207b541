"""Whom a pronoun of honour means that tells a rank: سموه a prince, whoever else spoke last."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from tasks.extractors.languages.arabic.cast import Referent, by_mention
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.wording import folded, headword
from tasks.extractors.languages.arabic.words import members

HONOURED = 3  # words before a name that honour it: صاحب السمو الشيخ فلان
NEAR = 200  # tokens back to whoever bears the rank
_RANKS = {"highness": "of_highness", "eminence": "of_eminence"}  # classes of pronouns and of the words of their ranks


def of_rank(reading: Reading, at: int, last: Sequence[Referent]) -> Referent | None:
    """Whoever was named last with the rank that the pronoun at `at` tells, where the `last` speaker lacks it."""
    ranks = next((members(rank) for pronoun, rank in _RANKS.items() if reading.form(at) in members(pronoun)), None)
    if ranks is None:
        return None
    honours = _honours(reading)
    if any(not ranks.isdisjoint(honours.get(one.name, ())) for one in last):
        return None
    for here in range(at - 1, max(at - NEAR, -1), -1):
        mention = reading.mentions.get(here)
        if mention is not None and mention.kind == "PERSON" and not ranks.isdisjoint(honours[mention.name]):
            return by_mention(reading, (here, reading.last[here]), here)
    return None


@lru_cache(maxsize=1)
def _honours(reading: Reading) -> Mapping[str, set[str]]:
    """By each person's name, the words that honour it wherever the document has it, of offices too, without article."""
    found: dict[str, set[str]] = {}
    for first, mention in reading.mentions.items():
        if mention.kind == "PERSON":
            words = found.setdefault(mention.name, set())
            words.update(headword(reading.form(here)) for here in range(first - HONOURED, first))
            words.update(headword(word) for role in mention.roles for word in folded(role.surface).split())
    return found
