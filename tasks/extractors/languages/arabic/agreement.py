"""Gender and number: what a verb, participle or pronoun asks of its subject, and what a noun phrase has."""

from typing import NamedTuple

from tasks.extractors.languages.arabic.describing import bare, is_person_word
from tasks.extractors.languages.arabic.gazetteers import given_names, is_construct_plural
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, cue_words
from tasks.extractors.languages.arabic.words import members

_PLURAL_ENDS = ("ون", "ين")


class Traits(NamedTuple):
    """Gender (m, f or "" where unknown) and whether the phrase names several persons (None where unknown)."""

    gender: str = ""
    plural: bool | None = None


def asked(reading: Reading, at: int) -> Traits:
    """What the cue at token `at` asks of its subject."""
    words: tuple[CueWord, ...] = cue_words().get(reading.form(at), ())
    if not words or not words[0].gender:
        return Traits()
    surface = reading.tokens[at].surface
    fitting = [one for one in words if one.suffixed == surface.endswith(("ه", "ها", "هم"))] or list(words)
    word = next((one for one in fitting if one.shape == "hal"), fitting[0])  # طالبا: demanding, hardly ever the dual
    plural = word.plural or (word.shape == "masdar" and surface.endswith("هم"))
    return Traits("" if plural else word.gender, plural)


def agree(wanted: Traits, given: Traits) -> bool:
    """Whether a subject with these traits may stand with the verb; what is unknown agrees with everything."""
    if wanted.plural is not None and given.plural is not None and wanted.plural != given.plural:
        return False
    return not (wanted.gender and given.gender and wanted.gender != given.gender)


def of_phrase(reading: Reading, first: int, type_: str, name: str, role: str | None) -> Traits:
    """The traits of what the phrase at token `first` names, by its head, its role, its given name."""
    if type_ == "PERSON":
        return Traits(_of_person(reading, first, name, role), False)
    head = reading.form(first)
    if (
        reading.kind(first) in ("GPE", "ORG")
        and first in reading.mentions
        and len(reading.mentions[first].name.split()) == 1
    ):
        return Traits("f" if reading.tokens[first].surface.endswith("ة") else "", False)
    if head in members("quantifier") and reading.form(first + 1) == "من":
        return Traits("", True)
    if head in members("one_of"):
        return Traits("m" if head == "احد" else "f", False)
    if head in members("determiner") or bare(head) == "مجموعه":
        return Traits()
    if type_ == "GROUP" or (bare(head) in members("plural_people")) or _is_plural(head):
        return Traits("", True)
    if type_ == "UNNAMED" and is_person_word(head):
        return Traits("f" if reading.tokens[first].surface.endswith("ة") else "m", False)
    if bare(head) in members("collective"):
        return Traits()
    feminine = reading.tokens[first].surface.endswith(("ة", "ات")) or bare(head) in members("feminine")
    if feminine:
        return Traits("f", False)
    known = bare(head) in members("masculine") or is_person_word(head)
    return Traits("m" if known else "", False if known else None)


def _is_plural(head: str) -> bool:
    """Whether the noun is a plural of persons by its pattern: مسؤولون, محامو الشركة, خطباء."""
    if head.endswith(_PLURAL_ENDS) or (head.endswith("و") and len(head) > 4):
        return True
    if is_construct_plural(head) and not is_person_word(head):
        return True
    return head.endswith("اء") and len(head) > 4 and not head.startswith(("است", "انت", "اعت"))


def _of_person(reading: Reading, first: int, name: str, role: str | None) -> str:
    titles = [role.split()[0]] if role else []
    titles += [reading.tokens[first].surface] if is_person_word(reading.form(first)) else []
    if any(title.endswith("ة") for title in titles):
        return "f"
    given = name.split()[0]
    if given.endswith("ة") and reading.form(first) in given_names() and reading.form(first) not in members("his_name"):
        return "f"
    return "m" if titles else ""
