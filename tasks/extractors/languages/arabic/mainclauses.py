"""Whether a content goes on behind a comma because its main clause is still to come: أنه أثناء التحقيق، اعترفوا …."""

from tasks.extractors.languages.arabic.phrasestarts import names_source
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.reporting import CueWord, is_linked
from tasks.extractors.languages.arabic.words import is_preposition, is_present, members, opens_content, phrase_length
from tasks.text.segment import Token

LONGEST_SUBJECT = 20  # tokens of a subject with its asides
LONGEST_ADJUNCT = 40  # tokens of an adjunct or a concession before its main clause


def begins_main_clause(reading: Reading, first: int, here: int) -> bool:
    """Whether the verb behind the first comma goes with the adjunct before it: عندما عادوا، قالوا …."""
    form = reading.form(first)
    opens = form in members("condition")
    if not (opens or is_preposition(form)) or not _is_first_comma(reading, first, here - 1):
        return False
    joined = reading.form(here)[:1] in ("و", "ف")
    return opens or not (joined or _has_verb(reading, first, here))


def _is_first_comma(reading: Reading, first: int, comma: int) -> bool:
    """Whether the comma is the content's first, and near."""
    near = comma - first <= LONGEST_ADJUNCT
    return near and not any(reading.form(at) in ("،", ",") for at in range(first, comma))


def is_conceded(reading: Reading, first: int, here: int) -> bool:
    """Whether the contrast at `here` goes with the concession that opens the content: رغم النجاح، إلا أن …."""
    return phrase_length(reading.tokens, first, "concession") > 0 and _is_first_comma(reading, first, here - 1)


def is_predicate(reading: Reading, first: int, here: int, word: CueWord | None) -> bool:
    """Whether the verb behind a comma goes with the subject before it, which has none: أن الإدارة، بعد …، أبدت …."""
    if word is None or word.shape != "finite" or is_linked(reading.form(here), word):
        return False
    noun = first in reading.mentions or any(reading.form(at).startswith("ال") for at in (first, first + 1))
    if not noun or here - first > LONGEST_SUBJECT or _has_verb(reading, first, here):
        return False
    if word.plural:
        return reading.form(first).endswith(("ين", "ون", "ي", "ات", "ان")) or reading.form(first) in _several()
    agrees = (word.gender == "f") == reading.tokens[first].surface.endswith(("ة", "ات"))
    return agrees and not names_source(reading.form(here + 1))


def _several() -> frozenset[str]:
    return members("quantifier", "plural_people", "collective")


def _has_verb(reading: Reading, first: int, end: int) -> bool:
    """Whether a plain finite verb stands among the tokens, so that they may be a clause."""
    return any(
        is_plain_verb(reading.tokens[at], reading.form(at)) or is_present(reading.tokens[at], reading.form(at))
        for at in range(first, end)
    )


def is_plain_verb(token: Token, form: str) -> bool:
    """Whether the word is plainly a finite verb: نشرت, يسعى, تتطلع; not بيت or a verbal noun such as تثبيت."""
    if len(form) < 4 or opens_content(token, form):
        return False
    return (form.endswith("ت") and not form.endswith("ات")) or form.startswith(("ي", "تت", "ست", "سي"))
