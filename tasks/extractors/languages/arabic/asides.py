"""Where the author breaks into a content by a mark alone: at dots, at an aside between dashes, at his own reason."""

from tasks.extractors.languages.arabic.openings import Complement
from tasks.extractors.languages.arabic.reading import Reading
from tasks.extractors.languages.arabic.words import is_preposition, opens_content

LONGEST_ASIDE = 15
ASIDE = 6  # tokens between the dashes of an aside
FEW = 9  # tokens of a noun phrase that is too short to hold its own reason


def breaks_off(reading: Reading, found: Complement, here: int) -> bool:
    """Whether the content that `found` begins ends before the token, whatever the author says next."""
    return _pauses(reading, found, here) or _gives_reason(reading, found, here) or _opens_aside(reading, here)


def _pauses(reading: Reading, found: Complement, here: int) -> bool:
    """Whether dots (..) part a clause behind أن or a noun phrase from what the author says next."""
    bare = found.style in ("colon", "quote") or (found.style == "that" and found.marker == found.first)
    return not bare and reading.paragraphs[here] > 0 and reading.form(here) == "." == reading.form(here + 1)


def _opens_aside(reading: Reading, here: int) -> bool:
    """Whether a dash opens an aside with which the clause ends: … في المطار -الذي افتتح في مارس-."""
    if reading.form(here) not in ("-", "–") or reading.form(here - 1) in ("-", "–"):
        return False
    ahead = range(here + 2, min(here + LONGEST_ASIDE, reading.ends[here] - 1))
    closing = next((at for at in ahead if reading.form(at) in ("-", "–")), -1)
    if closing < 0 or reading.form(closing + 1) not in ("،", ",", "."):
        return False
    prays = any(reading.form(at) in ("الله", "لله") for at in range(here, closing))
    first = reading.form(here + 1)
    return not prays and not is_preposition(first) and first[:1] != "ل"


def _gives_reason(reading: Reading, found: Complement, here: int) -> bool:
    """Whether حيث stands behind a noun phrase of few words, which the author explains: طالب بمليون ريال حيث يعد ….."""
    claims = reading.form(here - 1) in ("،", ",") and opens_content(reading.tokens[found.first])
    near = found.style == "noun" and here - found.first <= FEW and not claims
    return near and reading.form(here) == "حيث" and reading.form(here - 1) != "من"


def closes_aside(reading: Reading, first: int, dash: int) -> bool:
    """Whether another dash shortly before opens what this one closes: -رحمه الله-."""
    return any(reading.form(at) in ("-", "–") for at in range(max(first, dash - ASIDE), dash))
